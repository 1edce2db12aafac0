"""Pages of derivations: they say what the trace says, all of it can be reached from the tree, and none is large."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest
from pydantic import TypeAdapter

from tests.samples import sampled
from tests.web.site import Site
from tests.web.trace.golden import FOLDER, frame_in, golden, told_of
from zhunsheng.api.web.rendering import render
from zhunsheng.api.web.trace.addresses import code_of
from zhunsheng.api.web.trace.branches import ConditionBranch, PlaceBranch, RuleBranch, TraceTree
from zhunsheng.api.web.trace.shown import shown_node, shown_tree
from zhunsheng.api.web.trace.telling import Telling, readings_of
from zhunsheng.api.web.trace.tree import Narrowed, Truth, trace_tree
from zhunsheng.engine.answer_trace import TraceCondition, TraceRule
from zhunsheng.engine.evaluation import Evaluator, Language

_TRUTH = TypeAdapter[Truth](Truth)
_LINK = re.compile(r'<a [^>]*href="([^"#]*)[^"]*"')


@pytest.fixture(scope="module")
def trace(site: Site) -> str:
    """The address of a derivation."""
    return f"/cases/{site.cases['evaluated']}/evaluations/3/trace"


def test_pages_say_what_they_said(evaluator: Evaluator) -> None:
    expected = dict(golden(evaluator))
    assert {path.name for path in expected} == {path.name for path in FOLDER.iterdir()}
    for path, text in expected.items():
        assert path.read_text(encoding="utf-8") == text, f"{path.name}: python -m tests.web.trace.golden"


def test_every_node_is_on_the_page_or_reachable_from_it(site: Site, trace: str) -> None:
    visitor = site.as_("auditor")
    recorded = visitor.get(f"/v1{trace.removesuffix('/trace')}").json()["suggestion"]["trace"]
    wanted = {f"n{number}" for number in range(len(recorded["nodes"]))}
    failed = {f"{pointer}#{rule}" for pointer, rules in recorded["not_applicable"].items() for rule in rules}
    found, named, seen, waiting = set[str](), set[str](), set[str](), [trace]
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        page = visitor.get(address)
        assert page.status_code == 200, address
        main = page.text.partition('id="tree"')[2].partition("</main>")[0]
        found |= set(re.findall(r'<li id="(n\d+)"', main))
        links = {urljoin(address, link.replace("&amp;", "&")) for link in _LINK.findall(main)}
        nodes = {link for link in links if "/trace/" in link}
        if "truth=false" in address:
            named |= nodes
        waiting += [link for link in links - nodes if urlsplit(link).path == trace]
    assert wanted <= found
    said = {link.rpartition("/trace/")[2] for link in named}
    for id in failed:
        pointer, _, rule = id.partition("#")
        place = re.sub(r"/(subject|conduct)s/(\d+)", lambda part: f"{part[1][0]}{int(part[2]) + 1}", pointer)
        assert f"{place or 'case'}/{rule}" in said


def test_links_of_these_pages_lead_somewhere(site: Site, trace: str) -> None:
    visitor = site.as_("auditor")
    for page in (trace, f"{trace}/s1c1/degree.acted", f"{trace}/s1c1/degree.acted/why"):
        main = visitor.get(page).text.partition("<main")[2].partition("</main>")[0]
        own = {urljoin(page, link.replace("&amp;", "&")) for link in _LINK.findall(main) if link}
        for link in sampled(sorted(link for link in own if link.startswith(trace)), 8):
            assert visitor.get(link).status_code == 200, f"{page} → {link}"


def test_both_readings_are_those_of_the_trace(evaluator: Evaluator) -> None:
    told = told_of(evaluator, "seed_003_urgent_matter", "zh")
    nodes = {node.id: node for node in told.suggestion.trace.nodes if isinstance(node, TraceRule)}
    tree = shown_tree(told, "zh", Narrowed(), open=False).tree
    rules = list(_rules(tree))
    assert len(rules) > 50
    whole = 0
    for pointer, branch in rules:
        node = nodes[f"{pointer}#{branch.rule}"]
        assert branch.readings == readings_of(node)
        if branch.conditions is not None:
            whole += 1
            premise = node.premise.parts if node.premise.operator == "all" else (node.premise,)
            for part, condition in zip(branch.conditions, premise, strict=True):
                _same(part, condition)
    assert whole > 15


@pytest.mark.parametrize("name", ["seed_000_complacency", "organization"])
def test_the_conditions_of_what_carries_the_outcome_come_first(evaluator: Evaluator, name: str) -> None:
    tree = shown_tree(told_of(evaluator, name, "zh"), "zh", Narrowed(), open=False).tree
    rules = [branch for _, branch in _rules(tree)]
    carrying = {branch.anchor for branch in rules if branch.matters}
    whole = {branch.anchor for branch in rules if branch.conditions is not None}
    assert carrying
    assert len(whole) > 15
    assert whole <= carrying or carrying <= whole


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("published", "heilongjiang_2020_harbin_hospitals"),
        ("cases", "nothing_known"),
        ("cases", "procedure_state_2025"),
    ],
)
def test_no_page_is_large(evaluator: Evaluator, folder: str, name: str, language: Language) -> None:
    told = told_of(evaluator, name, "zh", folder)
    narrowed = (
        Narrowed(),
        Narrowed("s1"),
        Narrowed("s1", "procedure"),
        Narrowed("s1c1", "provisions"),
        Narrowed("s1c1", "provisions", "false"),
    )
    for to in narrowed:
        page = render("trace/tree.html", shown_tree(told, language, to, open=True), frame_in(language))
        assert len(page.encode()) < 95_000, to


def test_many_rules_of_one_layer_come_in_parts(evaluator: Evaluator) -> None:
    told = told_of(evaluator, "nothing_known", "zh")
    place, layer = "s1c1", "provisions"
    found: list[str] = []
    to = Narrowed(place, layer)
    while True:
        (shown,) = shown_tree(told, "zh", to, open=False).tree.places
        assert shown.layers is not None
        (of,) = shown.layers
        found += [branch.anchor for branch in of.rules]
        if not of.left_out:
            break
        to = Narrowed(place, layer, "", to.first + len(of.rules))
        assert f"first={to.first}" in of.href
    assert len(found) == len(set(found)) == of.counts.true + of.counts.unknown
    assert len(found) > 100


def test_what_is_left_out_of_a_subject_is_behind_its_link(evaluator: Evaluator) -> None:
    told = told_of(evaluator, "nothing_known", "zh")
    to, found, whole = Narrowed("s1", "procedure"), set[str](), 0
    while True:
        tree = shown_tree(told, "zh", to, open=False).tree
        (shown,) = tree.places
        assert shown.parts
        (of,) = shown.layers or ()
        found |= {branch.anchor for branch in of.rules}
        whole = of.counts.true + of.counts.unknown
        assert tree.listed.before == to.first
        if not of.left_out:
            break
        assert f"first={to.first + len(of.rules)}" in of.href
        to = Narrowed("s1", "procedure", "", to.first + len(of.rules))
    assert to.first
    assert len(found) == whole


def test_a_page_says_how_much_of_all_it_lists(evaluator: Evaluator) -> None:
    told = told_of(evaluator, "nothing_known", "zh")
    for to in (
        Narrowed(),
        Narrowed("", "", "unknown"),
        Narrowed("s1c1", "provisions"),
        Narrowed("s1c1", "provisions", "", 100),
        Narrowed("s1c1", "provisions", "false"),
    ):
        tree = shown_tree(told, "zh", to, open=False).tree
        behind = sum(_behind(place, to.truth) for place in tree.places)
        assert tree.listed.before + tree.listed.rules + behind == tree.listed.of == tree.counts.of(to.truth)
        conditions = [branch.conditions is not None for _, branch in _rules(tree)]
        assert tree.listed.whole == sum(conditions)
        assert tree.listed.left_out == (behind > 0 or not all(conditions))


@pytest.mark.parametrize(("folder", "name"), [("cases", "nothing_known"), ("cases", "seed_000_complacency")])
def test_from_a_node_one_comes_to_where_it_stands(evaluator: Evaluator, folder: str, name: str) -> None:
    told = told_of(evaluator, name, "zh", folder)
    nodes = told.suggestion.trace.nodes
    failed = [
        f"{pointer}#{rules[0]}" for pointer, rules in told.suggestion.trace.not_applicable.items() if rules
    ]
    for id in (*sampled([node.id for node in nodes], 29), *failed):
        pointer, _, rule = id.partition("#")
        shown = shown_node(told, "zh", code_of(pointer), rule)
        asked = dict(parse_qsl(urlsplit(shown.tree).query))
        to = Narrowed(
            asked["place"],
            asked.get("layer", ""),
            _TRUTH.validate_python(asked.get("truth", "")),
            int(asked.get("first", 0)),
        )
        page = render("trace/tree.html", shown_tree(told, "zh", to, open=False), frame_in("zh"))
        assert f'<li id="{urlsplit(shown.tree).fragment}"' in page
        assert shown.title in page


def test_what_bears_on_the_outcome_is_marked_without_its_conditions_too(evaluator: Evaluator) -> None:
    shown = shown_tree(told_of(evaluator, "seed_000_complacency", "zh"), "zh", Narrowed(), open=False)
    matters = [branch for _, branch in _rules(shown.tree) if branch.matters]
    assert any(branch.conditions is None for branch in matters)
    assert render("trace/tree.html", shown, frame_in("zh")).count('<span class="mark">') == len(matters)


def test_a_tree_that_is_opened_or_closed_stays_on_its_page(site: Site, trace: str) -> None:
    page = site.as_("auditor").get(f"{trace}?place=s1c1&layer=provisions&first=2").text
    assert 'href="?place=s1c1&amp;layer=provisions&amp;first=2&amp;open=all" data-open' in page.replace(
        "&open", "&amp;open"
    )
    assert "前面还有 2 条" in page
    assert '<a href="?place=s1c1&amp;layer=provisions">从第一条看起</a>' in page


def test_the_filter_keeps_what_was_asked_for(site: Site, trace: str) -> None:
    visitor = site.as_("auditor")
    for truth in ("true", "unknown", "false"):
        tree = TraceTree.model_validate(visitor.get(f"{trace}.json?truth={truth}").json()["tree"])
        assert {branch.readings.truth for _, branch in _rules(tree)} <= {truth}
        (chosen,) = [choice.key for choice in tree.by_truth if choice.chosen]
        assert chosen == truth


def test_a_record_in_chinese_is_read_in_english(site: Site, trace: str, evaluator: Evaluator) -> None:
    page = site.as_("auditor", "en").get(f"{trace}/s1c1/degree.acted").text
    main = page.partition("<main")[2].partition("</main>")[0]
    told = re.sub(r"art\. [^<·]*", "", main)  # articles are called as their instruments call them
    assert f"<h1>{evaluator.release.rules['degree.acted'].title.en}</h1>" in told
    assert not re.search(r"[\u4e00-\u9fff]", told)


@pytest.mark.parametrize(
    ("end", "status"),
    [
        ("?place=s9", 404),
        ("?place=no", 404),
        ("?layer=no", 404),
        ("?truth=perhaps", 422),
        ("?first=-1", 422),
        ("/s9/degree.acted", 404),
        ("/s1c1/no.rule", 404),
        ("/s1/degree.acted", 404),
        ("/s1/track:no", 404),
        ("/s1/degree.acted/why", 404),
        ("/case/degree.acted/why", 404),
    ],
)
def test_what_there_is_not_is_said(site: Site, trace: str, end: str, status: int) -> None:
    answer = site.as_("auditor").get(f"{trace}{end}")
    assert answer.status_code == status
    assert "<h1" in answer.text


def test_who_may_not_see_it_does_not(site: Site, trace: str) -> None:
    assert site.as_("maintainer").get(trace).status_code == 403
    assert site.as_("handler").get(trace).status_code == 200


def test_that_somebody_looked_is_in_the_log(site: Site, trace: str) -> None:
    assert site.as_("auditor").get(trace).status_code == 200
    with site.service.ledger.reading() as log:
        last = log.get(log.size() - 1)
    assert last is not None
    assert (last.entry.kind, last.entry.actor) == ("case.read", site.people["auditor"].id)


def test_there_is_no_tree_of_a_place_that_is_not_there(evaluator: Evaluator) -> None:
    told = told_of(evaluator, "organization", "zh")
    telling = Telling.of(told.suggestion, told.release, "en", "trace/")
    assert trace_tree(telling, Narrowed("s1c9")) is None
    assert trace_tree(telling, Narrowed("s1")) is not None


def _rules(tree: TraceTree) -> list[tuple[str, RuleBranch]]:
    found: list[tuple[str, RuleBranch]] = []

    def walk(place: PlaceBranch) -> None:
        pointer = re.sub(
            r"([sc])(\d+)",
            lambda part: f"/{ {'s': 'subjects', 'c': 'conducts'}[part[1]] }/{int(part[2]) - 1}",
            place.code if place.code != "case" else "",
        )
        found.extend((pointer, rule) for layer in place.layers or () for rule in layer.rules)
        for part in place.parts:
            walk(part)

    for place in tree.places:
        walk(place)
    return found


def _same(branch: ConditionBranch, condition: TraceCondition) -> None:
    assert (branch.readings.established, branch.readings.possible) == (
        condition.established,
        condition.possible,
    )
    negated = condition.operator == "not"
    if branch.parts and not negated:
        for part, of in zip(branch.parts, condition.parts, strict=True):
            _same(part, of)


def _behind(place: PlaceBranch, truth: Truth) -> int:
    """How many rules are left out of a place."""
    if place.layers is None:
        return place.counts.of(truth)
    layers = sum(
        layer.left_out + (layer.failed_count if layer.failed is None else 0) for layer in place.layers
    )
    return layers + sum(_behind(part, truth) for part in place.parts)
