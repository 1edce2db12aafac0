"""A case in; out come the open questions, or every smallest change of facts that would alter its outcome."""

from __future__ import annotations

from collections.abc import Callable

from anyio import to_thread
from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from zhunsheng.api.bodies import parse_body, read_body
from zhunsheng.api.parameters import Asked, AskedForChanges
from zhunsheng.api.problems import documented
from zhunsheng.api.routes.evaluations import turns
from zhunsheng.api.state import TheEvaluator
from zhunsheng.engine.answer_changes import OpenQuestions, WhatWouldChange
from zhunsheng.engine.case import Case
from zhunsheng.engine.evaluation import Evaluator, Language
from zhunsheng.engine.explain.what_if import questions as open_questions
from zhunsheng.engine.explain.what_if import what_would_change

router = APIRouter(tags=["evaluations"])


@router.post(
    "/v1/questions",
    response_model=OpenQuestions,
    summary="列出待查问题 · What is still to be found out",
    responses=documented(400, 408, 413, 415, 422, 500),
)
async def questions(request: Request, evaluator: TheEvaluator, asked: Asked) -> Response:
    """每一项单独就能改变结论的未知事实：谁来查、要什么证据、各种回答通向哪里；按能缩小多少可能范围排序。

    Every unknown fact that changes the outcome by itself: who answers, which evidence, where each answer leads; first those that
    narrow most what is possible.
    """
    return await _answered(
        request, evaluator, asked.lang, lambda case: open_questions(evaluator, case, asked.lang)
    )


@router.post(
    "/v1/what-if",
    response_model=WhatWouldChange,
    summary="哪些事实若不同，结论会变 · What would change the outcome",
    responses=documented(400, 408, 413, 415, 422, 500),
)
async def what_if(request: Request, evaluator: TheEvaluator, asked: AskedForChanges) -> Response:
    """已查明的事实中，同时改动不超过几项就会改变结论的全部最小改动；试遍所有情形，未列出的即不存在。

    Every smallest change of so many established facts that alters the outcome. All are tried: what is not listed does not exist.
    """
    return await _answered(
        request,
        evaluator,
        asked.lang,
        lambda case: what_would_change(evaluator, case, asked.lang, asked.size),
    )


async def _answered(
    request: Request, evaluator: Evaluator, language: Language, answer: Callable[[Case], BaseModel]
) -> Response:
    raw = await read_body(request)

    def work() -> str:
        """Everything that takes time: it keeps a thread busy, never the event loop."""
        return answer(evaluator.read(parse_body(raw))).model_dump_json()

    found = await to_thread.run_sync(work, limiter=turns())
    return Response(found, headers={"Content-Language": language}, media_type="application/json")
