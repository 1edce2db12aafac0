"""What the engine asks back: only what can change the outcome, the weightiest first, with where each answer leads."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.engine.builders import case, case_of, conduct, first, subject
from zhunsheng.engine.both_laws import BothLaws
from zhunsheng.engine.case import Case, instances
from zhunsheng.engine.engines.bits.engine import BitsEngine
from zhunsheng.engine.explain.questions import Question, open_questions
from zhunsheng.engine.outcome import recommended_form
from zhunsheng.engine.release import Release
from zhunsheng.engine.variants.slots import Slots
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


def asked(release: Release, bits: BitsEngine, made: Case, key: str = "S1") -> dict[str, Question]:
    """The questions about a subject by pointer, in their order."""
    plain = next(part for part in instances(made).parts if part.id == key)
    found = open_questions(Slots(release), BothLaws(release, bits), plain)
    return {question.pointer: question for question in found}


def test_what_decides_is_asked(release: Release, bits: BitsEngine) -> None:
    questions = asked(release, bits, case_of({**FAILURE, "conduct.caused_consequence": True}))
    assert "/incident/consequence" in questions
    leads_to = {answer.value: answer.forms.low for answer in questions["/incident/consequence"].answers}
    assert leads_to["none"] == 1  # a failure that came to nothing is for the first form
    assert leads_to["adverse_influence"] == leads_to["serious"] == 2


def test_what_is_known_is_not_asked(release: Release, bits: BitsEngine) -> None:
    made = case_of(
        {**FAILURE, "conduct.caused_consequence": True, "incident.consequence": "adverse_influence"}
    )
    known = {"/incident/consequence", "/subjects/0/conducts/0/caused_consequence", "/subjects/0/party_member"}
    assert not known & asked(release, bits, made).keys()


def test_what_changes_nothing_is_not_asked(release: Release, bits: BitsEngine) -> None:
    """Where it happened, whether tolerance is claimed, how many days work stood still: no outcome hangs on them."""
    questions = asked(release, bits, case_of(FAILURE))
    assert questions
    for pointer in (
        "/case/province",
        "/case/lead_level",
        "/incident/stoppage_days",
        "/subjects/0/conducts/0/tolerance_claimed",
    ):
        assert pointer not in questions


def test_nothing_is_asked_where_nothing_can_change(release: Release, bits: BitsEngine) -> None:
    assert asked(release, bits, case(subject(kind="person"))) == {}


def test_each_question_has_an_answer_that_leads_elsewhere(release: Release, bits: BitsEngine) -> None:
    made = case_of(FAILURE)
    verdict = first(bits, made)
    now = (verdict.forms, recommended_form(verdict.tracks, release.scale))
    for question in asked(release, bits, made).values():
        assert any((answer.forms, answer.recommended) != now for answer in question.answers), question.pointer


def test_the_weightiest_comes_first(release: Release, bits: BitsEngine) -> None:
    questions = list(asked(release, bits, case_of({**FAILURE, "conduct.caused_consequence": True})).values())
    weights = [(question.narrowing, question.shift) for question in questions]
    assert weights == sorted(weights, reverse=True)
    # With a suspected crime it is the fourth form, without one that form is out: no other answer narrows as much.
    assert questions[0].pointer == "/subjects/0/conducts/0/suspected_crime"


def test_an_answer_says_what_the_engine_would_say(release: Release, bits: BitsEngine) -> None:
    made = case_of({**FAILURE, "conduct.caused_consequence": True})
    question = asked(release, bits, made)["/incident/consequence"]
    for answer in question.answers:
        told = replace(made, facts={**made.facts, question.ref: answer.value})
        assert answer.forms == first(bits, told).forms


def test_questions_are_about_the_subject_that_they_are_asked_for(release: Release, bits: BitsEngine) -> None:
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
        pointers = asked(release, bits, made, key)
        assert any(pointer.startswith(place) for pointer in pointers)
        assert all(pointer.startswith((place, "/incident", "/case")) for pointer in pointers)


def test_a_date_known_in_part_is_asked_about_within_that_part(release: Release, bits: BitsEngine) -> None:
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
    question = asked(release, bits, made)["/subjects/0/conducts/0/date"]
    days = [answer.value for answer in question.answers if isinstance(answer.value, PartialDate)]
    assert {day.earliest.year for day in days} == {2020}
