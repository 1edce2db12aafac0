"""Cases: opened, listed, read and moved. Only in an application that keeps records."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Depends, Request, Response

from zhunsheng.api.answering import answering
from zhunsheng.api.case_answers import (
    CaseAnswer,
    CasesAnswer,
    CaseStateAnswer,
    case_answer,
    cases_answer,
    state_answer,
)
from zhunsheng.api.given import given
from zhunsheng.api.move_bodies import MOVE, OPENING, event_of
from zhunsheng.api.parameters import Asked, AskedForCases, CasesQuery
from zhunsheng.api.problems import documented
from zhunsheng.api.recorded_routes import RecordedRoute
from zhunsheng.api.records import TheRecords
from zhunsheng.api.security.current import Signed, requires
from zhunsheng.engine.evaluation import Language
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.case_lists import Wanted, list_cases
from zhunsheng.records.casework import make_move, open_case, read_case
from zhunsheng.records.workflow.identifiers import CaseId
from zhunsheng.records.workflow.state import CaseState

router = APIRouter(tags=["cases"], route_class=RecordedRoute)

_READING = (401, 403, 422, 500, 503)
# 410: what was answered under the key was erased since.
_WRITING = (400, 401, 403, 408, 409, 410, 413, 415, 422, 500, 503)


@router.post(
    "/v1/cases",
    status_code=201,
    response_model=CaseStateAnswer,
    summary="立卷 · Open a case",
    responses=documented(*_WRITING),
)
async def opened(
    request: Request,
    records: TheRecords,
    signed: Annotated[Signed, Depends(requires(Operation.OPEN_CASE))],
    asked: Asked,
) -> Response:
    """立卷人即承办人。编号由服务给出；须有 Idempotency-Key。

    Whoever opens a case is its owner. The service gives the id; needs an Idempotency-Key.
    """
    body = await given(request, OPENING)
    operation = partial(open_case, records.ledger, signed.account, body.content)
    return await answering(request, records, operation, made=_stands(asked.lang), about=_case_of)


@router.get("/v1/cases", summary="案卷目录 · List cases", responses=documented(*_READING))
async def listed(
    records: TheRecords,
    signed: Annotated[Signed, Depends(requires(Operation.LIST_CASES))],
    asked: AskedForCases,
) -> CasesAnswer:
    """您可以查看的案卷，最近变动的在前；按状态、承办人、期限筛选。一页可能不满，有 `next` 即有下一页。

    The cases that you may read, the last changed first. A page may be short; there are others as long as there is `next`.
    """
    page = await to_thread.run_sync(list_cases, records.ledger, signed.account, _wanted(asked))
    return cases_answer(page, asked.lang)


@router.get("/v1/cases/{case_id}", summary="一个案卷 · One case", responses=documented(404, *_READING))
async def read(
    case_id: CaseId,
    records: TheRecords,
    signed: Annotated[Signed, Depends(requires(Operation.READ_CASE))],
    asked: Asked,
) -> CaseAnswer:
    """状态、办理过程、您可做的、今天的期限。每次查看都记入日志。

    Where it stands, what happened, what you may do, what is due today. That you read it is in the log.
    """
    found = await to_thread.run_sync(read_case, records.ledger, signed.account, case_id)
    return case_answer(found, asked.lang)


@router.post(
    "/v1/cases/{case_id}/moves",
    status_code=201,
    response_model=CaseStateAnswer,
    summary="办理案卷 · Make a move in a case",
    responses=documented(404, *_WRITING),
)
async def moved(
    case_id: CaseId,
    request: Request,
    records: TheRecords,
    # Which operation it is stands in the body. Whoever can read no case at all makes no move here: an administrator, who hands
    # cases over elsewhere, would learn from what the workflow answers which cases there are, and where they stand.
    signed: Annotated[Signed, Depends(requires(Operation.READ_CASE))],
    asked: Asked,
) -> Response:
    """请求体按 `kind` 区分；`number` 为案卷最后一步的编号加一，不符即 409 `case_moved_on`。须有 Idempotency-Key。

    The body is told apart by `kind`; `number` is that of the last event plus one, else 409 `case_moved_on`.
    """
    body = await given(request, MOVE)
    ledger, release = records.ledger, records.answers.evaluator.release
    event = event_of(body, case_id, signed.account.id, ledger.clock())
    operation = partial(make_move, ledger, release, signed.account, event)
    return await answering(request, records, operation, made=_stands(asked.lang), about=_case_of)


def _stands(language: Language) -> Callable[[CaseState], Response]:
    """Says where a case stands after something was done in it."""

    def answer(state: CaseState) -> Response:
        stands = state_answer(state, language)
        headers = {"Location": f"/v1/cases/{stands.id}", "Content-Language": language}
        return Response(stands.model_dump_json(), 201, headers, "application/json")

    return answer


def _case_of(state: CaseState) -> str | None:
    return state.case


def _wanted(asked: CasesQuery) -> Wanted:
    return Wanted(
        state=asked.state,
        owner=asked.owner,
        due_before=asked.due_before,
        after=None if asked.cursor is None else int(asked.cursor),
        limit=asked.limit,
    )
