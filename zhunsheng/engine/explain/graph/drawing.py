"""From a case to the picture of its decision, in one of the formats in which pictures are handed on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from zhunsheng.engine.case import Case
from zhunsheng.engine.evaluation import Evaluator, Language
from zhunsheng.engine.explain.graph.building import build_graph
from zhunsheng.engine.explain.graph.decision_graph import DecisionGraph
from zhunsheng.engine.explain.graph.links import Links
from zhunsheng.engine.explain.graph.mermaid import render_mermaid
from zhunsheng.engine.explain.graph.svg import render_svg
from zhunsheng.engine.problems import Chinese, InputError, Problem, nearest

GraphFormat = Literal["svg", "mermaid"]

#: How a graph becomes a text, by its format.
GRAPH_FORMATS: Mapping[GraphFormat, Callable[[DecisionGraph, Links], str]] = {
    "svg": render_svg,
    "mermaid": render_mermaid,
}


def decision_graph(
    evaluator: Evaluator,
    case: Case,
    language: Language = "zh",
    subject: str | None = None,
    complete: bool = False,
) -> DecisionGraph:
    """The graph of the decision on one subject of a case, or on all of them.

    Args:
        subject: The id of a subject; None for the case as a whole.
        complete: Every rule and fact of the derivation instead of what the outcome rests and hangs on.

    Raises:
        InputError: the case has no such subject.
        EnginesDiffer: the engines do not agree.
    """
    if subject is not None:
        _refuse_unknown(subject, case)
    return build_graph(evaluator.evaluate(case, language), evaluator.release, subject, complete)


def _refuse_unknown(subject: str, case: Case) -> None:
    known = [item.id for item in case.subjects]
    if subject not in known:
        raise InputError(
            [
                Problem(
                    "unknown_subject",
                    f"the case has no subject '{subject}'",
                    mend=f"Name one of: {', '.join(known)}; or no subject, for the whole case.",
                    pointer="/subjects",
                    near=nearest(subject, known),
                    zh=Chinese(
                        f"案件中没有主体“{subject}”",
                        f"可选：{'、'.join(known)}；不指定主体则画全案。",
                    ),
                )
            ]
        )
