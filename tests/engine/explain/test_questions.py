"""What the engine asks back: only what can change the outcome, the weightiest first, with where each answer leads."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from tests.engine.builders import case, case_of, conduct, first, subject
from tests.properties.small_laws import changed
from zhunsheng.engine.case import Case, Instance, instances
from zhunsheng.engine.compiled import CompiledRelease
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.explain.asked import shown_question
from zhunsheng.engine.explain.outcomes import outcome_of
from zhunsheng.engine.explain.questions import Question, open_questions
from zhunsheng.engine.explain.relevance import Reach
from zhunsheng.engine.explain.settling import settlements
from zhunsheng.engine.release import Release, default_folder
from zhunsheng.engine.scenarios import load_scenarios
from zhunsheng.engine.variants.columns import Columns
from zhunsheng.engine.vocabulary.dates import PartialDate

#: A Party member failed in a duty; what came of it is not yet known.
FAILURE: dict[str, Any] = {
    "subject.kind": "person",
    "subject.party_member": True,
    "subject.public_official": False,
    "subject.leading_cadre": False,
    "conduct.date": "2021-10-20",
    "conduct.type": "other_duty_failure",
    "conduct.within_duty": True,
    "conduct.distance": "actor",
}

REACHES: tuple[Reach, ...] = ("alone", "pairs", "all")


@pytest.fixture(scope="module")
def rules(release: Release) -> CompiledRelease:
    return CompiledRelease.of(release)


def asked(rules: CompiledRelease, made: Case, key: str = "S1") -> dict[str, Question]:
    """The questions about a subject by pointer, in their order."""
    plain = next(part for part in instances(made).parts if part.id == key)
    return {question.pointer: question for question in open_questions(rules, plain).questions}


def test_what_decides_is_asked(rules: CompiledRelease) -> None:
    questions = asked(rules, case_of({**FAILURE, "conduct.caused_consequence": True}))
    assert "/incident/consequence" in questions
    leads_to = {
        answer.change.value: answer.prospect.outcome.forms.low
        for answer in questions["/incident/consequence"].answers
    }
    assert "none" not in leads_to  # that contradicts that the conduct brought it about
    assert leads_to["risk"] == 1
    assert leads_to["adverse_influence"] == leads_to["serious"] == 2


def test_what_is_known_is_not_asked(rules: CompiledRelease) -> None:
    made = case_of(
        {**FAILURE, "conduct.caused_consequence": True, "incident.consequence": "adverse_influence"}
    )
    known = {"/incident/consequence", "/subjects/0/conducts/0/caused_consequence", "/subjects/0/party_member"}
    assert not known & asked(rules, made).keys()


def test_what_changes_nothing_is_not_asked(rules: CompiledRelease) -> None:
    """Where it happened, whether tolerance is claimed, how many days work stood still: no outcome hangs on them."""
    questions = asked(rules, case_of(FAILURE))
    assert questions
    for pointer in (
        "/case/province",
        "/case/lead_level",
        "/incident/stoppage_days",
        "/subjects/0/conducts/0/tolerance_claimed",
    ):
        assert pointer not in questions


def test_nothing_is_asked_where_nothing_can_change(rules: CompiledRelease) -> None:
    assert asked(rules, case(subject(kind="person"))) == {}


def test_a_fact_that_matters_only_together_with_others_is_asked_about_with_them(
    rules: CompiledRelease,
) -> None:
    """A public motive spares nobody; an unintended fault for the sake of development, from a public motive, does."""
    known = {**FAILURE, "conduct.caused_consequence": True, "incident.consequence": "adverse_influence"}
    question = asked(rules, case_of(known))["/subjects/0/conducts/0/public_motive"]
    assert question.companions
    leads_to = {answer.change.value: answer.prospect.outcome.recommended for answer in question.answers}
    assert leads_to[True] < leads_to[False] == question.before.outcome.recommended


@pytest.mark.parametrize(("language", "stays"), [("zh", "建议不变"), ("en", "the suggestion stays")])
def test_what_stays_beside_other_facts_is_said(rules: CompiledRelease, language: str, stays: str) -> None:
    """The facts beside a question can alter the suggestion by themselves; what an answer then leaves as it is, is that one."""
    (plain,) = instances(case_of(FAILURE)).parts
    found = open_questions(rules, plain)
    now = found.now.outcome
    moved = [
        question
        for question in found.questions
        if question.companions and question.before.outcome.recommended != now.recommended
    ]
    told = {question: shown_question(question, rules.release, language).would_change for question in moved}
    assert any(stays in said for said in told.values())
    recommended, then = {"zh": ("建议", "；再"), "en": ("recommended ", "; and then, ")}[language]
    for question, said in told.items():
        before, after = said.split(then, 1)
        assert f"{recommended}{question.before.outcome.recommended}" in before
        assert stays not in before
        assert after


@pytest.mark.parametrize(
    ("language", "counted"), [("zh", r"若为其余(\d+)种回答"), ("en", r"if any of the (\d+) other answers")]
)
def test_of_many_answers_that_lead_to_the_same_the_number_is_said(
    rules: CompiledRelease, language: str, counted: str
) -> None:
    made = {key: value for key, value in FAILURE.items() if key != "conduct.type"}
    found = asked(rules, case_of(made))["/subjects/0/conducts/0/type"]
    told = shown_question(found, rules.release, language)
    (said,) = re.findall(counted, told.would_change)
    clauses = re.sub(r"（.*?）| \(.*?\)", "", told.would_change)
    assert int(said) + sum(f"“{outlook.name}”" in clauses for outlook in told.outlooks) == len(told.outlooks)


def test_a_member_that_is_answered_beside_a_question_is_no_answer_to_it(
    rules: CompiledRelease, evaluator: Evaluator
) -> None:
    """One manner can matter only where another one is known; that one is then not asked about in the same breath."""
    loaded = load_scenarios(default_folder() / "scenarios" / "published")
    case = next(item.case for item in loaded if item.id == "published.gansu_2021_jingtai_race")
    question = asked(rules, evaluator.read(case), "b195")["/subjects/0/conducts/0/manner"]
    beside = {change.slot for change in question.companions}
    assert any(slot.pointer == question.pointer for slot in beside)
    assert question.answers
    assert not any(answer.change.slot in beside for answer in question.answers)


def test_how_far_it_was_looked_is_said(rules: CompiledRelease) -> None:
    """Under a settled law all is proved; where two laws compete, or for very many conducts, less is looked at."""
    known = {**FAILURE, "case.decision_date": "2021-12-01"}
    (plain,) = instances(case_of(known)).parts
    found = {reach: open_questions(rules, plain, reach) for reach in REACHES}
    assert [of.reach for of in found.values()] == list(REACHES)
    pointers = [{question.pointer for question in of.questions} for of in found.values()]
    assert pointers[0] < pointers[1] < pointers[2]
    for reach, least, most in zip(REACHES, (0, 0, 0), (0, 1, 9), strict=True):
        numbers = {len(question.companions) for question in found[reach].questions}
        assert min(numbers) == least
        assert max(numbers) <= most
    (across,) = instances(case_of({**known, "case.decision_date": "2024-03-01"})).parts
    assert open_questions(rules, across).reach == "pairs"
    acts = [
        conduct(f"C{n}", date="2021-10-20", type="other_duty_failure", within_duty=True) for n in range(20)
    ]
    (many,) = instances(case(subject(*acts, kind="person", party_member=True))).parts
    asked_of_many = open_questions(rules, many)
    assert asked_of_many.reach == "alone"
    assert all(not question.companions for question in asked_of_many.questions)


def test_what_is_asked_about_does_alter_what_is_shown(rules: CompiledRelease) -> None:
    """Each question's state and its answers, made as cases and evaluated by themselves."""
    (plain,) = instances(case_of(FAILURE)).parts
    for question in open_questions(rules, plain).questions:
        state = changed(plain, question.companions)
        before = shown(rules, state)
        assert any(shown(rules, changed(state, (answer.change,))) != before for answer in question.answers)


