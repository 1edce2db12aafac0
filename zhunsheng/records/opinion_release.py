"""Holds an opinion to the ruleset that the suggestion was made under (`workflow.opinion_checks`).

The ruleset that answers now is at hand. Where the suggestion was made under an earlier one, an override names keys that
nobody can look up here, so a new evaluation is asked for; to adopt a suggestion names nothing.
"""

from __future__ import annotations

from dataclasses import replace

from zhunsheng.engine.problems import Chinese, InputError, Problem, refuse
from zhunsheng.engine.release import Release
from zhunsheng.records.workflow.events import OpinionGiven
from zhunsheng.records.workflow.opinion_checks import opinion_problems
from zhunsheng.records.workflow.opinions import Overridden
from zhunsheng.records.workflow.state import CaseState


def refuse_opinion(state: CaseState, move: OpinionGiven, release: Release) -> None:
    """Asks whether an opinion speaks of what there is.

    Raises:
        InputError: it does not, or the suggestion is of another ruleset.
    """
    if not isinstance(move.opinion, Overridden):
        return
    evaluation = state.evaluation
    if evaluation is not None and evaluation.release != release.digest:
        raise InputError([_OTHER_RULESET])
    found = opinion_problems(move.opinion, release)
    refuse(tuple(replace(problem, pointer=f"/opinion{problem.pointer}") for problem in found))


_OTHER_RULESET = Problem(
    "evaluated_under_another_ruleset",
    "the suggestion was made under another ruleset than the one that is in use now",
    why="What an override names is looked up in the ruleset.",
    mend="Evaluate the facts anew, then give the opinion.",
    pointer="/evaluation",
    zh=Chinese("建议是按另一版规则库作出的", "请重新评估后再提意见。"),
)
