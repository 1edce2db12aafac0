"""Builds the report on one case, in the order in which a reviewer reads.

Facts, nature, responsibility, circumstances, suggestion, open questions, procedure, similar notices, what to note; subject by
subject. Then the case as a whole, and the derivation as an annex that all of it refers to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar

from zhunsheng.engine.case import Case
from zhunsheng.engine.explain.phrases import LATIN
from zhunsheng.engine.release import Release
from zhunsheng.engine.report.annex import annexes
from zhunsheng.engine.report.conclusions import findings, responsibility
from zhunsheng.engine.report.document import Block, Paragraph, Report, Section, Table, cell, line
from zhunsheng.engine.report.facts import case_facts, subject_facts
from zhunsheng.engine.report.material import Material
from zhunsheng.engine.report.next_steps import procedure, questions, similar, warnings
from zhunsheng.engine.report.suggested import suggested
from zhunsheng.engine.report.tolerance import circumstances
from zhunsheng.engine.suggestion import SubjectAnswer, Suggestion

_Part = TypeVar("_Part")


@dataclass(frozen=True)
class KeptAs:
    """Where an evaluation is kept, which the document of its case need not know.

    Attributes:
        case: The id of the case in the register.
        number: Of the evaluation in it.
        record: The id of both together.
    """

    case: str
    number: int
    record: str


def build_report(
    suggestion: Suggestion, case: Case, release: Release, digest: str, kept: KeptAs | None = None
) -> Report:
    """The report on a case, in the language of its suggestion.

    Args:
        case: The case that the suggestion was made for.
        release: The release that it was made under; it knows the names of facts and measures.
        digest: The digest of the case document (`facts.facts_digest`).
        kept: Where the suggestion is recorded; None: nowhere.
    """
    material = Material(suggestion, case, release, digest)
    say = material.say
    whole = Section(
        say["whole_case"],
        (),
        (
            case_facts(material),
            procedure(material, suggestion.procedure, ""),
            warnings(material, suggestion.warnings),
        ),
    )
    subjects = (_subject(material, subject) for subject in suggestion.subjects)
    report = Report(
        suggestion.language,
        say["title"],
        _footer(material, kept),
        say["page"],
        suggestion.law.decision,
        _opening(material, kept),
        (whole, *subjects, *annexes(material)),
    )
    return _in_latin(report) if suggestion.language == "en" else report


def _subject(material: Material, subject: SubjectAnswer) -> Section:
    place = f"/subjects/{material.suggestion.subjects.index(subject)}"
    return Section(
        material.say["subject_heading"].format(id=subject.subject_id),
        (),
        (
            subject_facts(material, subject),
            findings(material, subject),
            responsibility(material, subject),
            circumstances(material, subject),
            suggested(material, subject),
            questions(material, subject),
            procedure(material, subject.procedure, place),
            similar(material, subject.similar),
            warnings(material, subject.warnings),
        ),
    )


def _footer(material: Material, kept: KeptAs | None) -> str:
    case = material.suggestion.case_id
    if kept is None:
        return material.say["footer"].format(case=case)
    return material.say["footer_recorded"].format(case=case, record=kept.record)


def _kept(material: Material, kept: KeptAs | None) -> Iterator[tuple[str, str]]:
    """Where it is found in the register: a case that came from a file may be called otherwise there."""
    if kept is None:
        return
    if kept.case != material.suggestion.case_id:
        yield material.say["registered_case"], kept.case
    yield material.say["record"], str(kept.number)


def _opening(material: Material, kept: KeptAs | None) -> tuple[Block, ...]:
    """The first page: that people decide, what case under which rules, and what is suggested for whom."""
    say, answer = material.say, material.suggestion
    engines = answer.engines.note or say["agreed"].format(ran=", ".join(answer.engines.ran))
    identity = (
        (say["case"], answer.case_id),
        *_kept(material, kept),
        (say["ruleset"], f"{answer.release.name} {answer.release.version}"),
        (say["ruleset_digest"], answer.release.digest),
        (say["facts_digest"], material.digest),
        (say["checked"], engines),
        (say["act_date"], answer.law.act or say["unknown_day"]),
        (say["decision_date"], answer.law.decision or say["unknown_day"]),
        (say["law"], answer.law.why),
    )
    rows = tuple((cell(name), cell(value)) for name, value in identity)
    overview = tuple(
        (
            cell(subject.subject_id),
            cell(material.forms(subject.form.at_least, subject.form.at_most)),
            cell(material.form(subject.form.recommended)),
            cell(*([measure.name for measure in subject.measures if measure.recommended] or ["—"])),
            cell(material.forms(subject.possible.lowest, subject.possible.highest)),
        )
        for subject in answer.subjects
    )
    head = (say["subject"], say["range"], say["recommended"], say["measures_recommended"], say["possible"])
    return (
        Paragraph(line(say["people_decide"]), "notice"),
        Table(say["identity"], (), rows, (24, 76)),
        Table(say["overview"], head, overview, (20, 19, 20, 22, 19)),
    )


def _in_latin(part: _Part) -> _Part:
    """A report in English with its punctuation: names and values come with that of Chinese."""
    if isinstance(part, str):
        return part.translate(LATIN).replace("  ", " ")  # type: ignore[return-value]  # a string for a string
    if isinstance(part, tuple):
        return tuple(_in_latin(item) for item in part)  # type: ignore[return-value]  # a tuple for a tuple
    if is_dataclass(part) and not isinstance(part, type):
        changed: dict[str, Any] = {field.name: _in_latin(getattr(part, field.name)) for field in fields(part)}
        return replace(part, **changed)
    return part
