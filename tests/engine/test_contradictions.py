"""Facts that cannot hold at once: what a file of them may say, and what a case that states them is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engine.builders import case_of
from zhunsheng.engine.case import instances
from zhunsheng.engine.evaluation import Evaluator, Language
from zhunsheng.engine.explain.changes import alterations
from zhunsheng.engine.explain.questions import open_questions
from zhunsheng.engine.explain.questions_text import render_questions
from zhunsheng.engine.explain.settling import settlements
from zhunsheng.engine.explain.targets import to_form
from zhunsheng.engine.explain.what_if import questions, what_it_takes, what_would_change
from zhunsheng.engine.explain.what_if_text import render_what_it_takes, render_what_would_change
from zhunsheng.engine.language.conditions import facts_of, leaves
from zhunsheng.engine.language.contradictions import load_contradictions
from zhunsheng.engine.problems import InputError
from zhunsheng.engine.release import Release

ACT = {
    "subject.kind": "person",
    "subject.party_member": True,
    "conduct.date": "2021-10-20",
    "conduct.type": "other_duty_failure",
    "conduct.within_duty": True,
    "conduct.distance": "actor",
    "conduct.caused_consequence": True,
    "incident.consequence": "adverse_influence",
}


def warned(evaluator: Evaluator, facts: dict[str, object]) -> list[tuple[str, ...]]:
    suggestion = evaluator.evaluate(case_of(facts), "en")
    return [item.facts for item in suggestion.subjects[0].warnings if item.key == "contradiction"]


def test_a_case_that_contradicts_itself_is_told_so(evaluator: Evaluator) -> None:
    conduct = "/subjects/0/conducts/0"
    assert warned(evaluator, ACT) == []
    assert warned(evaluator, {**ACT, "incident.consequence": "none"}) == [
        (f"{conduct}/caused_consequence", "/incident/consequence")
    ]
    assert warned(evaluator, {**ACT, "conduct.public_motive": True, "conduct.personal_gain": True}) == [
        (f"{conduct}/public_motive", f"{conduct}/personal_gain")
    ]


def test_unknown_facts_contradict_nothing(evaluator: Evaluator) -> None:
    assert warned(evaluator, {**ACT, "conduct.opinion_not_adopted": True}) == []
    assert (
        len(
            warned(
                evaluator,
                {**ACT, "conduct.opinion_not_adopted": True, "conduct.asked_superior_to_correct": False},
            )
        )
        == 1
    )


def test_no_change_leads_to_a_contradiction(evaluator: Evaluator) -> None:
    """That nothing came of it changes the outcome, but not while the act is said to have caused it."""
    (subject,) = instances(case_of(ACT)).parts
    found = alterations(evaluator.slots, evaluator.laws, subject, size=1)
    values = {
        change.value
        for item in found.found
        for change in item.changes
        if change.slot.ref.fact == "consequence"
    }
    assert values
    assert "none" not in values


@pytest.mark.parametrize("language", ["zh", "en"])
def test_questions_and_what_if_say_that_a_case_contradicts_itself(
    evaluator: Evaluator, language: Language
) -> None:
    made = case_of({**ACT, "conduct.public_motive": True, "conduct.personal_gain": True})
    why = next(item for item in evaluator.release.contradictions if item.id == "public_motive_and_gain").why
    asked = questions(evaluator, made, language)
    changed = what_would_change(evaluator, made, language, size=1)
    taken = what_it_takes(evaluator, made, 0, language)
    for answer in (asked, changed, taken):
        assert answer.subjects[0].contradictions == (why.get(language),)
    for text in (render_questions(asked), render_what_would_change(changed), render_what_it_takes(taken)):
        assert why.get(language) in text
    sound = questions(evaluator, case_of(ACT), language)
    assert sound.subjects[0].contradictions == ()


def test_a_contradiction_of_the_case_lifts_no_other(evaluator: Evaluator) -> None:
    """What the case states stays as it is; that its act caused something where there was nothing is refused all the same."""
    (subject,) = instances(
        case_of({**ACT, "conduct.public_motive": True, "conduct.personal_gain": True})
    ).parts
    found = alterations(evaluator.slots, evaluator.laws, subject, size=1)
    assert found.found
    changed = [(change.slot.ref.fact, change.value) for item in found.found for change in item.changes]
    assert ("consequence", "none") not in changed
    reached = to_form(evaluator.compiled, subject, 0)
    for changes, _ in reached.found:
        stated = {(change.slot.ref.fact, change.value) for change in changes}
        assert ("consequence", "none") not in stated or ("caused_consequence", False) in stated
    for question in open_questions(evaluator.compiled, subject, "alone").questions:
        if question.pointer.endswith("/unintended_for_development"):
            # Own gain is no unintended fault, and own gain is what the case states.
            assert not any(answer.change.value is True for answer in question.answers)


def test_an_organization_is_no_civil_servant(evaluator: Evaluator) -> None:
    """It follows from two others (no official, and every civil servant is one); so it is refused while that is unknown, too."""
    facts = {
        "case.decision_date": "2020-02-29",
        "incident.consequence": "serious",
        "subject.kind": "organization",
        "subject.category": "party_or_government",
        "conduct.date": "2020-02-24",
        "conduct.type": "duty_not_performed",
        "conduct.caused_consequence": True,
        "conduct.within_duty": True,
        "conduct.distance": "upper_level",
    }
    made = case_of(facts)
    (subject,) = instances(made).parts
    horizon = evaluator.horizon(subject)
    assert horizon is not None
    settled = {item.recommended for item in settlements(evaluator.compiled, subject) if item.groups}
    assert settled
    assert settled <= set(horizon.recommended)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("contradictions: [{id: a, per: conduct, never: 行为.主管吗, why: {zh: 甲, en: a}}]", "行为.主管"),
        ("contradictions: [{id: a, per: conduct, never: 结论.容错成立, why: {zh: 甲, en: a}}]", ""),
        ("contradictions: [{id: a, per: case, never: 行为.主管, why: {zh: 甲, en: a}}]", "per"),
        (
            "contradictions:\n"
            "  - {id: a, per: conduct, never: 行为.主管, why: {zh: 甲, en: a}}\n"
            "  - {id: a, per: conduct, never: 行为.隐瞒, why: {zh: 甲, en: a}}\n",
            "twice",
        ),
    ],
)
def test_a_broken_file_is_refused(release: Release, tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "contradictions.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        load_contradictions(path, release.vocabulary, "contradictions.yaml")
    assert said in str(refused.value)
    assert all(problem.span is not None for problem in refused.value.problems)


def test_a_ruleset_need_have_none(release: Release, tmp_path: Path) -> None:
    assert (
        load_contradictions(tmp_path / "contradictions.yaml", release.vocabulary, "contradictions.yaml") == ()
    )


def test_every_contradiction_can_be_stated(release: Release) -> None:
    """Each says why in both languages and reads at least two facts: one alone contradicts nothing."""
    assert release.contradictions
    for item in release.contradictions:
        assert item.why.zh != item.why.en
        assert len({ref for leaf in leaves(item.condition) for ref in facts_of(leaf)}) >= 2, item.id
