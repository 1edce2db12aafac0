"""A case in, a suggestion out."""

from __future__ import annotations

import os

from anyio import CapacityLimiter, to_thread
from anyio.lowlevel import RunVar
from fastapi import APIRouter, Request, Response

from zhunsheng.api.bodies import parse_body, read_body
from zhunsheng.api.parameters import Asked
from zhunsheng.api.problems import documented
from zhunsheng.api.state import TheEvaluator
from zhunsheng.engine.evaluation import Evaluator, Language
from zhunsheng.engine.suggestion import Suggestion

router = APIRouter(tags=["evaluations"])

_limiter: RunVar[CapacityLimiter] = RunVar("evaluations")


@router.post(
    "/v1/evaluations",
    response_model=Suggestion,
    summary="评估一个案卷 · Evaluate a case",
    responses=documented(400, 408, 413, 415, 422, 500),
)
async def evaluate(request: Request, evaluator: TheEvaluator, asked: Asked) -> Response:
    """给出建议处理幅度、依据、待查事实和全部推导过程；系统只提建议，决定由人作出。

    The suggested range of measures with the articles behind it, the facts still to be established, and the whole derivation.
    It suggests; people decide.
    """
    raw = await read_body(request)
    answer = await to_thread.run_sync(_answer, evaluator, raw, asked.lang, limiter=turns())
    return Response(answer, headers={"Content-Language": asked.lang}, media_type="application/json")


def _answer(evaluator: Evaluator, raw: bytes, language: Language) -> str:
    """Everything that takes time: it keeps a thread busy, never the event loop."""
    return evaluator.evaluate(evaluator.read(parse_body(raw)), language).model_dump_json(by_alias=True)


def turns() -> CapacityLimiter:
    """Evaluating is arithmetic, so more at a time than there are processors would only make each of them slower."""
    try:
        return _limiter.get()
    except LookupError:
        limiter = CapacityLimiter(os.cpu_count() or 1)
        _limiter.set(limiter)
        return limiter
