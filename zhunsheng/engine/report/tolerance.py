"""Circumstances and tolerance in a report. What speaks for tolerance stands beside what speaks against."""

from __future__ import annotations

from collections.abc import Iterator

from zhunsheng.engine.explain.phrases import PHRASES
from zhunsheng.engine.report.conclusions import concluded_table
from zhunsheng.engine.report.document import Block, Item, Listing, Paragraph, Section, line
from zhunsheng.engine.report.material import Material
from zhunsheng.engine.suggestion import Factor, SubjectAnswer, Tolerance, ToleranceExclusion, ToleranceGround


def circumstances(material: Material, subject: SubjectAnswer) -> Section:
    """What makes it lighter or heavier, and whether the acts are tolerated."""
    say = material.say
    table = concluded_table(material, subject, subject.circumstances, "circumstances_table")
    weighed = Section(say["tolerance"], tuple(_tolerance(material, subject)))
    return Section(say["circumstances"], table, (weighed,))


def _tolerance(material: Material, subject: SubjectAnswer) -> Iterator[Block]:
    say, tolerance = material.say, subject.tolerance
    if tolerance.status == "not_claimed":
        yield Paragraph(line(say["tolerance_not_claimed"]))
        return
    status = PHRASES[material.language][_status(tolerance)]
    yield Paragraph(line(say["tolerance_status"].format(status=status)))
    if tolerance.reason:
        yield Paragraph(line(tolerance.reason))
    factors = tolerance.factors.values()
    sides: tuple[tuple[str, list[Item], list[Factor]], ...] = (
        (
            "tolerance_for",
            [_ground(material, subject, ground) for ground in tolerance.grounds],
            [factor for factor in factors if factor.supports],
        ),
        (
            "tolerance_against",
            [_exclusion(material, subject, exclusion) for exclusion in tolerance.exclusions],
            [factor for factor in factors if factor.supports is False],
        ),
        ("tolerance_open", [], [factor for factor in factors if factor.supports is None]),
    )
    sections = []
    for heading, first, weighed in sides:
        items = (*first, *(_factor(material, factor) for factor in weighed))
        sections.append(Item(line(say[heading]), items or (Item(line(say["none_for"])),)))
    yield Listing(tuple(sections))
    if tolerance.contingent_on:
        text = say["tolerance_hangs_on"].format(facts=material.facts(tolerance.contingent_on))
        yield Paragraph(line(text))


def _status(tolerance: Tolerance) -> str:
    in_part = bool(tolerance.grounds) and all(ground.reaches for ground in tolerance.grounds)
    return "granted_in_part" if in_part else tolerance.status


def _ground(material: Material, subject: SubjectAnswer, ground: ToleranceGround) -> Item:
    """A ground with what it reaches, its articles and its note."""
    below = [Item(cite) for cite in material.cites(ground.cites)]
    if ground.reaches:
        names = (material.release.scale.track(key).name.get(material.language) for key in ground.reaches)
        reach = PHRASES[material.language][f"reaches_{ground.effect}"]
        below.append(Item(line(reach.format(tracks=material.say["between"].join(names)))))
    if ground.note:
        below.append(Item(line(ground.note)))
    return _with_nodes(material, subject, ground, "ground", below)


def _exclusion(material: Material, subject: SubjectAnswer, exclusion: ToleranceExclusion) -> Item:
    below = [Item(cite) for cite in material.cites(exclusion.cites)]
    return _with_nodes(material, subject, exclusion, "exclusion", below)


def _with_nodes(
    material: Material,
    subject: SubjectAnswer,
    found: ToleranceGround | ToleranceExclusion,
    key: str,
    below: list[Item],
) -> Item:
    conducts = material.say["between"].join(found.conducts)
    seen = material.see(material.node(subject, found.rule, conduct) for conduct in found.conducts)
    gap = "　" if material.language == "zh" else " "
    return Item(
        line(material.say[key].format(title=found.title, conducts=conducts), gap, *seen), tuple(below)
    )


def _factor(material: Material, factor: Factor) -> Item:
    """A factor with each of its facts, known or not."""
    facts = (
        Item(
            line(
                material.say["factor_fact"].format(
                    fact=material.places.fact(pointer), value=material.places.value(pointer, value)
                )
            )
        )
        for pointer, value in factor.facts.items()
    )
    return Item(line(material.say["factor"].format(name=factor.name)), tuple(facts))
