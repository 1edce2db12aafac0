"""The facts of a case in words, as the report tells them: what is stated, as what, and what shows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from zhunsheng.api.web.suggestion.latin import in_latin
from zhunsheng.engine.answer_parts import Answer
from zhunsheng.engine.case import Case
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.language.values import Value
from zhunsheng.engine.release import Release
from zhunsheng.engine.report.document import Paragraph, Section, Table
from zhunsheng.engine.report.facts import case_facts, subject_facts
from zhunsheng.engine.report.material import Material
from zhunsheng.engine.suggestion import Suggestion


class StatedFact(Answer):
    """A fact with its value and the evidence that is named for it, in words; "" where none is."""

    name: str
    value: str
    evidence: str


class FactsOf(Answer):
    """The facts of one place: of the case and the incident, of a subject, or of a conduct.

    Attributes:
        head: What stands in each column.
    """

    caption: str
    head: tuple[str, ...]
    facts: tuple[StatedFact, ...]


class StatedFacts(Answer):
    """The facts that a subject is judged by.

    Attributes:
        unknown: In a sentence, what is unknown and may matter.
    """

    title: str
    places: tuple[FactsOf, ...]
    unknown: str


def stated_facts(
    suggestion: Suggestion,
    case: Case,
    document: Value,
    release: Release,
    subject_id: str,
    language: Language,
) -> StatedFacts:
    """The facts behind the suggestion for a subject.

    Args:
        case, document: The case that the suggestion was made for, read and as written; only what is written has the titles of the
            evidence.
        language: Of whoever reads them. Facts are data, not sentences: they can be told in either, whenever they were recorded.
    """
    told = suggestion.model_copy(update={"language": language})
    material = Material(told, case, release, "", _titles(document))
    subject = next(item for item in suggestion.subjects if item.subject_id == subject_id)
    sections = (case_facts(material), subject_facts(material, subject))
    notes = [block.line.text for part in sections for block in part.blocks if isinstance(block, Paragraph)]
    made = StatedFacts(
        title=material.say["facts"],
        places=tuple(place for part in sections for place in _places(part, material.say["no_evidence"])),
        unknown=notes[-1],
    )
    return in_latin(made) if language == "en" else made


def _titles(document: Value) -> Mapping[str, str]:
    """The titles of pieces of evidence, by their ids."""
    written = document.get("evidence") if isinstance(document, dict) else None
    pieces = written if isinstance(written, list) else ()
    return {str(piece["id"]): str(piece["title"]) for piece in pieces if isinstance(piece, dict)}


def _places(section: Section, unnamed: str) -> Iterator[FactsOf]:
    for block in section.blocks:
        if isinstance(block, Table):
            rows = (tuple(line.text for cell in row for line in cell) for row in block.rows)
            yield FactsOf(
                caption=block.caption,
                head=block.head,
                facts=tuple(
                    StatedFact(name=name, value=value, evidence="" if evidence == unnamed else evidence)
                    for name, value, evidence in rows
                ),
            )
