"""Whether the hand-written rules and the engine say the same, rule by rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass

from benchmarks import plain
from zhunsheng.engine.case import Case
from zhunsheng.engine.engines.bits.engine import BitsEngine
from zhunsheng.engine.engines.verdict import RuleVerdict, SubjectVerdict, Verdict


@dataclass(frozen=True)
class Agreement:
    """What a comparison over cases found.

    Attributes:
        cases: How many were compared.
        differing: Rule id, or ``track …`` and ``forms`` → the cases on which the two differ, as sentences.
        established: Ids of the rules that were established at least once: on the others the two agreed only on "no".
    """

    cases: int
    differing: Mapping[str, tuple[str, ...]]
    established: Set[str]


def compare(cases: Iterable[Case], engine: BitsEngine) -> Agreement:
    """Evaluates every case by both and compares."""
    differing: dict[str, list[str]] = {}
    established: set[str] = set()
    compared = 0
    for case in cases:
        compared += 1
        verdict = engine.evaluate(case)
        for what, where in differences(plain.evaluate(case), verdict):
            differing.setdefault(what, []).append(f"{case.id}{where}")
        established |= _ids(verdict)
    return Agreement(compared, {what: tuple(found) for what, found in sorted(differing.items())}, established)


def differences(found: plain.CaseResult, verdict: Verdict) -> Iterator[tuple[str, str]]:
    """(what differs, where and how), for every rule and range of a case."""
    yield from _rules(found.rules, verdict.rules, "")
    for key in found.subjects.keys() ^ verdict.subjects.keys():
        yield "subjects", f"/{key}: missing on one side"
    for key in found.subjects.keys() & verdict.subjects.keys():
        yield from _subject(found.subjects[key], verdict.subjects[key], f"/{key}")


def _subject(found: plain.SubjectResult, verdict: SubjectVerdict, where: str) -> Iterator[tuple[str, str]]:
    yield from _rules(found.rules, verdict.rules, where)
    for key in found.conducts.keys() ^ verdict.conducts.keys():
        yield "conducts", f"{where}/{key}: missing on one side"
    for key in found.conducts.keys() & verdict.conducts.keys():
        yield from _rules(found.conducts[key], verdict.conducts[key], f"{where}/{key}")
    for track in sorted(found.tracks.keys() | verdict.tracks.keys()):
        one, other = found.tracks.get(track), verdict.tracks.get(track)
        ours = (one.low, one.wish, one.high, one.heavier, one.lighter) if one else None
        theirs = (other.low, other.wish, other.high, other.heavier, other.lighter) if other else None
        if ours != theirs:
            yield f"track {track}", f"{where}: plain {ours}, bits {theirs}"
    forms = (verdict.forms.low, verdict.forms.wish, verdict.forms.high)
    if found.forms != forms:
        yield "forms", f"{where}: plain {found.forms}, bits {forms}"


def _rules(found: Set[str], verdict: Mapping[str, RuleVerdict], where: str) -> Iterator[tuple[str, str]]:
    established = {rule for rule, of in verdict.items() if of.established}
    for rule in sorted(found ^ established):
        only = "plain" if rule in found else "bits"
        yield rule, f"{where}: established by {only} alone"


def _ids(verdict: Verdict) -> set[str]:
    found = _established(verdict.rules)
    for subject in verdict.subjects.values():
        found |= _established(subject.rules).union(*map(_established, subject.conducts.values()))
    return found


def _established(rules: Mapping[str, RuleVerdict]) -> set[str]:
    return {rule for rule, of in rules.items() if of.established}
