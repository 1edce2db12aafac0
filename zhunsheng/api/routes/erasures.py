"""Erasing what was written down in a case, over HTTP; and reading one thing that was, unless it was erased."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Depends, Path, Request, Response
from pydantic import BaseModel, ConfigDict, Field, JsonValue, TypeAdapter

from zhunsheng.api.answering import answering
from zhunsheng.api.given import given
from zhunsheng.api.problems import documented
from zhunsheng.api.recorded_routes import RecordedRoute
from zhunsheng.api.records import TheRecords
from zhunsheng.api.routes.case_evaluations import LARGEST
from zhunsheng.api.security.current import Signed, requires
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.case_contents import read_event
from zhunsheng.records.erasing import ErasedNow, Wanted, erase_contents
from zhunsheng.records.workflow.contents import FreeText
from zhunsheng.records.workflow.erasure import content_of, entry_of
from zhunsheng.records.workflow.grounds import ErasureGround
from zhunsheng.records.workflow.identifiers import CaseId, EventNumber, Part

router = APIRouter(tags=["cases"], route_class=RecordedRoute)


class ErasureBody(Part):
    """What is to be erased, and on which ground."""

    ground: Annotated[
        ErasureGround,
        Field(
            description="依据：保管期满、超范围收集、当事人要求、上级或法院要求、误录 · Retention is over, collected unlawfully, "
            "the subject asked for it, ordered by somebody above or a court, recorded by mistake"
        ),
    ]
    events: Annotated[
        tuple[EventNumber, ...] | None,
        Field(
            min_length=1,
            max_length=1000,
            description="哪几步的内容；不写即全案 · Of which events; without it, everything in the case",
        ),
    ] = None
    content: Annotated[
        FreeText | None, Field(description="文字说明，如批准文号 · More in words, such as who approved it")
    ] = None


class ErasureAnswer(BaseModel):
    """What was erased."""

    model_config = ConfigDict(frozen=True)
    case: str
    events: tuple[int, ...]
    contents: Annotated[int, Field(description="删除了几项内容 · How many contents went")]


class EventAnswer(BaseModel):
    """An event of a case with what was written down in it."""

    model_config = ConfigDict(frozen=True)
    event: Annotated[dict[str, JsonValue], Field(description="永远保留的部分 · What stays for ever")]
    content: Annotated[
        dict[str, JsonValue] | None,
        Field(description="写下的内容；当时没有写的为空 · What was written; null where nothing was"),
    ]


#: Reads the body by which contents are erased.
ERASURE: TypeAdapter[ErasureBody] = TypeAdapter(ErasureBody)


@router.post(
    "/v1/cases/{case_id}/erasures",
    status_code=201,
    response_model=ErasureAnswer,
    summary="删除内容 · Erase contents",
    responses=documented(400, 401, 403, 404, 408, 409, 413, 415, 422, 500, 503),
)
async def erased(
    case_id: CaseId,
    request: Request,
    records: TheRecords,
    signed: Annotated[Signed, Depends(requires(Operation.ERASE_CONTENT))],
) -> Response:
    """删除案卷中写下的内容（事实、建议、理由），不可恢复；摘要永远保留，日志写明谁、因何删除。须有 Idempotency-Key。

    Facts, suggestions and reasons go and cannot be had back; digests stay in the log, and an entry says who erased what and why.
    """
    body = await given(request, ERASURE)
    wanted = Wanted(body.ground, body.events, body.content)
    operation = partial(erase_contents, records.ledger, signed.account, case_id, wanted)
    # About no case: it says nothing of what was there, and must be known when it is sent again.
    return await answering(request, records, operation, made=_answer, about=lambda _made: None)


@router.get(
    "/v1/cases/{case_id}/events/{number}",
    summary="一步的内容 · What was written in an event",
    responses=documented(401, 403, 404, 410, 422, 500, 503),
)
async def event(
    case_id: CaseId,
    number: Annotated[int, Path(ge=1, le=LARGEST)],
    records: TheRecords,
    signed: Annotated[Signed, Depends(requires(Operation.READ_RECORD))],
) -> EventAnswer:
    """办理过程中的一步，连同当时写下的文字或文书；已删除的为 410。每次查看都记入日志。

    An event with what was written down in it; 410 where that was erased. That you read it is in the log.
    """
    found = await to_thread.run_sync(read_event, records.ledger, signed.account, case_id, number)
    return EventAnswer(event=entry_of(found), content=content_of(found))


def _answer(made: ErasedNow) -> Response:
    answer = ErasureAnswer(case=made.case, events=made.events, contents=made.contents)
    headers = {"Location": f"/v1/cases/{made.case}"}
    return Response(answer.model_dump_json(), 201, headers, "application/json")
