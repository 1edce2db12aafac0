"""The decision graph as Mermaid text, for wherever Markdown is shown: the same nodes and edges, laid out by Mermaid."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from zhunsheng.engine.explain.graph import style
from zhunsheng.engine.explain.graph.decision_graph import DecisionGraph, EdgeKind, GraphNode, NodeKind
from zhunsheng.engine.explain.graph.description import description_of, title_of
from zhunsheng.engine.explain.graph.layout import STATE_SIGNS
from zhunsheng.engine.explain.graph.links import Links, into_the_page
from zhunsheng.engine.explain.graph.words import WORDS

#: The brackets that give a node its shape.
_SHAPES: Mapping[NodeKind, tuple[str, str]] = {
    "fact": ("([", "])"),
    "rule": ("[", "]"),
    "track": ("[[", "]]"),
    "form": ("{{", "}}"),
}

#: The end of an arrow; the other kinds are told apart by their label.
_ENDS: Mapping[EdgeKind, str] = {"defeats": "x", "refuses": "x", "absence": "o"}

#: Kinds that need no label: what they say follows from what they join.
_PLAIN = ("reads", "rests_on", "opens", "gives")

#: What has a meaning to Mermaid, or to the Markdown and HTML inside its labels, as the number of the character.
_SPECIAL = '"#&<>`\\%$'


def render_mermaid(graph: DecisionGraph, links: Links = into_the_page) -> str:
    """The graph as a Mermaid flowchart. The same graph gives the same text.

    Args:
        links: Where nodes lead to.
    """
    return "\n".join(_lines(graph, links)) + "\n"


def _lines(graph: DecisionGraph, links: Links) -> Iterator[str]:
    names = {node.id: f"n{number}" for number, node in enumerate(graph.nodes)}
    yield "flowchart LR"
    yield f"  accTitle: {_plain(title_of(graph))}"
    yield f"  accDescr: {_plain(description_of(graph))}"
    several = len({node.group for node in graph.nodes}) > 1
    for number, layer in enumerate(graph.layers):
        for group in dict.fromkeys(node.group for node in graph.nodes if node.layer == layer.key):
            place = graph.subjects.index(group) + 1 if group else 0
            name = f"{layer.name} · {group or WORDS[graph.language]['whole']}" if several else layer.name
            yield f'  subgraph layer{number}_{place}["{_escaped(name)}"]'
            for node in graph.nodes:
                if (node.layer, node.group) == (layer.key, group):
                    yield f"    {names[node.id]}{_box(node)}"
            yield "  end"
    for edge in graph.edges:
        label = "" if edge.kind in _PLAIN else f'|"{_escaped(WORDS[graph.language][edge.kind])}"|'
        end = _ENDS.get(edge.kind, ">")
        arrow = f"-.-{end}" if graph.is_open(edge) else f"--{end}"
        yield f"  {names[edge.source]} {arrow}{label} {names[edge.target]}"
    for state, (fill, stroke, pattern) in style.STATES.items():
        of_state = [names[node.id] for node in graph.nodes if node.state == state]
        if of_state:
            dashes = f",stroke-dasharray:{pattern}" if pattern else ""
            yield f"  classDef {state} fill:{fill},stroke:{stroke},color:{style.INK}{dashes}"
            yield f"  class {','.join(of_state)} {state}"
    for node in graph.nodes:
        href = links(node)
        if href:
            yield f'  click {names[node.id]} href "{_quoted(href)}"'


def _box(node: GraphNode) -> str:
    opening, closing = _SHAPES[node.kind]
    label = "<br/>".join(map(_escaped, (f"{STATE_SIGNS[node.state]} {node.title}", *node.details)))
    return f'{opening}"{label}"{closing}'


def _escaped(text: str) -> str:
    """A text inside quotation marks: what could mean something is written by its number (``#35;``)."""
    shown = "".join(f"#{ord(char)};" if char in _SPECIAL else char for char in text)
    return "".join(char if char.isprintable() else " " for char in shown)


def _plain(text: str) -> str:
    """A text to the end of a line, without what would end it or begin a comment."""
    return "".join(char if char.isprintable() and char not in "{};#%`" else " " for char in text)


def _quoted(address: str) -> str:
    """An address inside quotation marks; a base that someone chose may have anything in it."""
    return address.replace('"', "%22").replace("\n", "").replace("\r", "")
