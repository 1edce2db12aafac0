"""Before anything is measured: do all contestants say the same? Where one does not, the benchmark stops and says where."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.peers.cases import Record
from benchmarks.peers.ruleset import RuleSet
from benchmarks.peers.single import SinglePeer

#: How what a contestant failed with begins. It has a limit there; it has not said anything else.
FAILS = "fails in case"


class Disagreement(Exception):
    """Two contestants differ: what they take is no measure of the same thing."""


def single_difference(
    rules: RuleSet, peer: SinglePeer, reference: SinglePeer, records: Sequence[Record]
) -> str | None:
    """Where a contestant differs first from the reference, or what it failed with; None where they agree."""
    for number, record in enumerate(records):
        expected = list(reference.answer(record))
        try:
            found = list(peer.answer(record))
        except Exception as error:  # a peer's own complaint, whatever its type: it is what the report says
            return f"{FAILS} {number}: {_short(error)}"
        for rule, one, other in zip(rules.rules, found, expected, strict=True):
            if one != other:
                return f"{rule.id} in case {number}: {one} and not {other}"
    return None


def _short(error: Exception) -> str:
    """The first line of a complaint."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:120]
