"""From the rules that apply to a subject to the measures: ranges, tolerance, moves, forms. Steps count from 1; 0 is none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from benchmarks.plain.tolerance import GROUNDS

#: The form reached by each step of each ladder, from none (0) to the heaviest.
FORMS: Mapping[str, tuple[int, ...]] = {
    "corrective": (0, 1),
    "accountability": (0, 1, 1, 1, 1, 1),
    "organizational": (0, 2, 2, 2, 2, 3),
    "party": (0, 2, 2, 3, 3, 3),
    "administrative": (0, 2, 2, 2, 2, 3, 3),
    "judicial": (0, 4),
    "organization": (0, 1, 1, 1),  # reorganization belongs to no form of its own
}

_PARTY_LIGHT, _PARTY_REMOVAL, _PARTY_EXPULSION = ("party", 1, 2), ("party", 3, 4), ("party", 5, 5)
_PARTY_REMOVAL_OR_EXPULSION = ("party", 3, 5)
_LIGHT, _DEMERIT = ("administrative", 1, 3), ("administrative", 2, 3)
_DEMOTION, _DISMISSAL = ("administrative", 4, 5), ("administrative", 6, 6)
_NOTICE_OR_ADMONITION = ("accountability", 4, 5)

#: What each provision or measure opens: track, from, to.
RANGES: Mapping[str, tuple[tuple[str, int, int], ...]] = {
    "accountability_2019.leaders.1": (("accountability", 0, 2),),
    "accountability_2019.leaders.2": (("accountability", 0, 2),),
    "accountability_2019.leaders.3": (("accountability", 1, 5),),
    "accountability_2019.leaders.4": (("accountability", 1, 5),),
    "accountability_2019.leaders.5": (_NOTICE_OR_ADMONITION, ("organizational", 0, 4)),
    "accountability_2019.leaders.6": (_NOTICE_OR_ADMONITION, ("organizational", 0, 5)),
    "accountability_2019.organizations.1": (("organization", 0, 1),),
    "accountability_2019.organizations.2": (("organization", 0, 1),),
    "accountability_2019.organizations.3": (("organization", 1, 2),),
    "accountability_2019.organizations.4": (("organization", 1, 2),),
    "civil_servant_2007.20.base": (_DEMERIT,),
    "civil_servant_2007.20.graver": (_DEMOTION,),
    "civil_servant_2007.20.serious": (_DISMISSAL,),
    "disciplinary_2018.27": (_PARTY_REMOVAL_OR_EXPULSION,),
    "disciplinary_2018.28.lighter": (_PARTY_LIGHT,),
    "disciplinary_2018.28.graver": (_PARTY_REMOVAL,),
    "disciplinary_2018.28.serious": (_PARTY_EXPULSION,),
    "disciplinary_2018.50.base": (_PARTY_LIGHT,),
    "disciplinary_2018.50.serious": (_PARTY_REMOVAL_OR_EXPULSION,),
    "disciplinary_2018.67.base": (_PARTY_LIGHT,),
    "disciplinary_2018.67.serious": (_PARTY_REMOVAL,),
    "disciplinary_2018.70.base": (_PARTY_LIGHT,),
    "disciplinary_2018.70.serious": (_PARTY_REMOVAL,),
    "disciplinary_2018.73.graver": (_PARTY_LIGHT,),
    "disciplinary_2018.114.base": (_PARTY_LIGHT,),
    "disciplinary_2018.114.graver": (_PARTY_REMOVAL,),
    "disciplinary_2018.114.serious": (_PARTY_EXPULSION,),
    "disciplinary_2018.116.graver": (_PARTY_LIGHT,),
    "disciplinary_2018.116.serious": (_PARTY_REMOVAL,),
    "disciplinary_2018.121.considerable": (_PARTY_LIGHT,),
    "disciplinary_2018.121.major": (_PARTY_REMOVAL_OR_EXPULSION,),
    "disciplinary_2018.122.lighter": (_PARTY_LIGHT,),
    "disciplinary_2018.122.graver": (_PARTY_REMOVAL,),
    "disciplinary_2018.122.serious": (_PARTY_EXPULSION,),
    "disciplinary_2018.125.base": (_PARTY_LIGHT,),
    "disciplinary_2018.125.serious": (_PARTY_REMOVAL,),
    "disciplinary_2018.133.actor": (_PARTY_LIGHT,),
    "disciplinary_2018.133.primary_leader": (_PARTY_LIGHT,),
    "disciplinary_2018.133.leader": (("party", 0, 2),),
    "disciplinary_2018.133.graver": (_PARTY_REMOVAL,),
    "disciplinary_2018.133.serious": (_PARTY_EXPULSION,),
    "disposition.category": (("corrective", 1, 1), ("accountability", 0, 5)),
    "disposition.tendency": (("corrective", 1, 1), ("accountability", 0, 2)),
    "sanctions_law_2020.28_3.base": (_DEMERIT,),
    "sanctions_law_2020.28_3.graver": (_DEMOTION,),
    "sanctions_law_2020.28_3.serious": (_DISMISSAL,),
    "sanctions_law_2020.29.graver": (_LIGHT,),
    "sanctions_law_2020.29.serious": (_DEMOTION,),
    "sanctions_law_2020.30.base": (_LIGHT,),
    "sanctions_law_2020.30.serious": (_DEMOTION,),
    "sanctions_law_2020.33.base": (_LIGHT,),
    "sanctions_law_2020.33.graver": (_DEMOTION,),
    "sanctions_law_2020.33.serious": (_DISMISSAL,),
    "sanctions_law_2020.39_1.base": (_LIGHT,),
    "sanctions_law_2020.39_1.graver": (_DEMOTION,),
    "sanctions_law_2020.39_1.serious": (_DISMISSAL,),
    "sanctions_law_2020.39_2.actor": (_LIGHT,),
    "sanctions_law_2020.39_2.primary_leader": (_LIGHT,),
    "sanctions_law_2020.39_2.leader": (("administrative", 0, 3),),
    "sanctions_law_2020.39_2.graver": (_DEMOTION,),
    "sanctions_law_2020.39_2.serious": (_DISMISSAL,),
    "sanctions_law_2020.39_3.base": (_LIGHT,),
    "sanctions_law_2020.39_3.graver": (_DEMOTION,),
    "sanctions_law_2020.39_3.serious": (_DISMISSAL,),
    "sanctions_law_2020.39_4.base": (_LIGHT,),
    "sanctions_law_2020.39_4.graver": (_DEMOTION,),
    "sanctions_law_2020.39_4.serious": (_DISMISSAL,),
    "sanctions_law_2020.41.base": (_LIGHT,),
    "sanctions_law_2020.41.graver": (_DEMOTION,),
    "sanctions_law_2020.41.serious": (_DISMISSAL,),
    "transfer.suspected_crime": (("judicial", 1, 1),),
}

#: What opens a range because a provision applies, not as a measure of its own.
PROVISIONS = frozenset(rule for rule in RANGES if not rule.startswith("disposition."))


@dataclass(frozen=True, slots=True)
class Track:
    """Where a subject stands on one ladder.

    Attributes:
        low: The least, every may-clause used.
        wish: The least, no may-clause used (tolerance apart).
        high: The most.
        heavier, lighter: A circumstance that must make it heavier, or may make it lighter, holds.
    """

    low: int = 0
    wish: int = 0
    high: int = 0
    heavier: bool = False
    lighter: bool = False


@dataclass(slots=True)
class _Ends:
    """A range while it is being worked out."""

    low: int = 0
    wish: int = 0
    high: int = 0

    def widen(self, low: int, wish: int, high: int) -> None:
        """The heavier of two ranges, end by end."""
        self.low, self.wish, self.high = max(self.low, low), max(self.wish, wish), max(self.high, high)


_Ladders = dict[str, _Ends]


def outcome(
    of_subject: Set[str], conducts: Sequence[Set[str]]
) -> tuple[dict[str, Track], tuple[int, int, int]]:
    """The tracks of a subject, and the forms (low, wish, high) that they come to."""
    each = [_of_conduct(rules) for rules in conducts]
    ladders = {track: _Ends() for track in FORMS}
    for found in (*each, _opened(of_subject)):
        for track, ends in found.items():
            ladders[track].widen(ends.low, ends.wish, ends.high)
    _move(ladders, of_subject, [found["party"] for found in each if "party" in found])
    tracks = {
        track: Track(ends.low, ends.wish, ends.high, *_leaning(track, of_subject))
        for track, ends in ladders.items()
    }
    forms = (
        max(FORMS[track][ends.low] for track, ends in ladders.items()),
        max(FORMS[track][ends.wish] for track, ends in ladders.items()),
        max(FORMS[track][ends.high] for track, ends in ladders.items()),
    )
    return tracks, forms


def _opened(rules: Iterable[str]) -> _Ladders:
    found: _Ladders = {}
    for rule in rules:
        for track, low, high in RANGES.get(rule, ()):
            found.setdefault(track, _Ends()).widen(low, low, high)
    return found


def _of_conduct(rules: Set[str]) -> _Ladders:
    """What follows from one conduct, after tolerance."""
    found = _opened(rules)
    if GROUNDS.isdisjoint(rules):
        return found
    must, may = any(ends.low for ends in found.values()), any(ends.high for ends in found.values())
    approved = "tolerance.approved" in rules
    for ends in found.values():
        ends.low = ends.wish = 0
        ends.high = 0 if approved else ends.high
    if rules & GROUNDS == {
        "tolerance.objective_causes"
    }:  # a milder measure takes the place of what was spared
        for track, step in (("corrective", 1), ("accountability", 2)):
            found.setdefault(track, _Ends()).widen(step * must, step * must, step * may)
    return found


def _move(ladders: _Ladders, rules: Set[str], of_conducts: Sequence[_Ends]) -> None:
    """The circumstances, in their order: merge, aggravate, waive, mitigate, cap."""
    party, administrative, accountability = (
        ladders[track] for track in ("party", "administrative", "accountability")
    )
    if "disciplinary_2018.23" in rules:
        if sum(ends.low > 0 for ends in of_conducts) >= 2:
            party.low = _up(party.low)
        if sum(ends.wish > 0 for ends in of_conducts) >= 2:
            party.wish = _up(party.wish)
        if sum(ends.high > 0 for ends in of_conducts) >= 2:
            party.high = _up(party.high)
    if "disciplinary_2018.20" in rules:
        party.high = _up(party.high)
    if "disciplinary_2018.19" in rules:
        _waive(party, 2, accountability, 2)
    if "sanctions_law_2020.12" in rules:
        _waive(administrative, 1, accountability, 1)
    if "disciplinary_2018.17" in rules:
        party.low = _down(party.low, 5)
    if "sanctions_law_2020.11" in rules:
        administrative.low = _down(administrative.low, 6)
    if "accountability_2019.18" in rules:
        accountability.low = _down(accountability.low, 5)
    if "sanctions_law_2020.22" in rules:
        administrative.low, administrative.wish, administrative.high = (
            min(end, 3) for end in (administrative.low, administrative.wish, administrative.high)
        )


def _up(step: int) -> int:
    """One Party sanction heavier; nothing stays nothing, expulsion stays expulsion."""
    return min(step + 1, 5) if step else 0


def _down(step: int, last: int) -> int:
    """One step lighter; the first step and the last are not reduced, and nothing stays nothing."""
    return step - 1 if 1 < step < last else step


def _waive(sanction: _Ends, at_most: int, instead: _Ends, step: int) -> None:
    """No sanction where a light one is due, but a measure of the first form."""
    if sanction.low <= at_most:
        if sanction.low:
            instead.low, instead.high = max(instead.low, step), max(instead.high, step)
        sanction.low = 0


def _leaning(track: str, rules: Set[str]) -> tuple[bool, bool]:
    """Whether something must make it heavier, and whether something may make it lighter."""
    if track == "party":
        return "disciplinary_2018.20" in rules, not rules.isdisjoint(
            {"disciplinary_2018.17", "disciplinary_2018.19"}
        )
    if track == "administrative":
        return "sanctions_law_2020.13" in rules, not rules.isdisjoint(
            {"sanctions_law_2020.11", "sanctions_law_2020.12"}
        )
    return False, track == "accountability" and "accountability_2019.18" in rules
