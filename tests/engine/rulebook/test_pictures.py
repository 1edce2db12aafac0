"""The pictures of a rule show what its premise says, are well-formed, and take nothing from outside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree as Xml

import pytest

from zhunsheng.engine.explain.passages import Passage
from zhunsheng.engine.explain.rule_sentences import RuleSentences
from zhunsheng.engine.language.conditions import AllOf
from zhunsheng.engine.release import Release
from zhunsheng.engine.rulebook.premise_picture import premise_picture
from zhunsheng.engine.rulebook.premise_tree import TreeNode, premise_tree
from zhunsheng.engine.rulebook.readers import Readers, conclusions_read, facts_read, own_condition
from zhunsheng.engine.rulebook.timeline import Bar, timeline

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def readers(release: Release) -> Readers:
    return Readers(release)


def nodes(tree: TreeNode) -> Iterator[TreeNode]:
    yield tree
    for part in tree.parts:
        yield from nodes(part)


def leads(node: TreeNode) -> str | None:
    return (
        f"/{node.rule or node.conclusion or node.facts[0]}"
        if node.kind not in ("group", "law", "exceptions")
        else None
    )


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_tree_has_all_that_its_rule_reads(release: Release, readers: Readers, language: str) -> None:
    for rule in release.rules.values():
        tree = premise_tree(rule, release, readers, language)
        asked = list(nodes(tree))[1:]
        read = dict.fromkeys(ref for node in asked for ref in node.facts)
        timed = [rule.due.after] if rule.due else []
        assert list(dict.fromkeys([*read, *timed])) == list(facts_read(rule))
        assert {node.conclusion for node in asked if node.conclusion} == set(conclusions_read(rule))
        assert {node.rule for node in asked if node.rule} == {of.id for of in readers.setting_aside(rule.id)}
        assert all(node.text for node in asked)


def test_the_tree_says_what_the_sentences_of_the_rule_say(release: Release, readers: Readers) -> None:
    for language in ("zh", "en"):
        sentences = RuleSentences(release, language)
        for rule in release.rules.values():
            condition = own_condition(rule)
            parts = condition.parts if isinstance(condition, AllOf) else (condition,)
            said = [text for part in parts for text in _texts(sentences.condition(part))]
            tree = premise_tree(rule, release, readers, language)
            own = [part for part in tree.parts if part.kind not in ("law", "exceptions")]
            assert [node.text for part in own for node in nodes(part)] == said


def test_every_picture_is_well_formed_and_leads_where_its_nodes_do(
    release: Release, readers: Readers
) -> None:
    for rule in list(release.rules.values())[::7]:
        tree = premise_tree(rule, release, readers, "zh")
        picture = Xml.fromstring(premise_picture(tree, "g", rule.title.zh, "zh", leads))
        assert [link.get("href") for link in picture.iter(f"{SVG}a")] == [
            href for node in nodes(tree) if (href := leads(node))
        ]
        _named(picture)
        _within(picture)


def test_a_picture_is_the_same_text_each_time_and_takes_nothing_from_outside(
    release: Release, readers: Readers
) -> None:
    rule = release.rules["shanxi.complacency"]
    tree = premise_tree(rule, release, readers, "en")
    one, other = (premise_picture(tree, "g", rule.title.en, "en", leads) for _ in range(2))
    assert one == other
    assert not re.search(r"style=|<style|<script|url\(http|href=\"http", one)


def test_markup_in_a_text_is_text(release: Release) -> None:
    tree = TreeNode("rule", "<b>&", (TreeNode("group", '"><script>'),))
    picture = premise_picture(tree, "g", "<i>", "zh", lambda _: None)
    assert "<script>" not in picture
    assert "<b>" not in picture
    Xml.fromstring(picture)


BARS = (
    Bar("古", "none", None, date(2004, 2, 17)),
    Bar("旧", "other", date(2004, 2, 18), date(2015, 12, 31)),
    Bar("今", "own", date(2016, 1, 1), None),
)


def test_a_timeline_puts_earlier_versions_to_the_left(release: Release) -> None:
    picture = Xml.fromstring(timeline(BARS, "t", "历次版本", date(2026, 1, 1), "zh"))
    bars = [bar for bar in picture.iter(f"{SVG}rect") if bar.get("stroke") == "#1f5f99"]
    starts = [float(bar.get("x", "")) for bar in bars]
    assert len(bars) == 3
    assert starts == sorted(starts)
    for bar, following in pairwise(bars):
        assert float(bar.get("x", "")) + float(bar.get("width", "")) <= float(following.get("x", "")) + 3
    assert len([path for path in picture.iter(f"{SVG}path")]) == 2  # the open beginning and the open end
    _named(picture)


@pytest.mark.parametrize("until", [date(1990, 1, 1), date(2026, 1, 1), date(2400, 1, 1)])
def test_a_timeline_of_any_length_has_few_years_on_it(until: date) -> None:
    picture = Xml.fromstring(timeline(BARS, "t", "历次版本", until, "en"))
    years = [text.text for text in picture.iter(f"{SVG}text") if (text.text or "").isdigit()]
    assert 2 <= len(years) <= 14


def _texts(passage: Passage) -> Iterator[str]:
    yield passage.text
    for part in passage.parts:
        yield from _texts(part)


def _named(picture: Xml.Element) -> None:
    """A screen reader is told what the picture is."""
    ids = {element.get("id"): element for element in picture.iter() if element.get("id")}
    links = [element for element in picture.iter() if element.tag == f"{SVG}a"]
    assert picture.get("role") == ("group" if links else "img")
    for id in (picture.get("aria-labelledby") or "").split():
        assert ids[id].text


def _within(picture: Xml.Element) -> None:
    """No box is cut off, and no two lie on each other."""
    _, _, width, height = (float(part) for part in (picture.get("viewBox") or "").split())
    (group,) = [element for element in picture.findall(f"{SVG}g") if element.get("transform")]
    left, top = (float(part) for part in re.findall(r"[\d.]+", group.get("transform") or ""))
    boxes = [
        [float(box.get(name, "")) for name in ("x", "y", "width", "height")]
        for box in group.iter(f"{SVG}rect")
    ]
    for x, y, wide, high in boxes:
        assert x + wide + left <= width
        assert y + high + top <= height
    for number, (x, y, wide, high) in enumerate(boxes):
        for other_x, other_y, other_wide, other_high in boxes[number + 1 :]:
            apart_in_width = x + wide <= other_x or other_x + other_wide <= x
            assert apart_in_width or y + high <= other_y or other_y + other_high <= y
