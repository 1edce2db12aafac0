"""A release in every form in which something is asked of it, made once: circuits, the first engine, and what explains."""

from __future__ import annotations

from dataclasses import dataclass

from zhunsheng.engine.both_laws import BothLaws
from zhunsheng.engine.circuit.compiler import Circuits
from zhunsheng.engine.engines.bits.engine import BitsEngine
from zhunsheng.engine.proof.influence import Influence
from zhunsheng.engine.proof.rulebook import Rulebook
from zhunsheng.engine.release import Release
from zhunsheng.engine.variants.slots import Slots


@dataclass(frozen=True)
class CompiledRelease:
    """The rules of a release, compiled. Safe to use from several threads.

    Attributes:
        laws: Judges cases and variants of cases under both laws.
        slots: What can be known of a case.
        influence: Which nodes of the circuits hang on a fact.
        rulebook: What the exact horizon looks up.
    """

    release: Release
    circuits: Circuits
    bits: BitsEngine
    laws: BothLaws
    slots: Slots
    influence: Influence
    rulebook: Rulebook

    @staticmethod
    def of(release: Release) -> CompiledRelease:
        """Compiles a release."""
        circuits = release.circuits()
        bits = BitsEngine(circuits, release.vocabulary, release.scale)
        slots = Slots(release)
        return CompiledRelease(
            release,
            circuits,
            bits,
            BothLaws(release, bits),
            slots,
            Influence(circuits),
            Rulebook.of(slots, circuits),
        )
