"""Which nodes of a trace carry its outcome: those that the ranges of measures rest on, and what these rest on."""

from __future__ import annotations

from collections.abc import Iterator

from zhunsheng.engine.answer_trace import Trace, TraceCondition, TraceRule, TraceTrack


def carrying(trace: Trace) -> frozenset[str]:
    """The ids of the nodes that the tracks of a trace rest on, however far down."""
    nodes = {node.id: node for node in trace.nodes}
    waiting = [node.id for node in trace.nodes if isinstance(node, TraceTrack)]
    found = set[str]()
    while waiting:
        id = waiting.pop()
        if id in found or id not in nodes:
            continue
        found.add(id)
        waiting.extend(_behind(nodes[id]))
    return frozenset(found)


def _behind(node: TraceRule | TraceTrack) -> Iterator[str]:
    if isinstance(node, TraceTrack):
        yield from node.rests_on
        for stage in node.stages:
            yield from stage.because
    elif node.established:  # what is not established carries nothing, and neither does what it would rest on
        yield from _resting(node.premise)


def _resting(condition: TraceCondition) -> Iterator[str]:
    yield from condition.rests_on
    for part in condition.parts:
        yield from _resting(part)
