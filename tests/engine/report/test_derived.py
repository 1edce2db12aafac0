"""Nothing in a report is made up: each article, fact and value in it is in the answer, its trace or the case."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.engine.report.conftest import NAMES, Made, Reports
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.explain.fact_words import fact_at
from zhunsheng.engine.explain.passages import indented
from zhunsheng.engine.explain.phrases import LATIN
from zhunsheng.engine.explain.places import Places
from zhunsheng.engine.explain.trace import shown_value
from zhunsheng.engine.explain.trace_sentences import TraceSentences
from zhunsheng.engine.language.documents import read_text
from zhunsheng.engine.release import Release
from zhunsheng.engine.report.build import build_report
from zhunsheng.engine.report.document import (
    Entry,
    Inline,
    Mention,
    Paragraph,
    Reference,
    Table,
    all_sections,
)
from zhunsheng.engine.report.facts import facts_digest
from zhunsheng.engine.report.plain import render_plain
from zhunsheng.engine.suggestion import TraceCondition, TraceRule
from zhunsheng.engine.vocabulary.facts import FactType


def walked(value: Any) -> Iterator[Any]:
    """A plain value and everything in it."""
    yield value
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from walked(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from walked(inner)


def plain(made: Made) -> Any:
    return made.suggestion.model_dump(by_alias=True)


def pointers(made: Made) -> set[str]:
    """Every fact that the answer speaks of, or that the case states."""
    found = {
        item
        for item in walked(plain(made))
        if isinstance(item, str) and re.match(r"/(case|incident|subjects/\d+)/\w", item) and "#" not in item
    }
    found |= {f"/{ref.entity}/{ref.fact}" for ref in made.case.facts}
    for s, subject in enumerate(made.case.subjects):
        for ref in subject.facts:
            inside = "circumstances/" if ref.entity == "circumstance" else ""
            found.add(f"/subjects/{s}/{inside}{ref.fact}")
        for c, conduct in enumerate(subject.conducts):
            found |= {f"/subjects/{s}/conducts/{c}/{ref.fact}" for ref in conduct.facts}
    return {item for item in found if not re.fullmatch(r"/subjects/\d+(/conducts/\d+)?", item)}


@pytest.mark.parametrize("name", NAMES)
def test_every_article_is_one_of_the_answer(reports: Reports, release: Release, name: str) -> None:
    made = reports.get(name)
    cited = {
        release.sources[item["source"]].cited_as(item["article"], "zh")
        for item in walked(plain(made))
        if isinstance(item, dict) and "article" in item
    }
    # What an article says, a warning or a duty may speak of instruments in its own words; those are the answer's as well.
    words = {item for item in walked(plain(made)) if isinstance(item, str) and "《" in item}
    words |= {rule.title.zh for rule in release.rules.values() if "《" in rule.title.zh}
    # Rules that do not apply are listed under their instruments.
    left_out = (rule for rules in made.suggestion.trace.not_applicable.values() for rule in rules)
    cited |= {release.sources[release.rules[rule].cites[0].source].named("zh") + "：" for rule in left_out}
    text = render_plain(made.report)
    assert cited or name == "cases/nothing_known"
    for match in re.finditer("《", text):
        rest = text[match.start() : match.start() + 300]
        found = any(rest.startswith(article) for article in cited)
        assert found or any(rest[:12] in word for word in words), rest[:80]


@pytest.mark.parametrize("name", NAMES)
def test_every_fact_is_one_of_the_case_or_the_answer(reports: Reports, release: Release, name: str) -> None:
    """Names of facts stand as “name” behind their place; a name with another place is another fact."""
    made = reports.get(name)
    known = pointers(made)
    places = Places(made.suggestion, release)
    allowed = {places.fact(pointer) for pointer in known}
    # A clause of a rule says "the conduct" for each of them.
    allowed |= {f"{release.vocabulary.entity(ref.entity).name.zh}的“{release.vocabulary.fact(ref).name.zh}”"
                for ref in map(fact_at, known)}  # fmt: skip
    entities = "|".join(entity.name.zh for entity in release.vocabulary.entities)
    names = {fact.name.zh for _, fact in release.vocabulary.all_facts()}
    found = 0
    for place, fact in re.findall(rf"((?:{entities})|行为 [\w.-]+ )的“([^”]+)”", render_plain(made.report)):
        if fact in names:
            assert f"{place}的“{fact}”" in allowed, (place, fact)
            found += 1
    assert found > len(known) / 2


@pytest.mark.parametrize("name", NAMES)
def test_the_tables_of_facts_are_the_facts_of_the_case(reports: Reports, release: Release, name: str) -> None:
    made = reports.get(name)
    places = Places(made.suggestion, release)
    expected = []
    holders = [("", made.case.facts)]
    for s, subject in enumerate(made.case.subjects):
        holders.append((f"/subjects/{s}", subject.facts))
        holders += [(f"/subjects/{s}/conducts/{c}", item.facts) for c, item in enumerate(subject.conducts)]
    for holder, facts in holders:
        for ref, value in facts.items():
            place = {"circumstance": f"{holder}/circumstances", "case": "/case", "incident": "/incident"}
            pointer = f"{place.get(ref.entity, holder)}/{ref.fact}"
            fact = release.vocabulary.fact(ref)
            shown = str(value) if fact.type is FactType.DATE else fact.value_name(value, "zh")
            if isinstance(value, dict) and not all(value.values()):
                shown = places.value(pointer, shown_value(value))
            evidence = "、".join(made.case.evidence.get(pointer, ())) or "未注明"
            expected.append((places.fact(pointer), shown, evidence))
    rows = [
        tuple(cell[0].text for cell in row)
        for section in all_sections(made.report.sections)
        for table in section.blocks
        if isinstance(table, Table) and table.head == ("事实", "查明为", "证据编号")
        for row in table.rows
    ]
    assert rows == expected


def values_read(condition: TraceCondition) -> Iterator[tuple[str, Any]]:
    yield from condition.facts.items()
    for part in condition.parts:
        yield from values_read(part)


@pytest.mark.parametrize("name", NAMES)
def test_every_value_in_the_annex_was_read_by_its_node(reports: Reports, release: Release, name: str) -> None:
    made = reports.get(name)
    nodes = {node.id: node for node in made.suggestion.trace.nodes}
    places = Places(made.suggestion, release)
    for entry in entries(made):
        node = nodes.get(entry.node)
        if not isinstance(node, TraceRule):
            continue
        read = {places.value(pointer, value) for pointer, value in values_read(node.premise)}
        text = "\n".join((entry.line.text, *lines(entry.items)))
        for value in re.findall(r"查明为“([^”]+)”", text):
            assert value in read


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_annex_has_every_node(reports: Reports, name: str, language: Any) -> None:
    """Each node once, under its own number: written out, or by name as one that repeats another."""
    made = reports.get(name, language)
    shown = [(entry.node, entry.anchor) for entry in entries(made) if entry.anchor.startswith("trace-")]
    shown += [(mention.node, mention.anchor) for mention in mentions(made)]
    assert sorted(node for node, _ in shown) == sorted(node.id for node in made.suggestion.trace.nodes)
    assert sorted(anchor for _, anchor in shown) == sorted(f"trace-{n}" for n in range(1, len(shown) + 1))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_node_that_is_not_written_out_would_say_the_same(
    reports: Reports, release: Release, name: str, language: Any
) -> None:
    made = reports.get(name, language)
    nodes = {node.id: node for node in made.suggestion.trace.nodes}
    written = {entry.anchor: entry.node for entry in entries(made)}
    sentences = TraceSentences(made.suggestion, release)

    def said(id: str) -> list[str]:
        return list(indented(sentences.of(nodes[id])))

    for parts in lines_with_mentions(made):
        anchored = [part for part in parts if isinstance(part, Mention | Reference)]
        for mention, seen in itertools.pairwise(anchored):
            if isinstance(mention, Mention):
                assert isinstance(seen, Reference)
                first = written[seen.anchor]
                assert first.rpartition("#")[2] == mention.node.rpartition("#")[2]
                assert first.rpartition("#")[0] != mention.node.rpartition("#")[0]
                assert said(first) == said(mention.node)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_annex_has_every_rule_left_out(
    reports: Reports, release: Release, name: str, language: Any
) -> None:
    """By title, in the paragraph of its place; and as many as there are."""
    made = reports.get(name, language)
    places = Places(made.suggestion, release)
    heading = {"zh": "确定不适用的规则", "en": "Rules known not to apply"}[language]
    found = [
        block.line
        for section in all_sections(made.report.sections)
        if section.heading == heading
        for block in section.blocks
        if isinstance(block, Paragraph)
    ]
    for place, rules in made.suggestion.trace.not_applicable.items():
        named = places.place(place).casefold()
        heads = [item.parts[0].text.casefold() for item in found]
        of_place = [
            (item.text, head)
            for item, head in zip(found, heads, strict=True)
            if named in re.split("、|：|, |: ", head)
        ]
        assert sum(int(re.findall(r"(\d+) (?:条|rules)", head)[-1]) for _, head in of_place) == len(rules)
        for rule in rules:
            title = release.rules[rule].title.get(language)
            assert any(title.translate(LATIN if language == "en" else {}) in text for text, _ in of_place)


@pytest.mark.parametrize("name", NAMES)
def test_the_rules_relied_on_are_rules_that_were_established(reports: Reports, name: str) -> None:
    made = reports.get(name)
    established = {
        node.rule for node in made.suggestion.trace.nodes if isinstance(node, TraceRule) and node.established
    }
    assert {entry.node for entry in entries(made) if entry.anchor.startswith("rule-")} <= established


def entries(made: Made) -> Iterator[Entry]:
    for section in all_sections(made.report.sections):
        yield from (block for block in section.blocks if isinstance(block, Entry))


def lines_with_mentions(made: Made) -> Iterator[tuple[Inline, ...]]:
    for section in all_sections(made.report.sections):
        for block in section.blocks:
            if isinstance(block, Paragraph) and any(isinstance(part, Mention) for part in block.line.parts):
                yield block.line.parts


def mentions(made: Made) -> Iterator[Mention]:
    for parts in lines_with_mentions(made):
        yield from (part for part in parts if isinstance(part, Mention))


def lines(items: Any) -> Iterator[str]:
    for item in items:
        yield item.line.text
        yield from lines(item.parts)


def test_evidence_stands_beside_its_fact_by_its_id_alone(evaluator: Evaluator) -> None:
    document = read_text(
        """\
case: {id: with-evidence, decision_date: 2021-11-05}
incident: {epidemic: true, consequence: serious}
subjects:
  - {id: S1, kind: person, conducts: [{id: C1, date: 2021-10-20, manner: {falsification: true, absent_from_post: false}}]}
evidence:
  - {id: E1, title: 某某手写的信, supports: [/incident/consequence]}
  - {id: E2, title: 巷口的照片, supports: [/incident/consequence, /subjects/0/conducts/0/manner/falsification]}
""",
        "case.yaml",
    )
    case = evaluator.read(document)
    report = build_report(evaluator.evaluate(case), case, evaluator.release, facts_digest(document.value))
    text = render_plain(report)
    assert "事件的“后果” | 严重后果 | E1、E2" in text
    assert "行为 C1 的“方式” | 弄虚作假；已排除：擅离职守 | E2" in text
    assert "事件的“涉疫情防控” | 是 | 未注明" in text
    assert "手写的信" not in text
    assert "巷口的照片" not in text
