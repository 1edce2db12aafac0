"""Other facts, tried: what is offered, what comes of it, and that it is what the engine says of the case with these facts."""

from __future__ import annotations

import pytest

from tests.web.suggestion.examples import case_of, document_of
from zhunsheng.api.web.suggestion.trying import Tried, tried
from zhunsheng.engine.case import Case, instances
from zhunsheng.engine.case_versions import another_version
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.explain.what_if import compared, what_would_change
from zhunsheng.engine.suggestion import Suggestion
from zhunsheng.engine.variants.changed_case import changed_case
from zhunsheng.engine.variants.columns import Change

_NAME = "cases/seed_003_urgent_matter"
_ACT = "/subjects/0/conducts/0"


@pytest.fixture(scope="module")
def case(evaluator: Evaluator) -> Case:
    return case_of(evaluator, _NAME)


@pytest.fixture(scope="module")
def before(evaluator: Evaluator, case: Case) -> Suggestion:
    return evaluator.evaluate(case)


def _settings(shown: Tried) -> list[str]:
    offered = (*shown.telling, *shown.unknown, *shown.others)
    return [choice.setting for fact in offered for choice in fact.choices if choice.setting]


def test_nothing_is_tried_until_something_is_chosen(
    evaluator: Evaluator, case: Case, before: Suggestion
) -> None:
    shown = tried(evaluator, case, lambda: before.subjects, "zh", [""], None)
    assert (shown.subject_id, shown.subjects) == ("procurer", ("procurer", "colleague"))
    assert (shown.changes, shown.sides, shown.checked) == ((), (), "")
    for fact in (*shown.telling, *shown.unknown, *shown.others):
        assert [choice.chosen for choice in fact.choices] == [True] + [False] * (len(fact.choices) - 1)


def test_every_fact_that_alone_changes_the_outcome_is_offered(
    evaluator: Evaluator, case: Case, before: Suggestion
) -> None:
    shown = tried(evaluator, case, lambda: before.subjects, "zh", [], "procurer")
    answer = what_would_change(evaluator, case, size=1).subjects[0]
    telling = {change.fact for alteration in answer.alterations for change in alteration.changes}
    assert telling <= {fact.fact for fact in shown.telling}
    asked = {question.fact for question in before.subjects[0].open_questions}
    assert asked == {fact.fact for fact in shown.unknown}


def test_what_was_tried_stays_when_one_goes_to_another_subject(
    evaluator: Evaluator, case: Case, before: Suggestion
) -> None:
    of_first, of_second = f"{_ACT}/personal_gain=true", "/subjects/1/conducts/0/personal_gain=false"
    shown = tried(evaluator, case, lambda: before.subjects, "zh", [of_first, of_second, ""], "colleague")
    assert shown.elsewhere == (of_first,)
    assert {item.change.fact for item in shown.changes} == {
        setting.partition("=")[0] for setting in (of_first, of_second)
    }
    back = tried(evaluator, case, lambda: before.subjects, "zh", [*shown.elsewhere, of_second], "procurer")
    assert back.elsewhere == (of_second,)
    assert back.sides == shown.sides
    # Who, where and when stay as they are for another subject, too.
    fixed = "/subjects/0/conducts/0/date=2021-01-01"
    assert tried(evaluator, case, lambda: before.subjects, "zh", [fixed], "colleague").changes == ()


@pytest.mark.parametrize("looked_at", ["convicted", "warned"])
def test_an_unknown_fact_of_the_incident_stays_for_a_subject_on_whom_it_has_no_bearing(
    evaluator: Evaluator, looked_at: str
) -> None:
    case = case_of(evaluator, "cases/ambiguities_steps")
    before = evaluator.evaluate(case)
    setting = "/incident/harms_overall_situation=true"

    def of(settings: list[str]) -> Tried:
        return tried(evaluator, case, lambda: before.subjects, "zh", settings, looked_at)

    offered = setting in _settings(of([]))
    assert offered == (looked_at == "convicted")
    shown = of([setting])
    assert [(item.subject_id, item.change.fact) for item in shown.changes] == [
        (None, setting.partition("=")[0])
    ]
    # It is a switch wherever one looks, once, so that it can be put back.
    (fact,) = [fact for fact in (*shown.unknown, *shown.kept) if fact.fact == setting.partition("=")[0]]
    assert [choice.setting for choice in fact.choices if choice.chosen] == [setting]
    assert (fact in shown.kept) != offered
    assert shown.elsewhere == ()
    assert of([""]).kept == ()


