"""The rules that are known not to apply, which the trace has by name alone: by title, under their instruments.

Most of them do not apply to any subject or conduct alike; places that share rules are named together, and a rule is listed once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from zhunsheng.engine.report.document import Inline, Paragraph, Section, Words, line
from zhunsheng.engine.report.material import Material


def not_applicable(material: Material) -> tuple[Section, ...]:
    """The section on them; none where there is no such rule."""
    found = tuple(_paragraphs(material))
    return (Section(material.say["annex_not_applicable"], found),) if found else ()


def _paragraphs(material: Material) -> Iterator[Paragraph]:
    say = material.say
    for places, rules in _by_places(material).items():
        names = say["between"].join(material.places.place(place) for place in places)
        head = say["not_applicable"].format(places=names, n=len(rules))
        parts: list[Inline] = []
        for source, titles in _by_source(material, rules).items():
            shown = say["between"].join(_counted(material, title, n) for title, n in titles.items())
            name = material.release.sources[source].named(material.language)
            gap = "" if material.language == "zh" or not parts else " "
            parts += [Words(gap + name, strong=True), Words(f"{say['colon']}{shown}{say['stop']}")]
        yield Paragraph(line(head[:1].upper() + head[1:], *parts), "small")


def _by_places(material: Material) -> dict[tuple[str, ...], list[str]]:
    """The rules by the places that they do not apply to."""
    places: dict[str, list[str]] = {}
    for place, rules in material.suggestion.trace.not_applicable.items():
        for rule in rules:
            places.setdefault(rule, []).append(place)
    found: dict[tuple[str, ...], list[str]] = {}
    for rule, where in places.items():
        found.setdefault(tuple(where), []).append(rule)
    return found


def _by_source(material: Material, rules: Iterable[str]) -> dict[str, Counter[str]]:
    """The titles of rules, with how many bear each, by the first instrument that they rest on."""
    found: dict[str, Counter[str]] = {}
    for key in rules:
        rule = material.release.rules[key]
        titles = found.setdefault(rule.cites[0].source, Counter())
        titles[rule.title.get(material.language)] += 1
    return found


def _counted(material: Material, title: str, times: int) -> str:
    """A title, and how many rules bear it where they are several."""
    return title if times == 1 else material.say["rules_of_title"].format(title=title, n=times)
