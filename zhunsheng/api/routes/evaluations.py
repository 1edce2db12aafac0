"""A case in, a suggestion out."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from zhunsheng.api.parameters import Asked
from zhunsheng.api.problems import WITH_A_CASE, documented
from zhunsheng.api.state import TheEvaluator
from zhunsheng.api.turns import answered
from zhunsheng.engine.suggestion import Suggestion

router = APIRouter(tags=["evaluations"])


@router.post(
    "/v1/evaluations",
    response_model=Suggestion,
    summary="评估一个案卷 · Evaluate a case",
    responses=documented(*WITH_A_CASE),
)
async def evaluate(request: Request, evaluator: TheEvaluator, asked: Asked) -> Response:
    """给出建议处理幅度、依据、待查事实和全部推导过程；系统只提建议，决定由人作出。

    The suggested range of measures with the articles behind it, the facts still to be established, and the whole derivation.
    It suggests; people decide.
    """
    return await answered(
        request, asked.lang, lambda document: evaluator.evaluate(evaluator.read(document), asked.lang)
    )
