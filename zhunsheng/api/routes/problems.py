"""What the ``type`` of a problem document leads to: the meaning of that kind of problem."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from zhunsheng.api.parameters import Asked
from zhunsheng.api.problem_kinds import KINDS
from zhunsheng.api.problems import ProblemItem, Refusal, documented
from zhunsheng.engine.problems import nearest

router = APIRouter(tags=["service"])


class KindAnswer(BaseModel):
    """A kind of problem."""

    model_config = ConfigDict(frozen=True)
    type: str
    title: str
    status: int


@router.get("/problems/{code}", summary="问题类型说明 · A kind of problem", responses=documented(404, 422))
def kind(code: str, asked: Asked) -> KindAnswer:
    """一类问题的名称和状态码。What a kind of problem is called, and the status it comes with."""
    found = KINDS.get(code)
    if found is None:
        raise Refusal(
            [
                ProblemItem(
                    code="unknown_problem",
                    pointer=None,
                    parameter="code",
                    detail=f"there is no kind of problem '{code[:80]}'",
                    did_you_mean=nearest(code[:80], KINDS),
                )
            ]
        )
    return KindAnswer(type=f"/problems/{found.code}", title=found.title.get(asked.lang), status=found.status)
