"""How often people decided otherwise than was suggested, rule by rule. No case and nobody is named in it."""

from __future__ import annotations

from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field

from zhunsheng.api.problems import documented
from zhunsheng.api.recorded_routes import RecordedRoute
from zhunsheng.api.records import TheRecords
from zhunsheng.api.security.current import Signed, requires
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.register.override_sums import statistics_of_overrides
from zhunsheng.records.workflow.overrides import ENOUGH, Followed, OverrideStatistics

router = APIRouter(tags=["cases"], route_class=RecordedRoute)


class FollowedAnswer(BaseModel):
    """How often suggestions were followed; suggested = adopted + overridden + undecided."""

    model_config = ConfigDict(frozen=True)
    suggested: int
    adopted: int
    overridden: int
    undecided: int
    share_overridden: Annotated[
        float | None,
        Field(
            description=f"已决定的不足 {ENOUGH} 件时不给出 · Null for fewer than {ENOUGH} that were decided on"
        ),
    ]
    reasons: dict[str, int]


class RuleFollowedAnswer(BaseModel):
    """The same for the suggestions that a rule decided."""

    model_config = ConfigDict(frozen=True)
    rule: str
    followed: FollowedAnswer
    named_wrong: int


class OverridesAnswer(BaseModel):
    """The figures over all cases and of each rule."""

    model_config = ConfigDict(frozen=True)
    cases: int
    all: FollowedAnswer
    rules: tuple[RuleFollowedAnswer, ...]


@router.get(
    "/v1/statistics/overrides",
    summary="不采纳建议的统计 · Statistics of overrides",
    responses=documented(401, 403, 422, 500, 503),
)
async def overrides(
    records: TheRecords,
    signed: Annotated[Signed, Depends(requires(Operation.READ_OVERRIDE_STATISTICS))],
) -> OverridesAnswer:
    """全部案卷和每条规则：建议被采纳、不被采纳的次数和理由。

    For all cases and each rule: how often a suggestion was adopted or not, and why.
    """
    return _answer(await to_thread.run_sync(statistics_of_overrides, records.ledger, signed.account))


def _answer(found: OverrideStatistics) -> OverridesAnswer:
    return OverridesAnswer(
        cases=found.cases,
        all=_followed(found.all),
        rules=tuple(
            RuleFollowedAnswer(rule=of.rule, followed=_followed(of.followed), named_wrong=of.named_wrong)
            for of in found.rules
        ),
    )


def _followed(of: Followed) -> FollowedAnswer:
    return FollowedAnswer(
        suggested=of.suggested,
        adopted=of.adopted,
        overridden=of.overridden,
        undecided=of.undecided,
        share_overridden=of.share_overridden,
        reasons=dict(of.reasons),
    )
