"""A recorded evaluation as what further pages on it are made of: the answer as it was given, with its case and its rules."""

from __future__ import annotations

from dataclasses import dataclass

from zhunsheng.api.records import Records
from zhunsheng.api.web.trace.told import suggestion_of
from zhunsheng.engine.case import Case
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.language.documents import Document
from zhunsheng.engine.language.values import Value
from zhunsheng.engine.suggestion import Suggestion
from zhunsheng.records.access.accounts import Account
from zhunsheng.records.evaluation_inspection import read_with_basis


@dataclass(frozen=True)
class Recorded:
    """An evaluation of a case, as it was recorded.

    Attributes:
        id: Of the record.
        document: The facts as they were sent.
        evaluator: Of the rules that it was made under.
        present_rules: Whether these are the rules that answer now.
    """

    id: str
    suggestion: Suggestion
    case: Case
    document: Value
    evaluator: Evaluator
    present_rules: bool


def recorded_case(records: Records, account: Account, case_id: str, number: int) -> Recorded:
    """Reads an evaluation; that it was read is an entry of the log.

    Raises:
        NotFound, NotAllowed, ContentErased: see `read_evaluation`.
        InputError: it was recorded by a version of the program, or under rules, that cannot be had any more.
    """
    of, found = read_with_basis(records.ledger, account, case_id, number)
    evaluator = records.evaluators.of(of.basis)
    facts: Value = found.facts.document
    return Recorded(
        of.id,
        suggestion_of(found),
        evaluator.read(Document(facts, of.id)),
        facts,
        evaluator,
        of.basis == records.answers.basis,
    )
