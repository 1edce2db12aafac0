"""What a case adds to the statistics of outcomes: what its last evaluation suggests for each subject, what was said to it, and
what was decided.

A case adds what stands now, month by month: a new evaluation takes the place of the one before, a decision that became void is
none. Forms, findings, rules and opinions are codes that stay in the log for ever; where a subject serves and in which place is
part of the facts, which may be erased, and is therefore in no sum.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, TypeAlias

from zhunsheng.records.register.tallies import Tally
from zhunsheng.records.workflow.events import EvaluationRecorded, Event
from zhunsheng.records.workflow.identifiers import day_of
from zhunsheng.records.workflow.state import CaseState

#: By what subjects are counted (``of``), each within a month.
Topic: TypeAlias = Literal["form.suggested", "form.decided", "finding", "rule", "opinion"]
#: What stands for it that nobody has given an opinion.
NO_OPINION = "none"


def of_outcomes(history: Sequence[Event], state: CaseState) -> Counter[Tally]:
    """What one case adds.

    Args:
        history: Its events, in order.
        state: What they come to.
    """
    months = {event.number: f"{day_of(event.at):%Y-%m}" for event in history}
    return Counter((*_of_evaluation(history, state, months), *_of_decision(state, months)))


def _of_evaluation(history: Sequence[Event], state: CaseState, months: Mapping[int, str]) -> Iterator[Tally]:
    """What the last evaluation says. What the opinions on it are is told by the state; those on earlier ones are void."""
    last = next((event for event in reversed(history) if isinstance(event, EvaluationRecorded)), None)
    if last is None:
        return
    month = months[last.number]
    stands = state.evaluation is not None and state.evaluation.number == last.number
    for subject in last.subjects:
        yield _tally("form.suggested", str(subject.form), month)
        yield from (_tally("finding", category, month) for category in set(subject.findings))
        yield from (_tally("rule", rule, month) for rule in set(subject.deciding))
        opinion = state.opinion_on(subject.subject) if stands and state.discontinuance is None else None
        yield _tally("opinion", NO_OPINION if opinion is None else opinion.opinion.choice, month)


def _of_decision(state: CaseState, months: Mapping[int, str]) -> Iterator[Tally]:
    """What was decided on each subject, within the month in which the case was closed. A discontinued case decides on nobody."""
    if state.decision is not None:
        for outcome in state.decision.outcomes:
            yield _tally("form.decided", str(outcome.form), months[state.decision.number])


def _tally(topic: Topic, of: str, month: str) -> Tally:
    return Tally(f"subjects.{topic}", of, month)
