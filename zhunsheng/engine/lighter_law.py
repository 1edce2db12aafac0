"""从旧兼从轻: which of two laws is the lighter one for a conduct. Pure functions from verdicts to a choice.

A conduct is evaluated under the law of the act and under the law of the decision, each as a whole: the elements of one version
are never joined to the range of another. What is compared is the range that follows from the conduct alone (its provisions, less
what tolerance spares), before circumstances of the subject move it:

1. Where one law opens nothing, it is the lighter: what the new law does not call a violation is none, and what the old law did
   not call one never becomes one.
2. Else by form: first the highest form that is open, then the lowest that is asked for.
3. Where the forms are the same, ladder by ladder, the highest step first, then the lowest. A law that is lighter on one ladder
   and heavier on another is not the lighter one; people should look.
4. On a tie the law of the act stays.

Where it is not known which law the act had, the law of the decision is the ceiling: the lighter of the two is never heavier.

A newer version that is not on record cannot be compared, and its silence is no acquittal: the law of the act stays, and the
answer says so.

Sources: 处分条例 2018 art. 142 II; 政务处分法 2020 art. 67. How to compare is not settled by them (docs/decisions/0011).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias

from zhunsheng.engine.circuit.outputs import APPROVED, TOLERATED
from zhunsheng.engine.language.rules import Rule
from zhunsheng.engine.scale import Scale
from zhunsheng.engine.vocabulary.facts import Vocabulary

#: Why a law was applied. The first three: nothing was compared. The next two: it is not known which law the act had.
Reason: TypeAlias = Literal[
    "no_act",
    "open",
    "same",
    "act_unknown",
    "act_unrecorded",
    "unrecorded",
    "not_then",
    "no_violation",
    "act_lighter",
    "decision_lighter",
    "divided",
    "tie",
]

#: The reasons for which the law of the decision is applied.
_FOR_DECISION: tuple[Reason, ...] = ("no_violation", "decision_lighter", "act_unknown", "act_unrecorded")

#: The kinds of rules per conduct that open ranges or spare them.
OPENING = ("provision", "measure", "tolerance")

#: From a step to a step; 0 is none.
Ends: TypeAlias = tuple[int, int]


@dataclass(frozen=True)
class Opened:
    """What follows from one conduct under one law.

    Attributes:
        tracks: The range on each track, where there is any.
        forms: The lowest and the highest form.
        known: Whether nothing that is unknown can change it.
        sources: Ids of the instruments whose provisions opened it.
    """

    tracks: Mapping[str, Ends]
    forms: Ends
    known: bool
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Choice:
    """The law applied to a conduct.

    Attributes:
        act: What follows under the law of the act.
        decision: What follows under the law of the decision, where both were evaluated.
        unrecorded: Ids of the sources that had a version at the other date which is not on record with rules.
        uncertain: The law changed within what is known of a day; the earliest law stands for it.
    """

    reason: Reason
    act: Opened
    decision: Opened | None = None
    unrecorded: tuple[str, ...] = ()
    uncertain: bool = False

    @property
    def applied(self) -> Literal["act", "decision"]:
        """Whose law is applied."""
        return "decision" if self.reason in _FOR_DECISION else "act"

    @property
    def settled(self) -> bool:
        """Whether no fact that is still unknown can change the choice."""
        compared = self.decision is not None and self.decision.known and self.act.known
        return compared and not self.uncertain and self.reason not in ("act_unknown", "act_unrecorded")


def choose(
    act: Opened, decision: Opened, unrecorded: tuple[str, ...] = (), *, uncertain: bool = False
) -> Choice:
    """The lighter of two laws."""
    reason: Reason = "unrecorded" if unrecorded else _compared(act, decision)
    return Choice(reason, act, decision, unrecorded, uncertain)


def _compared(act: Opened, decision: Opened) -> Reason:
    if not act.tracks or not decision.tracks:
        if act.tracks:
            return "no_violation"
        return "not_then" if decision.tracks else "tie"
    if act.forms != decision.forms:
        return (
            "decision_lighter"
            if _highest_first(decision.forms) < _highest_first(act.forms)
            else "act_lighter"
        )
    pairs = [
        (_highest_first(act.tracks.get(track, (0, 0))), _highest_first(decision.tracks.get(track, (0, 0))))
        for track in act.tracks.keys() | decision.tracks.keys()
    ]
    lighter, heavier = any(new < old for old, new in pairs), any(new > old for old, new in pairs)
    if lighter and heavier:
        return "divided"
    if lighter:
        return "decision_lighter"
    return "act_lighter" if heavier else "tie"


def _highest_first(ends: Ends) -> Ends:
    return ends[1], ends[0]


@dataclass(frozen=True)
class Consequences:
    """Reads off the verdicts on a conduct's rules what follows from the conduct.

    Attributes:
        rules: The rules per conduct that open ranges or spare them.
        tolerating: The ids of those that conclude tolerance, or something that implies it.
        approving: The ids of those that conclude that it was approved.
    """

    scale: Scale
    rules: tuple[Rule, ...]
    tolerating: frozenset[str]
    approving: frozenset[str]

    @property
    def sources(self) -> frozenset[str]:
        """Ids of the instruments whose provisions are on record with a range."""
        return frozenset(
            rule.cites[0].source
            for rule in self.rules
            if rule.kind != "tolerance" and rule.ranges and rule.cites
        )

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids of the rules that have a say."""
        return frozenset(rule.id for rule in self.rules)

    @staticmethod
    def of(rules: Iterable[Rule], vocabulary: Vocabulary, scale: Scale) -> Consequences:
        """Under the rules and the scale of a release."""
        kept = tuple(rule for rule in rules if rule.level == "conduct" and rule.kind in OPENING)
        implies = {item.key: item.implies for item in vocabulary.conclusions}

        def concluding(key: str) -> frozenset[str]:
            return frozenset(rule.id for rule in kept if key in _implied(rule.conclusion, implies))

        return Consequences(scale, kept, concluding(TOLERATED), concluding(APPROVED))

    def follow(self, applying: Set[str], *, known: bool) -> Opened:
        """What follows from a conduct, in the established reading.

        Args:
            applying: The ids of the rules that are established on it; others than `ids` do not matter.
            known: Whether nothing that is unknown can change which of `ids` apply.
        """
        established = {rule.id: rule for rule in self.rules if rule.id in applying}
        provisions = [rule for rule in established.values() if rule.kind != "tolerance"]
        full = self._ranges(provisions)
        tolerated = self.tolerating & established.keys()
        approved = self.approving & established.keys()
        altogether = any(not established[key].ranges for key in tolerated)
        milder = [rule for rule in established.values() if rule.kind == "tolerance"]
        instead = {} if altogether else self._ranges(milder)
        asked, allowed = any(low for low, _ in full.values()), any(high for _, high in full.values())
        tracks: dict[str, Ends] = {}
        for track in full.keys() | instead.keys():
            low, high = full.get(track, (0, 0))
            least, most = instead.get(track, (0, 0))
            low = max(0 if tolerated else low, least if asked else 0)
            high = max(0 if tolerated and approved else high, most if allowed else 0)
            if high:
                tracks[track] = (low, high)
        lows, highs = ({track: ends[end] for track, ends in tracks.items()} for end in (0, 1))
        sources = tuple(sorted({rule.cites[0].source for rule in provisions if rule.ranges and rule.cites}))
        return Opened(tracks, (self._form(lows), self._form(highs)), known, sources)

    def _form(self, steps: Mapping[str, int]) -> int:
        """The heaviest form of the steps reached on several tracks."""
        return max((self.scale.track(key).form(step) for key, step in steps.items()), default=0)

    @staticmethod
    def _ranges(rules: Iterable[Rule]) -> dict[str, Ends]:
        """On each track the heaviest of each end."""
        found: dict[str, Ends] = {}
        for item in (item for rule in rules for item in rule.ranges):
            low, high = found.get(item.track, (0, 0))
            found[item.track] = (max(low, item.low), max(high, item.high))
        return found


def _implied(key: str | None, implies: Mapping[str, str | None]) -> frozenset[str]:
    """A conclusion and what it implies, directly or not."""
    return frozenset() if key is None else frozenset({key}) | _implied(implies.get(key), implies)
