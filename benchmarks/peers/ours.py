"""Our own engine on single cases: `bits`, as every interactive evaluation runs it, both readings and the rails behind them."""

from __future__ import annotations

from benchmarks.peers.cases import engine_case
from benchmarks.peers.ruleset import RuleSet
from benchmarks.peers.single import SinglePeer
from zhunsheng.engine.engines.bits.engine import BitsEngine
from zhunsheng.engine.engines.verdict import Verdict
from zhunsheng.engine.kleene import Truth
from zhunsheng.engine.release import Release

KEY = "ours"
LABEL = "zhunsheng, both readings and trace"

_OPEN: dict[Truth, bool | None] = {Truth.TRUE: True, Truth.FALSE: False, Truth.UNKNOWN: None}


def ours(rules: RuleSet, release: Release, complete: bool) -> SinglePeer:
    """The first engine. It computes both readings of a complete case as well."""
    engine = BitsEngine(release.circuits(), release.vocabulary, release.scale)
    ids = [rule.id for rule in rules.rules]

    def applies(verdict: Verdict) -> list[bool]:
        return [verdict.rules[id].established for id in ids]

    def readings(verdict: Verdict) -> list[tuple[bool, bool | None]]:
        found = (verdict.rules[id] for id in ids)
        return [(rule.established, _OPEN[rule.possible]) for rule in found]

    return SinglePeer(
        KEY,
        LABEL,
        lambda record: engine_case(rules, record),
        engine.evaluate,
        applies if complete else readings,
    )