def test_a_group_that_settles_the_case_leaves_nothing_to_ask(rules: CompiledRelease) -> None:
    known = {**FAILURE, "conduct.caused_consequence": True, "incident.consequence": "adverse_influence"}
    (plain,) = instances(case_of(known)).parts
    found = settlements(rules, plain)
    assert [item.recommended for item in found] == [0, 1, 2, 3, 4]
    assert sum(bool(item.groups) for item in found) > 1
    for item in found:
        for group, ends in item.groups:
            assert ends.recommended == item.recommended
            settled = open_questions(rules, changed(plain, group))
            now = settled.now.outcome
            assert (now.forms.low, now.forms.high) == (now.forms.lowest, now.forms.highest)
            assert now.recommended == item.recommended
            for question in settled.questions:
                for answer in question.answers:
                    led = answer.prospect.outcome
                    assert (led.forms, led.recommended) == (now.forms, now.recommended)


def test_a_group_that_settles_the_case_answers_no_day(rules: CompiledRelease) -> None:
    """Until when it went on, and with it the law, is open; that day would settle more, and is not among the facts to answer."""
    (plain,) = instances(case_of({**FAILURE, "case.decision_date": "2024-03-01"})).parts
    for item in settlements(rules, plain):
        for group, _ in item.groups:
            assert not any(isinstance(change.value, PartialDate) for change in group)


