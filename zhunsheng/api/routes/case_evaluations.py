"""Evaluations in cases: recorded, and read as they were recorded."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Depends, Path, Request, Response

from zhunsheng.api.answering import answering
from zhunsheng.api.case_answers import EvaluationAnswer, RecordedEvaluationAnswer, recorded_answer
from zhunsheng.api.parameters import Asked
from zhunsheng.api.problems import documented
from zhunsheng.api.recorded_routes import RecordedRoute
from zhunsheng.api.records import TheRecords
from zhunsheng.api.security.current import Signed, requires
from zhunsheng.api.turns import in_turn
from zhunsheng.engine.evaluation import Language
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.casework import Evaluated, evaluate_case, refuse_evaluation
from zhunsheng.records.evaluating import evaluation_id
from zhunsheng.records.evaluation_inspection import read_evaluation
from zhunsheng.records.workflow.identifiers import CaseId

router = APIRouter(tags=["cases"], route_class=RecordedRoute)

#: More events than any case has, and few enough for every database.
LARGEST = 2**31 - 1


@router.post(
    "/v1/cases/{case_id}/evaluations",
    status_code=201,
    response_model=EvaluationAnswer,
    summary="评估并记入案卷 · Evaluate in a case",
    responses=documented(400, 401, 403, 404, 408, 409, 410, 413, 415, 422, 500, 503),
)
async def evaluated(
    case_id: CaseId,
    request: Request,
    records: TheRecords,
    signed: Annotated[Signed, Depends(requires(Operation.EVALUATE_CASE))],
    asked: Asked,
) -> Response:
    """请求体是案卷文档；事实和建议都记入案卷。案卷不在可评估的阶段即 409。须有 Idempotency-Key。

    The body is a case document; facts and suggestion are recorded. 409 where the case is past being evaluated.
    """
    ledger, answers = records.ledger, records.answers
    await to_thread.run_sync(refuse_evaluation, ledger, signed.account, case_id)
    answered = await in_turn(request, lambda document: answers.answer(document, asked.lang))
    operation = partial(evaluate_case, ledger, answers, signed.account, case_id, answered)
    return await answering(
        request, records, operation, made=_recorded(asked.lang), about=lambda made: made.event.case
    )


@router.get(
    "/v1/cases/{case_id}/evaluations/{number}",
    summary="记录在案的评估 · An evaluation as recorded",
    responses=documented(401, 403, 404, 410, 422, 500, 503),
)
async def recorded(
    case_id: CaseId,
    number: Annotated[int, Path(ge=1, le=LARGEST)],
    records: TheRecords,
    signed: Annotated[Signed, Depends(requires(Operation.READ_RECORD))],
) -> RecordedEvaluationAnswer:
    """当时的事实和建议，一字不改；已删除的为 410。每次查看都记入日志。

    Facts and suggestion as they were then; 410 where they were erased. That you read it is in the log.
    """
    found = await to_thread.run_sync(read_evaluation, records.ledger, signed.account, case_id, number)
    return recorded_answer(found)


def _recorded(language: Language) -> Callable[[Evaluated], Response]:
    """Says what was evaluated, and where it is."""

    def answer(made: Evaluated) -> Response:
        case_id, number = made.event.case, made.event.number
        evaluation = EvaluationAnswer(
            id=evaluation_id(case_id, number),
            case=case_id,
            number=number,
            suggestion=made.answered.document,
        )
        headers = {"Location": f"/v1/cases/{case_id}/evaluations/{number}", "Content-Language": language}
        return Response(evaluation.model_dump_json(), 201, headers, "application/json")

    return answer
