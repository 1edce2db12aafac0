"""Every point on which the law leaves discretion or conflicts with itself is handled somewhere, and a scenario shows it."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from tests.golden.ambiguities_page import PAGE, ambiguities_page
from zhunsheng.engine.ambiguities import Ambiguity, load_ambiguities, read_ambiguities
from zhunsheng.engine.case import instances
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.language.documents import Document, nowhere
from zhunsheng.engine.problems import RulesetError
from zhunsheng.engine.release import Release, default_folder, default_release
from zhunsheng.engine.scenarios import load_scenarios

POINTS = tuple(point for section in load_ambiguities(default_release()) for point in section.points)
CASES = {scenario.id: scenario for scenario in load_scenarios(default_folder() / "scenarios" / "cases")}

#: A case of which nothing is known leaves every rule open, so that it shows none of them.
SHOWS_NOTHING = "cases.nothing_known"


@dataclass(frozen=True)
class Shown:
    """What shows in one scenario."""

    established: frozenset[str]
    contingent: frozenset[str]
    facts: frozenset[str]
    measures: frozenset[str]
    cautions: frozenset[str]


@pytest.fixture(scope="module")
def shown(evaluator: Evaluator) -> Mapping[str, Shown]:
    """What shows in each scenario that a point names."""
    return {name: _shown(evaluator, name) for name in {name for point in POINTS for name in point.scenarios}}


def _shown(evaluator: Evaluator, name: str) -> Shown:
    case = evaluator.read(CASES[name].case)
    suggestion = evaluator.evaluate(case)
    rules = [node for node in suggestion.trace.nodes if node.kind == "rule"]
    places = [place for top in (instances(case),) for place in (top, *_below(top))]
    return Shown(
        frozenset(node.rule for node in rules if node.established),
        frozenset(node.rule for node in rules if node.possible == "unknown"),
        frozenset(str(ref) for place in places for ref in place.facts),
        frozenset(measure.key for subject in suggestion.subjects for measure in subject.measures),
        frozenset(warning.key for subject in suggestion.subjects for warning in subject.warnings),
    )


def _below(place: Any) -> list[Any]:
    return [found for part in place.parts for found in (part, *_below(part))]


def test_there_are_53_points_each_once_and_in_order() -> None:
    assert [point.number for point in POINTS] == list(range(1, 54))


@pytest.mark.parametrize("point", POINTS, ids=lambda point: str(point.number))
def test_a_point_is_handled_and_says_how(point: Ambiguity) -> None:
    assert point.rules or point.facts or point.cautions
    for text in (point.topic, point.handled):
        assert text.zh
        assert text.en
    assert set(point.scenarios) <= set(CASES) - {SHOWS_NOTHING}


@pytest.mark.parametrize("point", POINTS, ids=lambda point: str(point.number))
def test_all_that_a_point_names_shows_in_its_scenarios(point: Ambiguity, shown: Mapping[str, Shown]) -> None:
    found = [shown[name] for name in point.scenarios]
    established = frozenset[str]().union(*(one.established for one in found))
    assert set(point.rules) <= established.union(*(one.contingent for one in found))
    assert not point.rules or established & set(point.rules), "no rule of the point is ever established"
    assert set(point.facts) <= frozenset[str]().union(*(one.facts for one in found))
    assert set(point.measures) <= frozenset[str]().union(*(one.measures for one in found))
    assert set(point.cautions) <= frozenset[str]().union(*(one.cautions for one in found))


@pytest.mark.parametrize("point", POINTS, ids=lambda point: str(point.number))
def test_each_scenario_shows_something_of_its_point(point: Ambiguity, shown: Mapping[str, Shown]) -> None:
    for name in point.scenarios:
        one = shown[name]
        assert (
            {*point.rules} & (one.established | one.contingent)
            or {*point.measures} & one.measures
            or {*point.cautions} & one.cautions
        ), name


def test_every_notice_made_for_a_point_is_named_by_one(release: Release) -> None:
    made = {rule for rule in release.rules if rule.startswith("ambiguity.")}
    assert made == {rule for point in POINTS for rule in point.rules if rule.startswith("ambiguity.")}


def test_notices_and_duties_made_for_points_move_nothing(release: Release) -> None:
    for rule in release.rules.values():
        if rule.id.startswith("ambiguity."):
            assert rule.kind in ("notice", "procedure"), rule.id
            assert rule.ranges == (), rule.id


def test_what_people_judge_is_marked_as_a_judgement(release: Release) -> None:
    """Points 1 to 3, 8, 20, 37, 49: open norms that only a person may settle."""
    for named in (
        "conduct.gravity",
        "conduct.loss_grade",
        "incident.consequence",
        "conduct.caused_consequence",
        "conduct.decisive_role",
        "subject.several_violations",
        "conduct.order_manifestly_illegal",
        "conduct.statistical_data",
        "conduct.diligent",
        "conduct.unintended_for_development",
    ):
        entity, fact = named.split(".")
        found = next(one for one in release.vocabulary.entities if one.key == entity).fact(fact)
        assert found.judgement, named


def test_accountability_never_concludes_direct_responsibility(release: Release) -> None:
    """Point 17."""
    concluding = [
        rule
        for rule in release.rules.values()
        if rule.kind == "responsibility" and rule.conclusion == "directly_responsible"
    ]
    assert concluding
    assert all(
        release.sources[cite.source].instrument == "disciplinary_regulations"
        for rule in concluding
        for cite in rule.cites
    )


def test_the_scale_answers_the_points_on_forms(release: Release) -> None:
    """Points 23 to 25: an admonition is the heavier of two, of the first form and no organizational handling; and so on."""
    forms = {step.key: step.form for track in release.scale.tracks for step in track.steps}
    tracks = {track.key: [step.key for step in track.steps] for track in release.scale.tracks}
    assert tracks["accountability"][-2:] == ["circular_criticism", "admonition"]
    assert "admonition" not in tracks["organizational"]
    wanted = {
        "admonition": 1,
        "circular_criticism": 1,
        "grade_demotion": 2,
        "removal_non_disciplinary": 2,
        "post_removal": 3,
        "post_demotion": 3,
    }
    assert {key: forms[key] for key in wanted} == wanted


def test_nothing_aggravates_or_merges_on_the_administrative_ladder(release: Release) -> None:
    """Point 7."""
    kinds = {move.kind for move in release.scale.moves if move.track == "administrative"}
    assert kinds & {"merge", "aggravate"} == set()


def test_the_page_of_points_is_the_points(release: Release) -> None:
    assert PAGE.read_text(encoding="utf-8") == ambiguities_page(load_ambiguities(release), release), (
        "run `make golden` and read the diff"
    )


ONE_POINT: dict[str, Any] = {
    "sections": [{"key": "steps", "name": {"zh": "步数", "en": "Steps"}}],
    "points": [
        {
            "number": 1,
            "section": "steps",
            "ways": ["H"],
            "topic": {"zh": "并存", "en": "Together"},
            "handled": {"zh": "提示", "en": "A notice"},
            "rules": ["notice.conflicting_moves"],
            "scenarios": ["cases.heavier_and_lighter"],
        }
    ],
}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"number": 2}, "point 2 stands where point 1 belongs"),
        ({"section": "stairs"}, "there is no section 'stairs'"),
        ({"rules": ["notice.conflicting_move"]}, "there is no rule 'notice.conflicting_move'"),
        ({"facts": ["conduct.gravitas"]}, "there is no fact 'conduct.gravitas'"),
        ({"measures": ["warning"]}, "there is no measure 'warning'"),
        ({"rules": []}, "point 1 names nothing that handles it"),
        ({"ways": ["X"]}, "'X' is not one of R, H, F"),
        ({"scenarios": []}, "at least 1 item"),
    ],
)
def test_what_is_wrong_is_refused_in_words(release: Release, changed: dict[str, Any], said: str) -> None:
    document = copy.deepcopy(ONE_POINT)
    document["points"][0].update(changed)
    with pytest.raises(RulesetError) as refused:
        read_ambiguities(Document(document, "ambiguities.yaml", nowhere), release)
    assert said in str(refused.value)


def test_a_point_is_read_as_written(release: Release) -> None:
    (section,) = read_ambiguities(Document(ONE_POINT, "ambiguities.yaml", nowhere), release)
    (point,) = section.points
    assert (section.name.zh, point.number, point.ways) == ("步数", 1, ("H",))
    assert point.rules == ("notice.conflicting_moves",)
