"""The annexes of a report: every node of the trace, the rules behind what is established, and the articles cited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Protocol

from zhunsheng.engine.explain.rule_sentences import RuleSentences
from zhunsheng.engine.report.document import (
    Entry,
    Item,
    Paragraph,
    Reference,
    Section,
    Table,
    cell,
    line,
)
from zhunsheng.engine.report.material import Material, decided, node_anchor, rule_anchor
from zhunsheng.engine.suggestion import Cite, TraceRule, TraceTrack


class _Citing(Protocol):
    """A part of an answer that names articles."""

    @property
    def cites(self) -> tuple[Cite, ...]: ...


#: The kinds of rules that a suggestion rests on; the text of these is in the annex.
_RELIED_ON = ("finding", "responsibility", "provision", "circumstance", "tolerance", "measure")


def annexes(material: Material) -> tuple[Section, ...]:
    """All annexes."""
    return _trace(material), _rules(material), _articles(material)


def _trace(material: Material) -> Section:
    say = material.say
    shown = {rule: number for number, rule in enumerate(_relied_on(material), 1)}
    sections = []
    for place, nodes in groupby(material.in_order, key=lambda node: _subject(node.instance)):
        groups = groupby(nodes, key=lambda node: _group(material, node))
        below = tuple(
            Section(heading, tuple(_entry(material, node, shown) for node in group))
            for heading, group in groups
        )
        sections.append(Section(_heading(material, place), (), below))
    left = tuple(_not_applicable(material))
    return Section(say["annex_trace"], (Paragraph(line(say["annex_trace_note"])), *left), tuple(sections))


def _subject(instance: str) -> str:
    """The pointer of the subject that an instance is, or belongs to; "" for the case."""
    return "/".join(instance.split("/")[:3])


def _heading(material: Material, place: str) -> str:
    if not place:
        return material.say["whole_case"]
    subject = material.suggestion.subjects[int(place.split("/")[2])]
    return material.say["subject_heading"].format(id=subject.subject_id)


def _group(material: Material, node: TraceRule | TraceTrack) -> str:
    if isinstance(node, TraceTrack):
        return material.say["annex_tracks"]
    return node.layer if decided(node) else material.say["annex_open"]


def _entry(material: Material, node: TraceRule | TraceTrack, shown: dict[str, int]) -> Entry:
    say, number = material.say, material.numbers[node.id]
    title = node.title if isinstance(node, TraceRule) else node.name
    items = [material.item(passage) for passage in material.sentences.of(node)]
    if isinstance(node, TraceRule) and node.rule in shown and node.established:
        rule = shown[node.rule]
        items.append(
            Item(line(say["rule_text"], Reference(say["rule_see"].format(n=rule), rule_anchor(rule))))
        )
    heading = f"{say['see'].format(n=number)}{say['colon']}{title}"
    return Entry(node_anchor(number), heading[:1].upper() + heading[1:], node.id, tuple(items))


def _not_applicable(material: Material) -> Iterator[Paragraph]:
    """The rules that are known not to apply, by id alone, as the trace has them."""
    for place, rules in material.suggestion.trace.not_applicable.items():
        if rules:
            text = material.say["not_applicable"].format(
                place=material.places.place(place), n=len(rules), rules=material.say["between"].join(rules)
            )
            yield Paragraph(line(text[:1].upper() + text[1:]), "small")


def _relied_on(material: Material) -> tuple[str, ...]:
    """The rules behind what is established, by id."""
    found = {
        node.rule
        for node in material.suggestion.trace.nodes
        if isinstance(node, TraceRule)
        and node.established
        and material.release.rules[node.rule].kind in _RELIED_ON
    }
    return tuple(sorted(found))


def _rules(material: Material) -> Section:
    say, sentences = material.say, RuleSentences(material.release, material.suggestion.language)
    entries = []
    for number, key in enumerate(_relied_on(material), 1):
        rule = material.release.rules[key]
        heading = f"{say['rule_see'].format(n=number)}{say['colon']}{rule.title.get(material.language)}"
        items = tuple(material.item(passage) for passage in sentences.of(rule))
        entries.append(Entry(rule_anchor(number), heading[:1].upper() + heading[1:], key, items))
    return Section(say["annex_rules"], (Paragraph(line(say["annex_rules_note"])), *entries))


def _articles(material: Material) -> Section:
    """The articles behind what is established or open, with what the record of each rests on."""
    say, found = material.say, {cite.title: cite for cite in _cites(material)}
    rows, chinese = [], material.language == "zh"
    for title in sorted(found):
        cite = found[title]
        summary = (cell(cite.summary),) if chinese else ()
        rows.append((cell(title), *summary, cell(say[cite.confidence])))
    if not rows:
        return Section(say["annex_articles"], (Paragraph(line(say["nothing"])),))
    head = (say["article"], *((say["summary"],) if chinese else ()), say["confidence"])
    widths = (36, 50, 14) if chinese else (80, 20)
    return Section(say["annex_articles"], (Table(say["articles_table"], head, tuple(rows), widths),))


def _cites(material: Material) -> Iterator[Cite]:
    """Every article that the body of the report names."""
    answer = material.suggestion
    for subject in answer.subjects:
        concluded: tuple[_Citing, ...] = (
            *(item for item in subject.findings if item.status != "not_established"),
            *subject.responsibility,
            *subject.provisions,
            *subject.circumstances,
            *subject.tolerance.grounds,
            *subject.tolerance.exclusions,
            *subject.procedure,
            *subject.warnings,
        )
        yield from _all(concluded)
    yield from _all((*answer.procedure, *answer.warnings))


def _all(items: Iterable[_Citing]) -> Iterator[Cite]:
    for item in items:
        yield from item.cites
