"""What was concluded of a subject, as tables: findings, responsibility, circumstances."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from zhunsheng.engine.report.document import (
    Block,
    Inline,
    Item,
    Listing,
    Paragraph,
    Section,
    Table,
    cell,
    line,
)
from zhunsheng.engine.report.material import Material
from zhunsheng.engine.suggestion import Concluded, Finding, SubjectAnswer

_WIDTHS = (24, 14, 27, 35)


def findings(material: Material, subject: SubjectAnswer) -> Section:
    """The nature of the acts: which findings are established, which are open, which are not."""
    say = material.say
    blocks = list(concluded_table(material, subject, subject.findings, "findings_table"))
    # What one rule does not come to another one may: it is not so only where no rule leaves it open.
    still = {(item.name, item.conduct_id) for item in subject.findings if item.status != "not_established"}
    failed = [item for item in subject.findings if (item.name, item.conduct_id) not in still]
    if failed:
        names = dict.fromkeys(item.name for item in failed)
        seen = material.see(material.node(subject, item.rule, item.conduct_id) for item in failed)
        text = say["not_established"].format(names=say["between"].join(names))
        gap = () if material.language == "zh" else (" ",)
        blocks.append(Paragraph(line(text, *gap, *seen)))
    return Section(say["findings"], tuple(blocks))


def responsibility(material: Material, subject: SubjectAnswer) -> Section:
    """Who answers in which way, by each instrument."""
    table = concluded_table(material, subject, subject.responsibility, "responsibility_table")
    return Section(material.say["responsibility"], table)


def concluded_table(
    material: Material, subject: SubjectAnswer, items: Sequence[Concluded | Finding], caption: str
) -> tuple[Block, ...]:
    """What is established, as a table, and what is open, as points; a sentence where there is neither."""
    say = material.say
    rows = tuple(
        (
            cell(item.name),
            cell(item.conduct_id or "—"),
            cell(line(*_seen(material, subject, (item,)))),
            material.cites(item.cites),
        )
        for item in items
        if item.status == "established"
    )
    head = (say["conclusion"], say["conduct"], say["trace"], say["basis"])
    table = (Table(say[caption], head, rows, _WIDTHS),) if rows else (Paragraph(line(say["none_holds"])),)
    return (*table, *still_open(material, subject, items))


def still_open(
    material: Material, subject: SubjectAnswer, items: Iterable[Concluded | Finding]
) -> Iterator[Block]:
    """What is open, by name and conduct, with the nodes that say why and the facts that it hangs on."""
    say = material.say
    found: dict[tuple[str, str | None], list[Concluded | Finding]] = {}
    for item in items:
        if item.status == "contingent":
            found.setdefault((item.name, item.conduct_id), []).append(item)
    if not found:
        return
    points = []
    for (name, conduct), same in found.items():
        where = f"（{conduct}）" if conduct else ""
        facts = dict.fromkeys(fact for item in same for fact in item.contingent_on)
        hangs = (Item(line(say["hangs_on"].format(facts=material.facts(facts)))),) if facts else ()
        seen = _seen(material, subject, same)
        points.append(Item(line(name, where, *((say["colon"], *seen) if seen else ())), hangs))
    yield Listing((Item(line(say["still_open"]), tuple(points)),))


def _seen(
    material: Material, subject: SubjectAnswer, items: Iterable[Concluded | Finding]
) -> tuple[Inline, ...]:
    """References to the nodes of conclusions."""
    return material.see(material.node(subject, item.rule, item.conduct_id) for item in items)
