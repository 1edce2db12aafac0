"""Scenarios are judged once, by whoever comes first, and by somebody else where he gives up."""

from __future__ import annotations

import threading
from collections.abc import Generator

import pytest

from zhunsheng.api.web.rules.kept_uses import KeptUses
from zhunsheng.engine.problems import Problem, RulesetError
from zhunsheng.engine.rulebook.scenario_uses import ScenarioUses

PATIENCE = 30
USES = ScenarioUses({}, {})


def judging() -> Generator[None, None, ScenarioUses]:
    yield
    yield
    return USES


def unsound() -> Generator[None, None, ScenarioUses]:
    yield
    raise RulesetError([Problem("duplicate_id", "the id is taken", why="It is.", mend="Choose another.")])


def test_they_are_judged_in_steps() -> None:
    kept = KeptUses(judging)
    assert len(list(kept.steps())) == 2
    assert kept.now() is USES
    assert list(kept.steps()) == []


def test_nobody_begins_what_is_under_way() -> None:
    kept = KeptUses(judging)
    steps = kept.steps()
    next(steps)
    assert list(kept.steps()) == []
    assert kept.now() is None
    assert list(steps) == [None]
    assert kept.now() is USES


def test_what_was_given_up_is_begun_anew() -> None:
    kept = KeptUses(judging)
    steps = kept.steps()
    next(steps)
    steps.close()
    assert len(list(kept.steps())) == 2
    assert kept.now() is USES


def test_who_asks_first_has_it_begun_and_does_not_wait() -> None:
    may_go_on, asked = threading.Event(), []

    def slowly() -> Generator[None, None, ScenarioUses]:
        asked.append(threading.current_thread())
        yield
        assert may_go_on.wait(PATIENCE)
        return USES

    kept = KeptUses(slowly)
    for _ in range(3):
        assert kept.now() is None
    may_go_on.set()
    for thread in [of for of in threading.enumerate() if of.name == "scenarios of the rule book"]:
        thread.join(PATIENCE)
    assert kept.now() is USES
    assert len(asked) == 1


def test_what_is_wrong_with_the_scenarios_is_told_to_whoever_asks() -> None:
    kept = KeptUses(unsound)
    assert len(list(kept.steps())) == 1
    for _ in range(2):
        with pytest.raises(RulesetError, match="the id is taken"):
            kept.now()
