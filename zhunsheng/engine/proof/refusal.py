"""Nothing that a solver is asked for contradicts itself, unless the case as stated does so already."""

from __future__ import annotations

from zhunsheng.engine.case import Instance
from zhunsheng.engine.circuit.compiler import Circuits
from zhunsheng.engine.circuit.outputs import ContradictionOutput
from zhunsheng.engine.held_contradictions import held_contradictions
from zhunsheng.engine.proof.clauses import Literal
from zhunsheng.engine.proof.rails import Rails
from zhunsheng.engine.release import Release


def refuse_contradictions(
    release: Release, rails: Rails, circuits: Circuits, subject: Instance, *, unless: Literal | None = None
) -> None:
    """Adds a clause for each pair of facts that cannot hold at once.

    Args:
        unless: A literal that lifts the refusal.
    """
    held = {(item.id, place.id, place.level) for item, place in held_contradictions(release, subject)}
    for item in release.contradictions:
        output = ContradictionOutput(item.id)
        for place in (subject, *subject.parts):
            if place.level == item.level and (item.id, place.id, place.level) not in held:
                true, _ = (
                    rails.of_subject(circuits.subject.outputs[output])
                    if place is subject
                    else rails.of_conduct(place, circuits.conduct.outputs[output])
                )
                rails.clauses.add([-true] if unless is None else [-true, unless])
