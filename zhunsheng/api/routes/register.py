"""The register: every recorded evaluation that one may read, searched, sorted and counted."""

from __future__ import annotations

from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Depends

from zhunsheng.api.problems import documented
from zhunsheng.api.recorded_routes import RecordedRoute
from zhunsheng.api.records import TheRecords
from zhunsheng.api.register_answers import RegisterAnswer, register_answer
from zhunsheng.api.register_query import AskedOfTheRegister, criteria_of, wanted_of
from zhunsheng.api.security.current import Signed, requires
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.register.counting import count
from zhunsheng.records.register.searching import search

router = APIRouter(tags=["cases"], route_class=RecordedRoute)


@router.get(
    "/v1/register",
    summary="登记簿 · Search the register",
    responses=documented(401, 403, 422, 500, 503),
)
async def register(
    records: TheRecords,
    signed: Annotated[Signed, Depends(requires(Operation.SEARCH_REGISTER))],
    asked: AskedOfTheRegister,
) -> RegisterAnswer:
    """您可以查看的全部评估记录，按所给条件检索；几个条件须同时符合。`counts=true` 另给总数和各取值的数目。

    Every recorded evaluation that you may read of which all that is asked is so. With `counts=true`, how many there are, and how
    many of each value.
    """
    page = await to_thread.run_sync(search, records.ledger, signed.account, wanted_of(asked))
    counts = (
        await to_thread.run_sync(count, records.ledger, signed.account, criteria_of(asked))
        if asked.counts
        else None
    )
    return register_answer(page, counts, asked.lang)
