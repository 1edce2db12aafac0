"""What pages show of a suggestion is what it says: all of it, in its words, and nothing twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.web.suggestion.examples import case_of
from tests.web.suggestion.golden_views import FOLDER, KEPT, golden_views
from zhunsheng.api.web.rendering import in_language
from zhunsheng.api.web.suggestion.conclusions import conclusions
from zhunsheng.api.web.suggestion.form_scale import form_scale, standing
from zhunsheng.api.web.suggestion.names import Names
from zhunsheng.api.web.suggestion.showing import shown
from zhunsheng.engine.answer_parts import Cite, Status
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.problems import InputError
from zhunsheng.engine.suggestion import Bounds, Finding, Form, Suggestion

_URGENT = "cases/seed_003_urgent_matter"


@pytest.fixture(scope="module")
def urgent(evaluator: Evaluator) -> Suggestion:
    return evaluator.evaluate(case_of(evaluator, _URGENT))


def test_views_are_the_golden_ones(evaluator: Evaluator) -> None:
    for path, text in golden_views(evaluator):
        assert path.read_text(encoding="utf-8") == text, (
            f"{path.name}: if the change is meant, run `make golden` and read the diff"
        )


def test_no_golden_view_is_left_over() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {
        f"{name}.{of}.txt" for name in KEPT for of in ("zh", "en")
    }


@given(st.lists(st.integers(0, 4), min_size=5, max_size=5).map(sorted))
def test_a_form_stands_in_one_way(ends: list[int]) -> None:
    lowest, at_least, recommended, at_most, highest = ends
    form = Form(at_least=at_least, at_most=at_most, recommended=recommended)
    found = [standing(number, form, Bounds(lowest=lowest, highest=highest)) for number in range(5)]
    assert found.count("recommended") == 1
    for number, of in enumerate(found):
        assert (of == "excluded") == (not lowest <= number <= highest)
        assert (of in ("recommended", "within")) == (at_least <= number <= at_most)


def test_the_scale_says_what_the_answer_says(urgent: Suggestion, evaluator: Evaluator) -> None:
    subject = urgent.subjects[0]
    scale = form_scale(subject.form, subject.possible, Names(urgent, evaluator.release))
    horizon = subject.possible.horizon
    assert horizon is not None
    assert [step.form for step in scale.steps if step.suggested] == list(horizon.recommended)
    assert scale.hangs_on == len(subject.possible.contingent_on)
    assert not scale.certain


def test_a_form_that_is_certain_hangs_on_nothing(urgent: Suggestion, evaluator: Evaluator) -> None:
    possible = urgent.subjects[0].possible.model_copy(update={"lowest": 2, "highest": 2, "horizon": None})
    assert possible.contingent_on
    form = Form(at_least=2, at_most=2, recommended=2)
    scale = form_scale(form, possible, Names(urgent, evaluator.release).form_words)
    assert (scale.certain, scale.hangs_on) == (True, 0)


def test_what_a_rule_leaves_open_is_not_said_to_fail(urgent: Suggestion, evaluator: Evaluator) -> None:
    def found(name: str, conduct: str, status: Status) -> Finding:
        return Finding(category=name, name=name, status=status, rule="a.b", cites=(), conduct_id=conduct)

    items = (
        found("甲", "C1", "not_established"),
        found("甲", "C1", "contingent"),
        found("乙", "C1", "not_established"),
        found("乙", "C2", "established"),
        found("丙", "C1", "not_established"),
        found("丙", "C2", "not_established"),
    )
    shown = conclusions("", items, Names(urgent, evaluator.release))
    assert [item.name for item in shown.open] == ["甲"]
    assert shown.failed == ("乙（行为 C1）", "丙")


def test_nothing_open_leaves_a_scale_that_is_certain(urgent: Suggestion, evaluator: Evaluator) -> None:
    subject = urgent.subjects[0]
    possible = subject.possible.model_copy(
        update={"lowest": 2, "highest": 2, "contingent_on": (), "horizon": None}
    )
    form = Form(at_least=2, at_most=2, recommended=2)
    known = subject.model_copy(update={"possible": possible, "form": form})
    scale = form_scale(known.form, known.possible, Names(urgent, evaluator.release))
    assert scale.certain
    assert [step.standing for step in scale.steps] == [
        "excluded",
        "excluded",
        "recommended",
        "excluded",
        "excluded",
    ]


def test_each_answer_to_a_question_leads_somewhere(urgent: Suggestion, evaluator: Evaluator) -> None:
    view = shown(urgent, evaluator.release, "zh")
    asked = urgent.subjects[0].open_questions
    assert [question.fact for question in view.subject.questions] == [question.fact for question in asked]
    for question, told in zip(asked, view.subject.questions, strict=True):
        names = [name for lead in told.leads for name in lead.answers]
        assert sorted(names) == sorted(outlook.name for outlook in question.outlooks)
        assert len(
            {(lead.range, lead.recommended, lead.possible, lead.measures) for lead in told.leads}
        ) == len(told.leads)


def test_an_article_is_summed_up_once(urgent: Suggestion, evaluator: Evaluator) -> None:
    view = shown(urgent, evaluator.release, "zh", "colleague")
    found = list(_cites(view))
    summed = [(cite.source, cite.article) for cite in found if cite.summary]
    assert len(summed) == len(set(summed))
    assert {(cite.source, cite.article) for cite in found} == set(summed)


def test_whoever_is_asked_for_is_shown(urgent: Suggestion, evaluator: Evaluator) -> None:
    view = shown(urgent, evaluator.release, "zh", "colleague")
    assert (view.subject.id, view.subject.tolerance.status) == ("colleague", "refused")
    assert [line.chosen for line in view.subjects] == [False, True]
    with pytest.raises(InputError) as refused:
        shown(urgent, evaluator.release, "zh", "colleage")
    assert refused.value.problems[0].near == "colleague"


def test_a_page_in_the_other_language_says_in_which_the_answer_is(
    urgent: Suggestion, evaluator: Evaluator
) -> None:
    view = shown(urgent, evaluator.release, "en")
    assert (view.language, view.page_language) == ("zh", "en")
    assert view.subject.scale.steps[0].name == "不予问责"
    page = in_language("zh", "suggestion/suggestion.html", suggestion=view)
    assert '<div class="suggestion" lang="zh-CN">' in page
    assert "仍有可能" in page
    same = in_language("zh", "suggestion/suggestion.html", suggestion=shown(urgent, evaluator.release, "zh"))
    assert '<div class="suggestion">' in same


def test_both_sides_of_tolerance_are_told(urgent: Suggestion, evaluator: Evaluator) -> None:
    for position, name in enumerate(("procurer", "colleague")):
        weighed = shown(urgent, evaluator.release, "zh", name).subject.tolerance
        tolerance = urgent.subjects[position].tolerance
        sides = (weighed.speaking_for, weighed.speaking_against, weighed.unknown)
        counts = [
            sum(factor.supports is of for factor in tolerance.factors.values()) for of in (True, False, None)
        ]
        assert [sum(item.kind == "factor" for item in side) for side in sides] == counts
        assert sum(item.kind == "ground" for item in weighed.speaking_for) == len(tolerance.grounds)
        assert sum(item.kind == "exclusion" for item in weighed.speaking_against) == len(tolerance.exclusions)


def test_what_a_release_does_not_know_keeps_its_key(urgent: Suggestion, evaluator: Evaluator) -> None:
    names = Names(urgent, evaluator.release)
    assert names.fact("/subjects/0/conducts/0/was_once_asked") == "/subjects/0/conducts/0/was_once_asked"
    assert names.value("/incident/was_once_asked", 3) == "3"
    assert (names.track("old_ladder"), names.measure("old_measure")) == ("old_ladder", "old_measure")


def _cites(part: object) -> list[Cite]:
    if isinstance(part, Cite):
        return [part]
    if isinstance(part, tuple):
        return [cite for item in part for cite in _cites(item)]
    if hasattr(type(part), "model_fields"):
        return [cite for name in type(part).model_fields for cite in _cites(getattr(part, name))]
    return []
