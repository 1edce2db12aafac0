"""What remains to be done for a subject: questions, procedure, notices to compare with, and what to look at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from zhunsheng.engine.explain.phrases import PHRASES
from zhunsheng.engine.report.document import (
    Block,
    Item,
    Line,
    Listing,
    Paragraph,
    Section,
    Table,
    cell,
    line,
)
from zhunsheng.engine.report.material import Material
from zhunsheng.engine.suggestion import Duty, OpenQuestion, SimilarNotice, SubjectAnswer, Warning

_QUESTIONS, _DUTIES, _SIMILAR = (38, 14, 48), (18, 34, 22, 26), (30, 20, 25, 25)


def questions(material: Material, subject: SubjectAnswer) -> Section:
    """The unknown facts that change the outcome by themselves, with what each answer leads to."""
    say = material.say
    if not subject.open_questions:
        return Section(say["questions"], (Paragraph(line(say["no_questions"])),))
    rows = tuple(_question(material, question) for question in subject.open_questions)
    head = (say["question"], say["answer_by"], say["outlooks"])
    return Section(say["questions"], (Table(say["questions_table"], head, rows, _QUESTIONS),))


def _question(material: Material, question: OpenQuestion) -> tuple[tuple[Line, ...], ...]:
    say = material.say
    asked = [line(question.question), line(material.places.fact(question.fact))]
    if question.evidence:
        asked.append(line(say["evidence_wanted"].format(evidence=question.evidence)))
    who = [line(PHRASES[material.language][question.answer_by])]
    if question.judgement:
        who.append(line(say["judgement"]))
    return tuple(asked), tuple(who), (line(question.would_change),)


def procedure(material: Material, duties: Iterable[Duty], place: str) -> Section:
    """The duties that arise, with their time; those that may yet arise by name.

    Args:
        place: The instance that they are of.
    """
    say, found = material.say, tuple(duties)
    rows = []
    for duty in found:
        if duty.status == "established" or (duty.due and duty.contingent_on):
            first: list[Line] = [
                line(duty.name),
                line(say[duty.status]),
                line(*material.see((f"{place}#{duty.rule}",))),
            ]
            if duty.status == "contingent" and duty.contingent_on:
                first.append(line(say["hangs_on"].format(facts=material.facts(duty.contingent_on))))
            rows.append(
                (
                    tuple(item for item in first if item.parts),
                    cell(duty.text),
                    cell(duty.clock or say["no_due"]),
                    material.cites(duty.cites),
                )
            )
    shown = {duty.rule for duty in found if duty.status == "established" or (duty.due and duty.contingent_on)}
    may = dict.fromkeys(duty.name for duty in found if duty.rule not in shown)
    head = (say["duty"], say["duty_text"], say["due"], say["basis"])
    blocks: list[Block] = (
        [Table(say["duties_table"], head, tuple(rows), _DUTIES)]
        if rows
        else [Paragraph(line(say["no_duties"]))]
    )
    if may:
        blocks.append(Paragraph(line(say["possible_duties"].format(names=say["between"].join(may)))))
    return Section(say["procedure"], tuple(blocks))


def similar(material: Material, notices: Sequence[SimilarNotice]) -> Section:
    """Published notices with like facts: what came of them, wherein alike and wherein not."""
    say = material.say
    if not notices:
        return Section(say["similar"], (Paragraph(line(say["no_similar"])),))
    rows = tuple(
        (
            cell(item.title, item.notice, say["likeness"].format(n=item.likeness)),
            cell(material.form(item.form), *item.measures),
            cell(*(item.agrees or ("—",))),
            cell(*(item.differs or ("—",))),
        )
        for item in notices
    )
    head = (say["notice"], say["outcome"], say["agrees"], say["differs"])
    table = Table(say["similar_table"], head, rows, _SIMILAR)
    return Section(say["similar"], (Paragraph(line(say["similar_note"])), table))


def warnings(material: Material, found: Iterable[Warning]) -> Section:
    """What people should look at."""
    say = material.say
    items = tuple(_warning(material, warning) for warning in found)
    block: Block = Listing(items) if items else Paragraph(line(say["no_warnings"]))
    return Section(say["warnings"], (block,))


def _warning(material: Material, warning: Warning) -> Item:
    below = [Item(cite) for cite in material.cites(warning.cites)]
    if warning.facts:
        below.append(Item(line(material.say["concerns"].format(facts=material.facts(warning.facts)))))
    return Item(line(warning.text), tuple(below))
