"""What an engine says of a case: of each rule whether it applies, and where each subject can end.

Both engines return this same shape, so that "they agree" is the equality of two values.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from zhunsheng.engine.kleene import Truth


@dataclass(frozen=True)
class RuleVerdict:
    """Whether a rule applies, in both readings."""

    established: bool
    possible: Truth


@dataclass(frozen=True)
class TrackVerdict:
    """Where a subject stands on one track. Step numbers from 1; 0 is none.

    Attributes:
        low, high: The range in the established reading.
        wish: The least without any may-clause: where a recommendation starts.
        lowest, highest: The bounds in the possible reading.
        heavier: A circumstance that must make it heavier is established.
        lighter: A circumstance that may make it lighter is established.
    """

    low: int
    wish: int
    high: int
    lowest: int
    highest: int
    heavier: bool
    lighter: bool


@dataclass(frozen=True)
class FormVerdict:
    """Which of the four forms; 0 is "not held accountable". As in `TrackVerdict`."""

    low: int
    wish: int
    high: int
    lowest: int
    highest: int


@dataclass(frozen=True)
class SubjectVerdict:
    """The verdict on a subject.

    Attributes:
        rules: Of the rules per subject, by id.
        conducts: Of the rules per conduct, by the conduct's id and the rule's.
    """

    rules: Mapping[str, RuleVerdict]
    conducts: Mapping[str, Mapping[str, RuleVerdict]]
    tracks: Mapping[str, TrackVerdict]
    forms: FormVerdict


@dataclass(frozen=True)
class Verdict:
    """The verdict on a case: of the rules per case, and on each subject by id."""

    rules: Mapping[str, RuleVerdict]
    subjects: Mapping[str, SubjectVerdict]


def differences(one: Verdict, other: Verdict) -> Iterator[str]:
    """The ids of rules (and ``subject: track`` of ranges) on which two verdicts differ, each once, in order."""
    found: dict[str, None] = {}

    def compare(first: Mapping[str, RuleVerdict], second: Mapping[str, RuleVerdict]) -> None:
        for rule in sorted(first.keys() | second.keys()):
            if first.get(rule) != second.get(rule):
                found[rule] = None

    compare(one.rules, other.rules)
    for subject in sorted(one.subjects.keys() | other.subjects.keys()):
        first, second = one.subjects.get(subject), other.subjects.get(subject)
        if first is None or second is None:
            found[f"{subject}: missing"] = None
            continue
        compare(first.rules, second.rules)
        for conduct in sorted(first.conducts.keys() | second.conducts.keys()):
            compare(first.conducts.get(conduct, {}), second.conducts.get(conduct, {}))
        for track in sorted(first.tracks.keys() | second.tracks.keys()):
            if first.tracks.get(track) != second.tracks.get(track):
                found[f"{subject}: {track}"] = None
        if first.forms != second.forms:
            found[f"{subject}: form"] = None
    yield from found


def combined(established: Verdict, possible: Verdict) -> Verdict:
    """The established reading of one verdict with the possible reading of another one on the same case."""
    return Verdict(
        _rules(established.rules, possible.rules),
        {key: _subject(of, possible.subjects[key]) for key, of in established.subjects.items()},
    )


def _subject(established: SubjectVerdict, possible: SubjectVerdict) -> SubjectVerdict:
    return SubjectVerdict(
        _rules(established.rules, possible.rules),
        {key: _rules(rules, possible.conducts[key]) for key, rules in established.conducts.items()},
        {key: bounded_track(of, possible.tracks[key]) for key, of in established.tracks.items()},
        bounded_form(established.forms, possible.forms),
    )


def bounded_track(established: TrackVerdict, possible: TrackVerdict) -> TrackVerdict:
    """The range of one verdict within the bounds of another."""
    return replace(established, lowest=possible.lowest, highest=possible.highest)


def bounded_form(established: FormVerdict, possible: FormVerdict) -> FormVerdict:
    """The forms of one verdict within the bounds of another."""
    return replace(established, lowest=possible.lowest, highest=possible.highest)


def _rules(
    established: Mapping[str, RuleVerdict], possible: Mapping[str, RuleVerdict]
) -> Mapping[str, RuleVerdict]:
    return {key: RuleVerdict(of.established, possible[key].possible) for key, of in established.items()}
