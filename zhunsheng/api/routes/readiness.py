"""Whether requests should be sent here: the checks by name, each with its state and its reason in both languages."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from zhunsheng.api.problems import ProblemDocument, ProblemItem, document, language_of, respond_with
from zhunsheng.api.readiness import Checked, State, overall
from zhunsheng.api.state import TheReadiness

router = APIRouter(tags=["service"])


class Reason(BaseModel):
    """Why a check is not ok. In both languages, whoever asks: alarms quote it to people who did not."""

    model_config = ConfigDict(frozen=True)
    zh: str
    en: str


class CheckAnswer(BaseModel):
    """What a check found."""

    model_config = ConfigDict(frozen=True)
    name: Annotated[str, Field(description="Stable identifier", examples=["second_engine"])]
    state: Annotated[
        State, Field(description="degraded: requests are answered, and the operator has something to do")
    ]
    reason: Reason | None = None


class Ready(BaseModel):
    """The service is ready."""

    model_config = ConfigDict(frozen=True)
    status: Annotated[State, Field(description="The worst state of any check; never failed here")]
    checks: tuple[CheckAnswer, ...]


class NotReadyDocument(ProblemDocument):
    """The problem document of a service that is not ready; the checks are its extension (RFC 9457, section 3.2)."""

    checks: tuple[CheckAnswer, ...]


@router.get(
    "/readyz",
    response_model=Ready,
    summary="是否就绪 · Whether it is ready",
    responses={503: {"model": NotReadyDocument, "description": "尚未就绪 · Not ready"}},
)
async def ready(request: Request, readiness: TheReadiness) -> Ready | Response:
    """逐项检查：引擎、规则集、数据库、日志见证、签名密钥；有一项失败即 503。降级（degraded）仍可应答。

    Each check by name. 503 where one has failed; degraded ones leave the service able to answer.
    """
    checked = await readiness.now()
    checks = tuple(_answer(each) for each in checked)
    state = overall(checked)
    if state != "failed":
        return Ready(status=state, checks=checks)
    language = language_of(request)
    items = tuple(
        ProblemItem(
            code="not_ready",
            pointer=None,
            detail=f"{each.name}: {each.finding.reason.get(language) if each.finding.reason else each.finding.state}",
        )
        for each in checked
        if each.finding.state == "failed"
    )
    told = NotReadyDocument(**document(items, language).model_dump(), checks=checks)
    return respond_with(told, request, {"Retry-After": "5"})


def _answer(checked: Checked) -> CheckAnswer:
    reason = checked.finding.reason
    return CheckAnswer(
        name=checked.name,
        state=checked.finding.state,
        reason=None if reason is None else Reason(zh=reason.zh, en=reason.en),
    )
