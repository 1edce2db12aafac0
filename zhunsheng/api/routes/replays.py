"""Replays over HTTP: an evaluation of a case evaluated anew, from what was recorded and under the ruleset that was kept."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Path
from pydantic import BaseModel, ConfigDict, Field

from zhunsheng.api.parameters import AskedForReplay
from zhunsheng.api.problems import documented
from zhunsheng.api.records import TheRecords
from zhunsheng.api.routes.case_evaluations import LARGEST
from zhunsheng.api.security.current import Signed, requires
from zhunsheng.api.turns import when_free
from zhunsheng.engine.impact.difference import FirstDifference
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.evaluation_inspection import replay_evaluation
from zhunsheng.records.replaying import Engine, Parting, Replayed
from zhunsheng.records.workflow.identifiers import CaseId

# It changes nothing, so it needs no idempotency key, and none of what it answers is kept.
router = APIRouter(tags=["cases"])


class DifferenceAnswer(BaseModel):
    """The first place at which the two answers part."""

    model_config = ConfigDict(frozen=True)
    pointer: Annotated[str, Field(description="答复中的位置 · The place in the answer (RFC 6901)")]
    recorded: Annotated[
        str | None, Field(description="当时的值（JSON）· What was there, as JSON; null: nothing")
    ]
    replayed: Annotated[
        str | None, Field(description="现在的值（JSON）· What is there now, as JSON; null: nothing")
    ]
    derivation: Annotated[
        FirstDifference | None,
        Field(
            description="推导从哪里开始不同，末步即该节点 · Where the derivations part; the last step is the node"
        ),
    ]


class ReplayAnswer(BaseModel):
    """What came of a replay."""

    model_config = ConfigDict(frozen=True)
    id: str
    engine: Engine
    identical: Annotated[bool, Field(description="是否逐字节相同 · Whether the same came out, byte for byte")]
    first_difference: DifferenceAnswer | None
    failure: Annotated[
        str | None, Field(description="不能核对的原因 · Why there is nothing to compare; null where there is")
    ]


@router.post(
    "/v1/cases/{case_id}/evaluations/{number}/replay",
    summary="重算核对 · Replay an evaluation",
    responses=documented(401, 403, 404, 410, 422, 500, 503),
)
async def replayed(
    case_id: CaseId,
    number: Annotated[int, Path(ge=1, le=LARGEST)],
    records: TheRecords,
    signed: Annotated[Signed, Depends(requires(Operation.REPLAY))],
    asked: AskedForReplay,
) -> ReplayAnswer:
    """用当时的事实和当时的规则重新评估，与记录逐字节比较；不同的指明第一处和推导中的节点。不需要 Idempotency-Key；记入日志。

    Evaluates what was recorded anew, under the rules as they were kept, and compares byte for byte; the first difference is told
    with its node of the derivation. Needs no Idempotency-Key; that you did it is in the log.
    """
    work = partial(
        replay_evaluation, records.ledger, records.answers, signed.account, case_id, number, asked.engine
    )
    return _answer(await when_free(work))


def _answer(found: Replayed) -> ReplayAnswer:
    return ReplayAnswer(
        id=found.id,
        engine=found.engine,
        identical=found.identical,
        first_difference=None if found.parting is None else _difference(found.parting),
        failure=found.failure,
    )


def _difference(parting: Parting) -> DifferenceAnswer:
    return DifferenceAnswer(
        pointer=parting.pointer,
        recorded=parting.recorded,
        replayed=parting.replayed,
        derivation=parting.node,
    )
