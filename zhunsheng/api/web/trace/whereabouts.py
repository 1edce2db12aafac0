"""Where in the tree something stands: the address of a page that certainly has it, however many rules there are beside it."""

from __future__ import annotations

from zhunsheng.api.web.trace.addresses import code_of, tree_href
from zhunsheng.api.web.trace.shown_at_once import RULES
from zhunsheng.api.web.trace.telling import Telling
from zhunsheng.engine.answer_trace import TraceRule, TraceTrack


def whereabouts(telling: Telling, node: TraceRule | TraceTrack) -> str:
    """The tree narrowed so far that the node is on the page, relative to the tree itself."""
    code, anchor = code_of(node.instance), telling.anchor(node.id)
    if isinstance(node, TraceTrack):
        return tree_href(code, anchor=anchor)
    layer = telling.release.rules[node.rule].layer
    beside = [
        one.id for one in telling.trace.nodes if isinstance(one, TraceRule) and _beside(telling, one, node)
    ]
    return tree_href(code, layer, anchor=anchor, first=beside.index(node.id) // RULES * RULES)


def whereabouts_of_failed(telling: Telling, pointer: str, rule: str) -> str:
    """The same for a rule that is known not to apply, of which the trace holds the id alone."""
    code, layer = code_of(pointer), telling.release.rules[rule].layer
    return tree_href(code, layer, "false", f"f-{code}-{layer}")


def _beside(telling: Telling, one: TraceRule, node: TraceRule) -> bool:
    rules = telling.release.rules
    return one.instance == node.instance and rules[one.rule].layer == rules[node.rule].layer
