"""The derivation of a recorded suggestion, shown by the rules that it was made under."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path

from zhunsheng.api.records import TheRecords
from zhunsheng.api.routes.case_evaluations import LARGEST
from zhunsheng.api.security.current import TheSigned
from zhunsheng.api.web.trace.pages import trace_pages
from zhunsheng.api.web.trace.told import Told, suggestion_of
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.evaluation_inspection import read_derivation
from zhunsheng.records.workflow.identifiers import CaseId

router = APIRouter(include_in_schema=False)

#: The address of a record.
ABOVE = "/cases/{case_id}/evaluations/{number}"
Number = Annotated[int, Path(ge=1, le=LARGEST)]


def record_told(case_id: CaseId, number: Number, records: TheRecords, signed: TheSigned) -> Told:
    """A recorded suggestion with the rules it was made under. That somebody looked at it is in the log.

    Raises:
        NotFound, NotAllowed, ContentErased: there is none, it is not for him, or it is no more.
        InputError: it was recorded by a version of the program, or under rules, that cannot be had any more.
    """
    of, found = read_derivation(records.ledger, signed.account, case_id, number)
    return Told(
        suggestion=suggestion_of(found),
        facts=found.facts.document,
        evaluator=records.evaluators.of(of.basis),
        recorded=True,
        up=f"/cases/{case_id}/evaluations/{number}",
        name=of.id,
    )


trace_pages(router, ABOVE, needs=Operation.READ_TRACE, told=record_told)
