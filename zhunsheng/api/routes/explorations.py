"""A case in; out come the open questions, the smallest changes that would alter its outcome or reach a form, or a comparison."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from zhunsheng.api.parameters import Asked, AskedForChanges, AskedForComparison, AskedForTarget
from zhunsheng.api.problems import WITH_A_CASE, blamed_on, documented
from zhunsheng.api.state import TheEvaluator
from zhunsheng.api.turns import answered
from zhunsheng.engine.answer_changes import Compared, OpenQuestions, WhatItTakes, WhatWouldChange
from zhunsheng.engine.case_versions import another_version
from zhunsheng.engine.explain.what_if import compared, what_it_takes, what_would_change
from zhunsheng.engine.explain.what_if import questions as open_questions
from zhunsheng.engine.language.documents import Document

router = APIRouter(tags=["evaluations"])


@router.post(
    "/v1/questions",
    response_model=OpenQuestions,
    summary="列出待查问题 · What is still to be found out",
    responses=documented(*WITH_A_CASE),
)
async def questions(request: Request, evaluator: TheEvaluator, asked: Asked) -> Response:
    """每一项还能改变答复的未知事实，单独的或者与哪几项一起的：谁来查、要什么证据、各种回答通向哪里；以及最少查清哪些就能定案。

    Every unknown fact that can still change the answer, alone or together with the fewest others: who answers, which evidence,
    where each answer leads; first those that narrow most what is possible. And the smallest groups that would settle the case.
    """
    return await answered(
        request, asked.lang, lambda document: open_questions(evaluator, evaluator.read(document), asked.lang)
    )


@router.post(
    "/v1/what-if",
    response_model=WhatWouldChange,
    summary="哪些事实若不同，结论会变 · What would change the outcome",
    responses=documented(*WITH_A_CASE),
)
async def what_if(request: Request, evaluator: TheEvaluator, asked: AskedForChanges) -> Response:
    """已查明的事实中，同时改动不超过几项就会改变结论的全部最小改动；试遍所有情形，未列出的都不是最小改动（谁、何时、何地不变）。

    Every smallest change of so many established facts that alters the outcome. All are tried, who, where
    and when staying as they are: what is not listed is no smallest change.
    To try facts of your own choice, use `/v1/what-if/comparison`; to ask for a form, `/v1/what-if/target`.
    """
    return await answered(
        request,
        asked.lang,
        lambda document: what_would_change(evaluator, evaluator.read(document), asked.lang, asked.size),
    )


@router.post(
    "/v1/what-if/target",
    response_model=WhatItTakes,
    summary="怎样才会建议某一形态 · What it takes for a form to be recommended",
    responses=documented(*WITH_A_CASE),
)
async def target(request: Request, evaluator: TheEvaluator, asked: AskedForTarget) -> Response:
    """最少须查明或者改动哪几项事实，才会建议 `to` 所指的形态（0 为不予问责）；并说明是否已证明没有更少的（谁、何时、何地不变）。

    The fewest facts that would have to be found out or to be otherwise for the form `to` (0: not held accountable) to be
    recommended, and whether it is proved that fewer do not do it, who, where and when staying as they are.
    """
    return await answered(
        request,
        asked.lang,
        lambda document: what_it_takes(evaluator, evaluator.read(document), asked.to, asked.lang),
    )


@router.post(
    "/v1/what-if/comparison",
    response_model=Compared,
    summary="改动事实，对照前后 · The case with other facts, before and after",
    responses=documented(*WITH_A_CASE),
)
async def comparison(request: Request, evaluator: TheEvaluator, asked: AskedForComparison) -> Response:
    """按 `set` 改动案卷中的事实，对照改动前后的幅度和措施；两个版本都由两个引擎核对。

    The case beside itself with facts set anew: range and measures before and after, each version checked by both engines.
    """

    def beside(document: Document) -> Compared:
        case = evaluator.read(document)
        with blamed_on("set", request):
            other = another_version(document, case, asked.settings, evaluator.read)
        return compared(evaluator, case, other, asked.lang)

    return await answered(request, asked.lang, beside)
