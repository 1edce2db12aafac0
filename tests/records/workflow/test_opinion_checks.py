"""Opinions that speak of facts, rules and measures that there are, and such as do not."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter

from tests.records.workflow.test_move_table import assert_in_both
from zhunsheng.engine.problems import Problem
from zhunsheng.engine.release import Release
from zhunsheng.records.workflow.opinion_checks import opinion_problems
from zhunsheng.records.workflow.opinions import Adopted, Choice

CHOICE: TypeAdapter[Choice] = TypeAdapter(Choice)
GRAVITY = "/subjects/0/conducts/0/gravity"
INTENT = "/subjects/0/conducts/0/intent"


def problems(release: Release, reason: dict[str, Any], form: int = 1, *measures: str) -> tuple[Problem, ...]:
    said = {"form": form, "measures": measures or ("admonition",), "reasons": [reason]}
    return opinion_problems(CHOICE.validate_python({"choice": "overridden", **said}), release)


@pytest.mark.parametrize(
    "reason",
    [
        {"ground": "fact_disputed", "fact": INTENT},
        {"ground": "fact_disputed", "fact": "/case/lead_level"},
        {"ground": "open_norm", "fact": GRAVITY},
        {"ground": "proportionality"},
        {"ground": "new_facts"},
        {"ground": "rule_wrong", "rules": ["procedure.raise_review_level"]},
    ],
)
def test_what_there_is_may_be_spoken_of(release: Release, reason: dict[str, Any]) -> None:
    assert problems(release, reason) == ()


@pytest.mark.parametrize(
    ("reason", "code", "pointer", "near"),
    [
        ({"ground": "fact_disputed", "fact": INTENT[:-1]}, "unknown_fact", "/reasons/0/fact", "intent"),
        ({"ground": "fact_disputed", "fact": "/case"}, "unknown_fact", "/reasons/0/fact", None),
        ({"ground": "open_norm", "fact": GRAVITY + "s"}, "unknown_fact", "/reasons/0/fact", "gravity"),
        ({"ground": "open_norm", "fact": INTENT}, "no_open_norm", "/reasons/0/fact", None),
        (
            {"ground": "rule_wrong", "rules": ["procedure.publicity", "procedure.raise_review"]},
            "unknown_rule",
            "/reasons/0/rules/1",
            "procedure.raise_review_level",
        ),
    ],
)
def test_what_there_is_not_is_refused_with_the_nearest(
    release: Release, reason: dict[str, Any], code: str, pointer: str, near: str | None
) -> None:
    (found,) = problems(release, reason)
    assert (found.code, found.pointer) == (code, pointer)
    assert near is None or found.near == near
    assert_in_both(found)


@pytest.mark.parametrize(
    ("form", "measures", "codes"),
    [
        (2, ("party_warning", "admonition"), []),
        (1, ("party_warning", "admonition"), ["form_not_of_measures"]),
        (2, ("party_warnings",), ["unknown_measure"]),
        (3, ("admonition",), ["form_not_of_measures"]),
    ],
)
def test_a_form_is_that_of_the_heaviest_measure(
    release: Release, form: int, measures: tuple[str, ...], codes: list[str]
) -> None:
    found = problems(release, {"ground": "proportionality"}, form, *measures)
    assert [problem.code for problem in found] == codes
    for problem in found:
        assert_in_both(problem)


def test_a_form_without_a_measure_is_none(release: Release) -> None:
    def said(form: int) -> tuple[str, ...]:
        opinion = {"choice": "overridden", "form": form, "reasons": [{"ground": "new_facts"}]}
        return tuple(item.code for item in opinion_problems(CHOICE.validate_python(opinion), release))

    assert said(0) == ()
    assert said(1) == ("no_measures",)


def test_measures_of_organizations_are_of_no_form(release: Release) -> None:
    steps = [step for track in release.scale.tracks for step in track.steps if step.form is None]
    assert steps, "else this test says nothing"
    assert problems(release, {"ground": "proportionality"}, 0, steps[0].key) == ()


def test_all_complaints_are_told_at_once(release: Release) -> None:
    found = problems(release, {"ground": "rule_wrong", "rules": ["r.one", "r.two"]}, 1, "no_such")
    assert [problem.code for problem in found] == ["unknown_measure", "unknown_rule", "unknown_rule"]


def test_an_adopted_suggestion_needs_no_check(release: Release) -> None:
    assert opinion_problems(Adopted(), release) == ()
