"""Whether the service is there, under which release it answers, and which engines it has."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from zhunsheng.api.state import TheEvaluator
from zhunsheng.api.version import version
from zhunsheng.engine.engines.rete.client import installed
from zhunsheng.engine.suggestion import ReleaseInfo

router = APIRouter(tags=["service"])


class Available(BaseModel):
    """Which engines can be asked. The second one's process starts with the service or with the first case."""

    model_config = ConfigDict(frozen=True)
    available: Annotated[tuple[str, ...], Field(description="Installed here", examples=[["bits", "rete"]])]
    running: Annotated[
        tuple[str, ...], Field(description="Ready to answer at this moment", examples=[["bits", "rete"]])
    ]


class Health(BaseModel):
    """The state of the service."""

    model_config = ConfigDict(frozen=True)
    status: Literal["ok"] = "ok"
    version: str
    release: ReleaseInfo
    engines: Available


@router.get("/healthz", summary="服务状态 · State of the service")
async def health(evaluator: TheEvaluator) -> Health:
    """版本、规则集摘要和可用引擎；不等待正在进行的评估。Answers at once, whatever is being evaluated."""
    release = evaluator.release
    second = evaluator.second
    return Health(
        version=version(),
        release=ReleaseInfo(name=release.name, version=release.version, digest=release.digest),
        engines=Available(
            available=("bits", "rete") if installed() else ("bits",),
            running=("bits", "rete") if second is not None and second.running else ("bits",),
        ),
    )
