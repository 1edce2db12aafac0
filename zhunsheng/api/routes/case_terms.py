"""The terms of a closed case, computed anew from facts that say when the decision was served or the appeal came in."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Depends, Request, Response

from zhunsheng.api.answering import answering
from zhunsheng.api.case_answers import TermsAnswer, terms_answer
from zhunsheng.api.parameters import Asked
from zhunsheng.api.problems import documented
from zhunsheng.api.recorded_routes import RecordedRoute
from zhunsheng.api.records import TheRecords
from zhunsheng.api.security.current import Signed, requires
from zhunsheng.api.turns import in_turn
from zhunsheng.engine.evaluation import Language
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.computing_terms import Computed, compute_terms, refuse_terms
from zhunsheng.records.workflow.identifiers import CaseId

router = APIRouter(tags=["cases"], route_class=RecordedRoute)


@router.post(
    "/v1/cases/{case_id}/terms",
    status_code=201,
    response_model=TermsAnswer,
    summary="重新计算期限 · Compute the time limits anew",
    responses=documented(400, 401, 403, 404, 408, 409, 410, 413, 415, 422, 500, 503),
)
async def computed(
    case_id: CaseId,
    request: Request,
    records: TheRecords,
    signed: Annotated[Signed, Depends(requires(Operation.EVALUATE_CASE))],
    asked: Asked,
) -> Response:
    """请求体是案卷文档，写明送达、申诉等日期；只取程序要求及其期限，决定不变。案卷未结即 409。须有 Idempotency-Key。

    The body is a case document with the days of service or appeal; duties and terms alone are taken, the decision stands. 409
    where the case is not closed.
    """
    ledger, answers = records.ledger, records.answers
    await to_thread.run_sync(refuse_terms, ledger, signed.account, case_id)
    answered = await in_turn(request, lambda document: answers.answer(document, asked.lang))
    operation = partial(compute_terms, ledger, signed.account, case_id, answered)
    return await answering(
        request, records, operation, made=_answer(asked.lang), about=lambda made: made.state.case
    )


def _answer(language: Language) -> Callable[[Computed], Response]:
    def answer(made: Computed) -> Response:
        said = terms_answer(made)
        headers = {"Location": f"/v1/cases/{said.case}", "Content-Language": language}
        return Response(said.model_dump_json(), 201, headers, "application/json")

    return answer