def test_a_day_that_was_open_stays_when_one_goes_to_another_subject(evaluator: Evaluator) -> None:
    case = case_of(evaluator, "cases/moves_merger")
    before = evaluator.evaluate(case)
    day = "/subjects/1/conducts/0/continued_until"
    own = tried(evaluator, case, lambda: before.subjects, "zh", [], "institution")
    setting = next(setting for setting in _settings(own) if setting.startswith(f"{day}="))
    shown = tried(evaluator, case, lambda: before.subjects, "zh", [setting], "merged")
    assert shown.elsewhere == (setting,)
    assert [(item.subject_id, item.change.fact) for item in shown.changes] == [("institution", day)]


def test_what_comes_of_it_is_what_the_engine_says(
    evaluator: Evaluator, case: Case, before: Suggestion
) -> None:
    settings = [f"{_ACT}/personal_gain=true", f"{_ACT}/urgent="]
    shown = tried(evaluator, case, lambda: before.subjects, "zh", settings, "procurer")
    document = document_of(evaluator.release, _NAME)
    other = another_version(document, case, settings, evaluator.read)
    answer = compared(evaluator, case, other)
    assert tuple(item.change for item in shown.changes) == answer.changes
    for side, subject in zip(shown.sides, answer.subjects, strict=True):
        assert side.before.measures == subject.before.measures
        assert side.after.measures == subject.after.measures
        assert side.after.standings.index("recommended") == subject.after.form.recommended
        assert not (subject.altered and not side.altered)
    assert shown.sides[0].altered
    assert not shown.sides[1].altered
    chosen = {choice.setting for fact in shown.telling for choice in fact.choices if choice.chosen} - {""}
    assert chosen <= set(settings)
    assert chosen


def test_members_of_a_set_are_switches_of_their_own(evaluator: Evaluator) -> None:
    case = case_of(evaluator, "cases/seed_000_dereliction_manner_unknown")
    before = evaluator.evaluate(case)
    shown = tried(evaluator, case, lambda: before.subjects, "zh", [], None)
    settings = [
        setting for setting in _settings(shown) if "/manner/" in setting and setting.endswith("=true")
    ]
    assert len(settings) > 1
    both = tried(evaluator, case, lambda: before.subjects, "zh", settings[:2], None)
    (change,) = [item.change for item in both.changes if item.change.fact.endswith("/manner")]
    assert len(change.after) == 2


def test_only_what_is_offered_can_be_set(evaluator: Evaluator, case: Case, before: Suggestion) -> None:
    wild = [
        "/case/id=another",
        "/subjects/0/kind=organization",
        "nonsense",
        f"{_ACT}/intent=<b>",
        f"{_ACT}/no_fact=true",
    ]
    assert tried(evaluator, case, lambda: before.subjects, "zh", wild, None).changes == ()


def test_contradictions_that_trying_makes_are_told(
    evaluator: Evaluator, case: Case, before: Suggestion
) -> None:
    shown = tried(evaluator, case, lambda: before.subjects, "zh", [f"{_ACT}/intent=deliberate"], None)
    assert len(shown.contradictions) == 1
    assert "故意" in shown.contradictions[0]
    assert (
        tried(evaluator, case, lambda: before.subjects, "zh", [f"{_ACT}/urgent=false"], None).contradictions
        == ()
    )


def test_a_changed_case_is_the_case_that_its_document_would_be(evaluator: Evaluator, case: Case) -> None:
    subject = instances(case).parts[0]
    document = document_of(evaluator.release, _NAME)
    for slot in evaluator.slots.of(subject):
        if slot.member is not None or slot.ref.entity == "circumstance":
            continue
        for value in (None, *evaluator.slots.values(slot, slot.holder(subject))[:2]):
            written = "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
            other = another_version(document, case, [f"{slot.pointer}={written}"], evaluator.read)
            assert changed_case(case, [Change(slot, value)]).facts == other.facts, slot
            assert changed_case(case, [Change(slot, value)]).subjects == other.subjects, slot
