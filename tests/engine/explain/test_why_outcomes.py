"""Why an outcome is so: a form, a measure, and nobody held accountable; and what it would take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from tests.engine.builders import case_of
from zhunsheng.engine.answer_reasons import OutcomeReason, SubjectReasons
from zhunsheng.engine.case import Case, instances
from zhunsheng.engine.evaluation import Evaluator, Language
from zhunsheng.engine.explain.targets import to_form
from zhunsheng.engine.explain.why import NEAREST, why
from zhunsheng.engine.law_dates import DATES
from zhunsheng.engine.release import default_folder
from zhunsheng.engine.scenarios import load_scenarios
from zhunsheng.engine.suggestion import SubjectAnswer
from zhunsheng.engine.vocabulary.facts import FactRef, FactValue


@pytest.fixture(scope="session")
def scenarios(evaluator: Evaluator) -> dict[str, Case]:
    loaded = load_scenarios(default_folder() / "scenarios" / "cases")
    return {item.id.removeprefix("cases."): evaluator.read(item.case) for item in loaded}


def told(
    evaluator: Evaluator, case: Case, subject: str, asked: str | None = None, language: Language = "zh"
) -> SubjectReasons:
    return next(item for item in why(evaluator, case, language, asked).subjects if item.subject_id == subject)


def outcome(found: SubjectReasons) -> OutcomeReason:
    assert found.outcome is not None
    return found.outcome


def remembering(case: Case, subject: str, found: OutcomeReason) -> Case:
    """The case with no fact but those of a reason, and the dates."""
    kept = {(fact.fact, fact.member) for fact in found.because}

    def facts(of: Mapping[FactRef, FactValue], places: Mapping[str, str]) -> dict[FactRef, FactValue]:
        left: dict[FactRef, FactValue] = {}
        for ref, value in of.items():
            pointer = f"{places[ref.entity]}/{ref.fact}"
            if isinstance(value, Mapping):
                members = {key: yes for key, yes in value.items() if (pointer, key) in kept}
                left.update({ref: members} if members else {})
            elif (pointer, None) in kept or ref in DATES:
                left[ref] = value
        return left

    number, one = next((n, item) for n, item in enumerate(case.subjects) if item.id == subject)
    own = f"/subjects/{number}"
    conducts = tuple(
        replace(conduct, facts=facts(conduct.facts, {"conduct": f"{own}/conducts/{place}"}))
        for place, conduct in enumerate(one.conducts)
    )
    places = {"subject": own, "circumstance": f"{own}/circumstances"}
    return replace(
        case,
        facts=facts(case.facts, {"case": "/case", "incident": "/incident"}),
        subjects=(replace(one, facts=facts(one.facts, places), conducts=conducts),),
    )


def answered(evaluator: Evaluator, case: Case, subject: str) -> SubjectAnswer:
    return next(item for item in evaluator.evaluate(case).subjects if item.subject_id == subject)


@pytest.mark.parametrize(
    ("name", "subject", "asked"),
    [
        ("seed_000_complacency", "deputy_head", None),
        ("seed_000_complacency", "deputy_head", "party_serious_warning"),
        ("heavier_and_lighter", "heavier", None),
        ("heavier_and_lighter", "both", "2"),
        ("organization", "district_committee", None),
    ],
)
def test_its_facts_alone_are_enough(
    evaluator: Evaluator, scenarios: dict[str, Case], name: str, subject: str, asked: str | None
) -> None:
    case = scenarios[name]
    found = outcome(told(evaluator, case, subject, asked))
    assert found.holds
    left = answered(evaluator, remembering(case, subject, found), subject)
    if found.key in "01234":
        assert left.form.recommended == int(found.key)
    else:
        assert found.key in {item.key for item in left.measures}
    # Of the rules that are named, each applies there.
    assert found.rules
    applied = {item.rule for item in told(evaluator, case, subject, None).reasons}
    assert {rule.rule for rule in found.rules if rule.role == "moves"} <= applied


def test_a_form_that_a_circumstance_moved_names_it(evaluator: Evaluator, scenarios: dict[str, Case]) -> None:
    """Instigating others takes the upper end from serious warning to removal; no provision alone opens that."""
    found = told(evaluator, scenarios["heavier_and_lighter"], "heavier")
    assert outcome(found).name == "第三种形态"
    assert {(rule.rule, rule.role) for rule in outcome(found).rules} >= {
        ("disciplinary_2018.133.actor", "opens"),
        ("disciplinary_2018.20", "moves"),
    }
    assert "instigated_others" in {fact.fact.rsplit("/", 1)[-1] for fact in outcome(found).because}
    assert "disciplinary_2018.20" in {item.rule for item in found.reasons}


def test_practice_chooses_a_point_and_is_no_ground(evaluator: Evaluator, scenarios: dict[str, Case]) -> None:
    found = outcome(told(evaluator, scenarios["seed_000_complacency"], "deputy_head"))
    assert "practice" in {rule.role for rule in found.rules}
    assert all(cite.source != "published_practice" and "惯例" not in cite.title for cite in found.cites)


@pytest.mark.parametrize("asked", [None, "0"])
def test_what_was_tolerated_says_by_what(
    evaluator: Evaluator, scenarios: dict[str, Case], asked: str | None
) -> None:
    found = told(evaluator, scenarios["seed_003_approved_tolerance"], "procurer", asked)
    assert [(rule.rule, rule.role) for rule in outcome(found).rules] == [
        ("disciplinary_2018.133.actor", "opens"),
        ("tolerance.pair_3", "spares"),
    ]
    assert [item.rule for item in found.reasons] == ["disciplinary_2018.133.actor", "tolerance.pair_3"]
    names = {fact.fact.rsplit("/", 1)[-1] for fact in outcome(found).because}
    assert names >= {"public_motive", "unintended_for_development", "type", "party_member"}
    assert "tolerance_approved" not in names
    assert [cite.article for cite in outcome(found).cites] == ["133", "17", "容错部分"]


def test_why_it_is_not_nothing(evaluator: Evaluator, scenarios: dict[str, Case]) -> None:
    found = told(evaluator, scenarios["seed_003_approved_tolerance"], "without_grounds", "0")
    assert not outcome(found).holds
    (lacking,) = outcome(found).lacks or ()
    # Either takes it out of scope; which of equally few is told is the solver's choice.
    assert (lacking.fact.rsplit("/", 1)[-1], lacking.after) in {
        ("distance", "remote"),
        ("within_duty", False),
    }
    # What keeps it from being nothing are the rules behind the recommendation.
    assert "disciplinary_2018.133.actor" in {item.rule for item in found.reasons}
    assert all(item.status == "established" for item in found.reasons)


@pytest.mark.parametrize("asked", [None, "0", "2"])
def test_where_nothing_is_known_the_law_is_named_that_it_is_tried_under(
    evaluator: Evaluator, scenarios: dict[str, Case], asked: str | None
) -> None:
    found = told(evaluator, scenarios["nothing_known"], "somebody", asked)
    assert 0 < len(found.reasons) <= NEAREST
    for item in found.reasons:
        assert item.status != "established"
        assert item.lacks is not None
        assert item.lacks[0].fact.endswith("/date")
        assert str(item.lacks[0].after) in item.sentence
        assert item.unknown
        assert item.failing == ()
    if asked == "2":
        assert outcome(found).lacks
    else:
        assert outcome(found).sentence.startswith("没有一条处理依据成立")
        assert outcome(found).because == ()


def test_whoever_is_out_of_scope_hears_of_the_exception(evaluator: Evaluator) -> None:
    facts: dict[str, Any] = {
        "case.decision_date": "2021-11-05",
        "subject.kind": "person",
        "subject.party_member": True,
        "conduct.date": "2021-10-20",
        "conduct.type": "other_duty_failure",
        "conduct.within_duty": True,
        "conduct.distance": "remote",
    }
    (found,) = why(evaluator, case_of(facts), "en").subjects
    assert [(rule.rule, rule.role) for rule in outcome(found).rules] == [("scope.unconnected", "spares")]
    assert [(fact.fact.rsplit("/", 1)[-1], fact.value) for fact in outcome(found).because] == [
        ("distance", "remote")
    ]
    assert found.reasons[0].rule == "scope.unconnected"
    assert {item.status for item in found.reasons[1:]} <= {"not_established", "contingent"}


def test_what_no_fact_brings_about(evaluator: Evaluator, scenarios: dict[str, Case]) -> None:
    """An organization gets no Party sanction, and nobody asks it to be a person."""
    found = told(evaluator, scenarios["organization"], "district_committee", "party_warning", "en")
    assert (outcome(found).holds, outcome(found).lacks) == (False, None)
    assert outcome(found).sentence.startswith("No change of facts")


@pytest.mark.parametrize(
    ("name", "subject"),
    [("zhejiang_2017_jiaojiang_village_funds", "b174"), ("tianjin_2021_jinnan_landfill", "b128")],
)
def test_why_not_and_what_it_takes_say_the_same_where_two_laws_compete(
    evaluator: Evaluator, name: str, subject: str
) -> None:
    """Another fact can make the other law the lighter; what is lacking is lacking under the law that then applies."""
    loaded = load_scenarios(default_folder() / "scenarios" / "published")
    case = next(evaluator.read(item.case) for item in loaded if item.id == f"published.{name}")
    plain = next(part for part in instances(case).parts if part.id == subject)
    for form in range(5):
        found = outcome(told(evaluator, case, subject, str(form), "en"))
        if found.holds:
            continue
        reached = to_form(evaluator.compiled, plain, form, told=1)
        assert (found.lacks is not None, found.proved) == (bool(reached.found), reached.proved)
        if not reached.found:
            assert ("not proved" in found.sentence) is not reached.proved
            continue
        ((changes, ends),) = reached.found
        assert ends.recommended == form
        assert [(item.fact, item.after) for item in found.lacks or ()] == [
            (change.slot.pointer, change.value) for change in changes
        ]
        assert found.rules or not form


@pytest.mark.parametrize("asked", ["complacency", "disciplinary_2018.133.actor"])
def test_a_rule_has_no_outcome(evaluator: Evaluator, scenarios: dict[str, Case], asked: str) -> None:
    found = told(evaluator, scenarios["seed_000_complacency"], "deputy_head", asked)
    assert found.outcome is None
    assert found.reasons


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_articles_come_first(
    evaluator: Evaluator, scenarios: dict[str, Case], language: Language
) -> None:
    for name, subject in (("heavier_and_lighter", "heavier"), ("tolerance_hubei", "effort")):
        found = outcome(told(evaluator, scenarios[name], subject, None, language))
        places = [found.sentence.index(cite.title) for cite in found.cites]
        assert places == sorted(places)
        assert places[-1] < found.sentence.index(found.because[0].value_name)
        assert all(fact.value_name in found.sentence for fact in found.because)
