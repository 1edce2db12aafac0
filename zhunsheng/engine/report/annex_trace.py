"""The first annex: every node of the trace.

An entry is one paragraph, run on and numbered as legal texts number their items: with a line for each condition, two subjects
filled a hundred pages. Only where lists lie deeper than two levels do they keep their lines. What was said once is not said
again: the place stands in the heading, what holds for all open rules above them, and what repeats an earlier node refers to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from zhunsheng.engine.explain.passages import Passage, height
from zhunsheng.engine.report.annex_order import Node, decided
from zhunsheng.engine.report.document import (
    Block,
    Entry,
    Inline,
    Item,
    Mention,
    Paragraph,
    Reference,
    Section,
    Words,
    line,
)
from zhunsheng.engine.report.material import Material, node_anchor, rule_anchor
from zhunsheng.engine.report.not_applicable import not_applicable
from zhunsheng.engine.suggestion import TraceRule, TraceTrack

#: Lists that lie deeper than this are hard to follow in a paragraph, whatever their numbers.
_RUN_ON = 2


def trace_annex(material: Material, rules: dict[str, int]) -> Section:
    """Every node, place by place.

    Args:
        rules: The number of each rule whose text is in the second annex, by id.
    """
    say = material.say
    places = groupby(material.order.nodes, key=lambda node: node.instance)
    sections = tuple(_place(material, place, tuple(nodes), rules) for place, nodes in places)
    notes = (Paragraph(line(say["annex_trace_note"])), Paragraph(line(say["annex_standing_note"])))
    return Section(say["annex_trace"], notes, (*sections, *not_applicable(material)))


def entry(
    material: Material,
    anchor: str,
    heading: str,
    node: str,
    passages: Iterable[Passage],
    *more: Inline,
    deepest: int = _RUN_ON,
) -> Entry:
    """An entry: what is said of it in one paragraph, and below it the lists that lie too deep for that.

    Args:
        heading: How it is called.
        node: The id of what it shows.
        more: What stands at the end of the paragraph.
        deepest: How many lists may lie one in the other within the paragraph.
    """
    said = tuple(passages)
    short = [material.run_on(passage) for passage in said if height(passage) <= deepest]
    gap = () if material.language == "zh" else (Words(" "),)
    parts: list[Inline] = []
    for sentence in (*short, *((more,) if more else ())):
        parts += (*(gap if parts else ()), *sentence)
    deep = tuple(_point(material, passage) for passage in said if height(passage) > deepest)
    return Entry(anchor, heading[:1].upper() + heading[1:], node, line(*parts), deep)


def _point(material: Material, passage: Passage) -> Item:
    """A passage as a point; what lies below it run on, as soon as it is shallow enough for that."""
    if height(passage) <= _RUN_ON:
        return Item(line(*material.run_on(passage)))
    return Item(
        line(passage.text, *material.referring(passage.nodes)),
        tuple(_point(material, part) for part in passage.parts),
    )


def _place(material: Material, place: str, nodes: tuple[Node, ...], rules: dict[str, int]) -> Section:
    say, repeats = material.say, material.order.repeats
    told = tuple(node for node in nodes if node.id not in repeats)
    repeated = tuple(node for node in nodes if node.id in repeats)
    sections = []
    for heading, group in groupby(told, key=lambda node: _heading(material, node)):
        note = (Paragraph(line(say["annex_open_note"]), "small"),) if heading == say["annex_open"] else ()
        entries = tuple(_node(material, node, rules) for node in group)
        sections.append(Section(heading, (*note, *entries)))
    if repeated:
        sections.append(Section(say["annex_repeated"], tuple(_repeated(material, repeated))))
    name = material.places.place(place)
    return Section(name[:1].upper() + name[1:], (), tuple(sections))


def _heading(material: Material, node: Node) -> str:
    if isinstance(node, TraceTrack):
        return material.say["annex_tracks"]
    return node.layer if decided(node) else material.say["annex_open"]


def _title(node: Node) -> str:
    return node.title if isinstance(node, TraceRule) else node.name


def _node(material: Material, node: Node, rules: dict[str, int]) -> Entry:
    say, number = material.say, material.numbers[node.id]
    text: tuple[Inline, ...] = ()
    if isinstance(node, TraceRule) and node.rule in rules and node.established:
        rule = rules[node.rule]
        seen = Reference(say["rule_see"].format(n=rule), rule_anchor(rule))
        text = (Words(say["rule_text"]), seen, Words(say["stop"]))
    heading = f"{say['see'].format(n=number)}{say['colon']}{_title(node)}"
    return entry(material, node_anchor(number), heading, node.id, material.sentences.of(node), *text)


def _repeated(material: Material, nodes: tuple[Node, ...]) -> Iterator[Block]:
    """Nodes that say what others said, each with the one that it repeats."""
    say, numbers, parts = material.say, material.numbers, list[Inline]()
    for node in nodes:
        number, first = numbers[node.id], numbers[material.order.repeats[node.id]]
        named = Mention(say["see"].format(n=number), node_anchor(number), node.id)
        seen = Reference(say["see"].format(n=first), node_anchor(first))
        title, same, end = (Words(say[key]) for key in ("repeated_title", "repeated_as", "repeated_end"))
        parts += [
            *((Words(say["list"]),) if parts else ()),
            named,
            title,
            Words(_title(node)),
            same,
            seen,
            end,
        ]
    yield Paragraph(line(say["annex_repeated_note"]), "small")
    yield Paragraph(line(*parts, say["stop"]), "small")
