"""Where the nodes of a picture lead to: into the page that it stands in, or to the rules of the API."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from zhunsheng.engine.explain.graph.decision_graph import GraphNode

#: Gives the address that a node leads to, or None where it leads nowhere.
Links: TypeAlias = Callable[[GraphNode], str | None]

_PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")


def into_the_page(node: GraphNode) -> str | None:
    """An anchor: for rules and ladders the id of the trace's node, for facts their JSON pointer. A form leads nowhere."""
    if node.kind == "form":
        return None
    return f"#{escaped(node.pointer or node.id)}"


def to_rules_at(base: str) -> Links:
    """Rules lead to ``<base><rule id>``, such as ``/v1/rules/scope.duty_act``; everything else into the page."""

    def link(node: GraphNode) -> str | None:
        return f"{base}{escaped(node.rule)}" if node.rule else into_the_page(node)

    return link


def escaped(text: str) -> str:
    """A text as a part of an address (RFC 3986): everything but plain letters and ``/`` is written as per cent."""
    return "".join(chr(byte) if byte in _PLAIN else f"%{byte:02X}" for byte in text.encode())