def shown(rules: CompiledRelease, plain: Instance) -> tuple[object, ...]:
    """What an answer says of a subject."""
    found = rules.laws.outlooks(Columns.of(plain, ((),)))
    tracks = {key: (of.low, of.high, of.lowest, of.highest) for key, of in found.tracks(0).items()}
    return found.forms(0), outcome_of(rules.release, found, 0).steps, tracks


def test_the_weightiest_comes_first(rules: CompiledRelease) -> None:
    questions = list(asked(rules, case_of({**FAILURE, "conduct.caused_consequence": True})).values())
    weights = [(question.narrowing, question.shift, question.finer) for question in questions]
    assert weights == sorted(weights, reverse=True)
    # With a suspected crime it is the fourth form, without one that form is out: no other answer narrows as much.
    assert questions[0].pointer == "/subjects/0/conducts/0/suspected_crime"


def test_an_answer_says_what_the_engine_would_say(rules: CompiledRelease) -> None:
    made = case_of({**FAILURE, "conduct.caused_consequence": True})
    question = asked(rules, made)["/incident/consequence"]
    for answer in question.answers:
        told = replace(made, facts={**made.facts, question.ref: answer.change.value})
        assert answer.prospect.outcome.forms == first(rules.bits, told).forms


def test_questions_are_about_the_subject_that_they_are_asked_for(rules: CompiledRelease) -> None:
    one, other = (
        subject(
            conduct(date="2021-10-20", type="other_duty_failure", within_duty=True, distance="actor"),
            id=key,
            kind="person",
            party_member=True,
        )
        for key in ("S1", "S2")
    )
    made = case(one, other)
    for key, place in (("S1", "/subjects/0"), ("S2", "/subjects/1")):
        pointers = asked(rules, made, key)
        assert any(pointer.startswith(place) for pointer in pointers)
        assert all(pointer.startswith((place, "/incident", "/case")) for pointer in pointers)


def test_a_date_known_in_part_is_asked_about_within_that_part(rules: CompiledRelease) -> None:
    made = case_of(
        {
            **FAILURE,
            "subject.party_member": False,
            "subject.public_official": True,
            "conduct.caused_consequence": True,
            "conduct.date": "2020",
            "incident.consequence": "adverse_influence",
        }
    )
    question = asked(rules, made)["/subjects/0/conducts/0/date"]
    found = (answer.change.value for answer in question.answers)
    days = [day for day in found if isinstance(day, PartialDate)]
    assert {day.earliest.year for day in days} == {2020}
