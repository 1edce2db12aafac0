"""How often suggestions were followed or not, rule by rule: where people keep disagreeing, a rule may be wrong.

What counts is what was decided: an opinion counts when the case is closed with it, reviewed and approved. Opinions taken
back, returned or overtaken were never anybody's last word. A case that was reopened and closed again was decided twice, and
counts twice. A suggestion on which nothing has been decided (yet, or since the case was discontinued) is counted as
``undecided``, so that the figures of a rule add up: suggested = adopted + overridden + undecided.

A share of few cases says little and looks like much. Below `ENOUGH` decided suggestions none is given, counts always. And a
rule that was among the deciding ones of an overridden suggestion is not thereby shown to be wrong; only ``named_wrong`` is
somebody's word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from zhunsheng.records.workflow.events import Event
from zhunsheng.records.workflow.history import states
from zhunsheng.records.workflow.opinions import Choice, Overridden, RuleWrong
from zhunsheng.records.workflow.state import CaseState

#: What becomes of a suggestion.
Became = Literal["adopted", "overridden", "undecided"]

#: So many suggestions must have been decided on before a share of them is given.
ENOUGH = 20


@dataclass(frozen=True)
class Weighed:
    """A suggestion by its deciding rules, and the opinion it was decided with; None where nothing was decided."""

    deciding: tuple[str, ...]
    opinion: Choice | None

    @property
    def became(self) -> Became:
        """What became of it."""
        return "undecided" if self.opinion is None else self.opinion.choice


@dataclass(frozen=True)
class Followed:
    """How often suggestions were followed.

    Attributes:
        reasons: By the code of a reason: overrides that gave it. An override may give several.
    """

    suggested: int
    adopted: int
    overridden: int
    undecided: int
    reasons: tuple[tuple[str, int], ...]

    @property
    def share_overridden(self) -> float | None:
        """The share of decided suggestions that were overridden, from 0 to 1; None where there are too few to say."""
        decided = self.adopted + self.overridden
        return self.overridden / decided if decided >= ENOUGH else None


@dataclass(frozen=True)
class RuleFollowed:
    """How often suggestions were followed for which a rule was a deciding one, and how often an override named it as wrong.

    A rule can be named as wrong where it did not decide: it may have missed what it should have caught.
    """

    rule: str
    followed: Followed
    named_wrong: int


@dataclass(frozen=True)
class OverrideStatistics:
    """The figures over all cases, and those of each rule, in the order of their ids."""

    cases: int
    all: Followed
    rules: tuple[RuleFollowed, ...]


def override_statistics(histories: Iterable[Iterable[Event]]) -> OverrideStatistics:
    """Counts over the histories of cases, each given as its events in order.

    The same for every order of the histories. Contents are not needed, so what was erased is counted as well.
    """
    each = [tuple(weighed(states(history))) for history in histories]
    everything = [item for case in each for item in case]
    by_rule: dict[str, list[Weighed]] = {}
    for item in everything:
        for rule in item.deciding:
            by_rule.setdefault(rule, []).append(item)
    wrong = Counter(rule for item in everything for rule in named_wrong(item.opinion))
    return OverrideStatistics(
        len(each),
        _followed(everything),
        tuple(
            RuleFollowed(rule, _followed(by_rule.get(rule, ())), wrong[rule])
            for rule in sorted({*by_rule, *wrong})
        ),
    )


def weighed(passed: Iterable[CaseState]) -> Iterator[Weighed]:
    """The suggestions of one case that were decided on, at each closing, and those that nothing has been decided on.

    Args:
        passed: The states of the case: before its first event and after each.
    """
    before: CaseState | None = None
    for state in passed:
        if before is not None and before.decision is None and state.decision is not None:
            yield from _of(state)
        before = state
    if before is not None and before.decision is None:
        yield from (Weighed(item.deciding, None) for item in _of(before))


def _of(state: CaseState) -> Iterator[Weighed]:
    discontinued = state.discontinuance is not None
    for suggested in state.evaluation.subjects if state.evaluation else ():
        opinion = None if discontinued else state.opinion_on(suggested.subject)
        yield Weighed(suggested.deciding, opinion.opinion if opinion else None)


def _followed(found: Iterable[Weighed]) -> Followed:
    items = tuple(found)
    overrides = [item.opinion for item in items if isinstance(item.opinion, Overridden)]
    undecided = sum(item.opinion is None for item in items)
    reasons = Counter(ground for made in overrides for ground in reasons_of(made))
    return Followed(
        suggested=len(items),
        adopted=len(items) - len(overrides) - undecided,
        overridden=len(overrides),
        undecided=undecided,
        reasons=tuple(sorted(reasons.items())),
    )


def reasons_of(opinion: Choice | None) -> frozenset[str]:
    """The codes of the reasons that an override gives; each once, however often it does."""
    reasons = opinion.reasons if isinstance(opinion, Overridden) else ()
    return frozenset(reason.ground for reason in reasons)


def named_wrong(opinion: Choice | None) -> frozenset[str]:
    """The rules that one override names; each once, however often it does."""
    reasons = opinion.reasons if isinstance(opinion, Overridden) else ()
    return frozenset(rule for reason in reasons if isinstance(reason, RuleWrong) for rule in reason.rules)
