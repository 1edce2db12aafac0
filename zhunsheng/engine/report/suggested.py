"""What is suggested for a subject: the range and where to start, the measures, the provisions, how the range moved, whose law."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from zhunsheng.engine.report.conclusions import still_open
from zhunsheng.engine.report.document import (
    Block,
    Line,
    Listing,
    Paragraph,
    Section,
    Table,
    Words,
    cell,
    line,
)
from zhunsheng.engine.report.material import Material
from zhunsheng.engine.suggested_law import UnderLaw
from zhunsheng.engine.suggestion import Measure, SubjectAnswer, TraceTrack

_TWO, _FOUR = (30, 70), (26, 26, 17, 31)
_LAW = (14, 16, 36, 34)


def suggested(material: Material, subject: SubjectAnswer) -> Section:
    """The suggestion for one subject."""
    say, form, possible = material.say, subject.form, subject.possible
    shown = say["form_sentence"].format(
        range=material.forms(form.at_least, form.at_most), recommended=material.form(form.recommended)
    )
    horizon = say["possible_sentence"].format(range=material.forms(possible.lowest, possible.highest))
    blocks: list[Block] = [Paragraph(line(Words(shown, strong=True))), Paragraph(line(horizon))]
    if possible.contingent_on:
        blocks[-1] = Paragraph(
            line(
                horizon,
                "" if material.language == "zh" else " ",
                say["possible_hangs_on"].format(n=len(possible.contingent_on)),
            )
        )
    blocks += [_measures(material, subject), *_provisions(material, subject)]
    usual = [item.name for item in subject.practice if item.status == "established"]
    if usual:
        blocks.append(Paragraph(line(say["practice"].format(names=say["between"].join(usual)))))
    moves = Section(say["moves"], tuple(_moves(material, subject)))
    law = Section(say["law_table"], tuple(_law(material, subject)))
    return Section(say["suggestion"], tuple(blocks), (moves, law) if moves.blocks else (law,))


def _measures(material: Material, subject: SubjectAnswer) -> Block:
    say, scale = material.say, material.release.scale
    by_track: dict[str, list[Measure]] = {}
    for measure in subject.measures:
        by_track.setdefault(measure.track, []).append(measure)
    if not by_track:
        return Paragraph(line(say["no_measures"]))
    rows = []
    for key, found in by_track.items():
        track = scale.track(key)
        name = track.name.get(material.language) + (say["proposal"] if track.proposal_only else "")
        rows.append(
            (
                cell(name),
                tuple(_measure(material, measure) for measure in found),
            )
        )
    return Table(say["measures_table"], (say["track"], say["measures"]), tuple(rows), _TWO)


def _measure(material: Material, measure: Measure) -> Line:
    effect = _effect(material, measure)
    shown = f"（{effect}）" if effect else ""
    if measure.recommended:
        return line(Words(f"● {measure.name}", strong=True), shown)
    return line(measure.name, shown)


def _effect(material: Material, measure: Measure) -> str:
    """How long a measure has effect, and until when where that is known."""
    if measure.effect is None:
        return ""
    months = measure.effect.months
    length = material.say["months"].format(n=months) if months else measure.effect.text
    return length + (material.say["until"].format(day=measure.ends) if measure.ends else "")


def _provisions(material: Material, subject: SubjectAnswer) -> Iterator[Block]:
    """What is established with its range, and what is open."""
    say = material.say
    rows = tuple(
        (
            cell(f"{item.name}（{item.conduct_id}）"),
            cell(material.sentences.ranges(item.ranges) or say["no_range"]),
            cell(line(*material.see((material.node(subject, item.rule, item.conduct_id),)))),
            material.cites(item.cites),
        )
        for item in subject.provisions
        if item.status == "established"
    )
    head = (say["provision"], say["provision_range"], say["trace"], say["basis"])
    yield (
        Table(say["provisions_table"], head, rows, _FOUR) if rows else Paragraph(line(say["no_provisions"]))
    )
    yield from still_open(material, subject, subject.provisions)


def _moves(material: Material, subject: SubjectAnswer) -> Iterator[Block]:
    """Stage by stage, as the trace has it."""
    place = f"/subjects/{material.suggestion.subjects.index(subject)}"
    for node in material.order.nodes:
        if isinstance(node, TraceTrack) and node.instance == place:
            steps, *end = (material.item(passage) for passage in material.sentences.of(node))
            yield Listing((replace(steps, parts=(*steps.parts, *end)),))


def _law(material: Material, subject: SubjectAnswer) -> Iterator[Block]:
    """For each conduct the law that was applied, why, and what was compared."""
    say, rows = material.say, []
    for conduct in material.suggestion.law.conducts:
        if conduct.subject_id != subject.subject_id:
            continue
        compared = cell(say["not_compared"])
        if conduct.under_decision:
            compared = cell(
                _under(material, "under_act", conduct.act, conduct.under_act),
                _under(material, "under_decision", conduct.decision, conduct.under_decision),
            )
        rows.append(
            (cell(conduct.conduct_id), cell(say[f"applied_{conduct.applied}"]), cell(conduct.why), compared)
        )
    if not rows:
        yield Paragraph(line(material.suggestion.law.why))
        return
    head = (say["conduct"], say["applied"], say["law_why"], say["law_compared"])
    yield Table(say["law_of_conducts"], head, tuple(rows), _LAW)


def _under(material: Material, key: str, day: str | None, under: UnderLaw) -> str:
    forms = material.forms(under.at_least, under.at_most)
    ranges = material.sentences.ranges(under.ranges)
    shown = material.say["list"].join(text for text in (forms, ranges) if text)
    return material.say[key].format(day=day or material.say["unknown_day"], range=shown)
