"""The annexes of a report: every node of the trace, the rules behind what is established, and the articles cited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from zhunsheng.engine.explain.rule_sentences import RuleSentences
from zhunsheng.engine.report.annex_trace import entry, trace_annex
from zhunsheng.engine.report.document import Paragraph, Section, Table, cell, line
from zhunsheng.engine.report.material import Material, rule_anchor
from zhunsheng.engine.suggestion import Cite, TraceRule


class _Citing(Protocol):
    """A part of an answer that names articles."""

    @property
    def cites(self) -> tuple[Cite, ...]: ...


#: The kinds of rules that a suggestion rests on; the text of these is in the annex.
_RELIED_ON = ("finding", "responsibility", "provision", "circumstance", "tolerance", "measure")

#: A rule is short enough to be read as one paragraph, like the article that it renders.
_RULES_RUN_ON = 4


def annexes(material: Material) -> tuple[Section, ...]:
    """All annexes."""
    rules = {rule: number for number, rule in enumerate(_relied_on(material), 1)}
    return trace_annex(material, rules), _rules(material, rules), _articles(material)


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


def _rules(material: Material, rules: dict[str, int]) -> Section:
    say, sentences = material.say, RuleSentences(material.release, material.suggestion.language)
    entries = []
    for key, number in rules.items():
        rule = material.release.rules[key]
        heading = f"{say['rule_see'].format(n=number)}{say['colon']}{rule.title.get(material.language)}"
        entries.append(
            entry(
                material, rule_anchor(number), heading, key, sentences.untitled(rule), deepest=_RULES_RUN_ON
            )
        )
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
    widths = (34, 55, 11) if chinese else (85, 15)
    table = Table(say["articles_table"], head, tuple(rows), widths, fine=True)
    notes = () if chinese else (Paragraph(line(say["articles_note"])),)
    return Section(say["annex_articles"], (*notes, table))


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
