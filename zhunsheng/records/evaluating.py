"""An evaluation in a case: the facts and the answer, two events of one transaction, with the ruleset kept beside them.

Evaluating takes a moment and needs no database, so it is done before the transaction begins; what the case allows is
asked inside of it. Facts are written down as they were sent, in canonical form, and the answer as it was given, so that
a replay has both to the byte.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from zhunsheng.engine.evaluation import Evaluator, Language
from zhunsheng.engine.language.documents import Document
from zhunsheng.engine.suggestion import Suggestion
from zhunsheng.records.case_files import CaseFiles
from zhunsheng.records.storage.entry_rows import EntryRows
from zhunsheng.records.storage.release_rows import basis_of, keep_release
from zhunsheng.records.storage.times import written
from zhunsheng.records.workflow.actor import Actor
from zhunsheng.records.workflow.contents import CaseDocument, SuggestionDocument
from zhunsheng.records.workflow.evaluated import duties_in, suggested_in
from zhunsheng.records.workflow.events import EvaluationRecorded, FactsRecorded


@dataclass(frozen=True)
class Answered:
    """An evaluation that is not yet written down.

    Attributes:
        facts: The document of the case.
        basis: The digest of what the answer was made of.
    """

    facts: dict[str, Any]
    suggestion: Suggestion
    basis: str

    @cached_property
    def document(self) -> dict[str, Any]:
        """The answer as it is given and kept."""
        return self.suggestion.model_dump(mode="json", by_alias=True)


@dataclass(frozen=True, eq=False)
class Answers:
    """Answers cases, under one release."""

    evaluator: Evaluator

    @cached_property
    def basis(self) -> str:
        """The digest of what answers are made of, read once."""
        return basis_of(self.evaluator.release)

    def answer(self, facts: Document, language: Language) -> Answered:
        """Evaluates a case.

        Raises:
            InputError: the document is not a case.
            EnginesDiffer: the engines do not agree; there is nothing to record.
        """
        case = self.evaluator.read(facts)
        document = facts.value
        if not isinstance(document, dict):
            raise TypeError("a case is an object")
        answered = Answered(dict(document), self.evaluator.evaluate(case, language), self.basis)
        # Made here, where it keeps nobody waiting who wants to write.
        _ = answered.document
        return answered


def record_evaluation(
    log: EntryRows, evaluator: Evaluator, answered: Answered, case_id: str, actor: Actor, at: datetime
) -> EvaluationRecorded:
    """Writes down facts and answer in a case.

    Raises:
        MoveRefused: the case does not allow it.
    """
    files = CaseFiles(log)
    keep_release(log.connection, evaluator.release, answered.basis, written(at))
    number = files.state(case_id).number
    of_both = {"case": case_id, "at": at, "actor": actor.id, "acting_as": "handler"}
    facts = FactsRecorded.model_validate(
        {**of_both, "number": number + 1, "content": CaseDocument(document=answered.facts)}
    )
    files.record(facts, actor)
    evaluation = EvaluationRecorded.model_validate(
        {
            **of_both,
            "number": number + 2,
            "facts": facts.number,
            "release": answered.suggestion.release.digest,
            "basis": answered.basis,
            "subjects": suggested_in(answered.suggestion),
            "duties": duties_in(answered.suggestion),
            "law": answered.suggestion.law.applied,
            "engines": answered.suggestion.engines.ran,
            "content": SuggestionDocument(document=answered.document),
        }
    )
    files.record(evaluation, actor)
    return evaluation


def evaluation_id(case_id: str, number: int) -> str:
    """What an evaluation is called: the case, and its place among the events of the case."""
    return f"{case_id}~{number}"
