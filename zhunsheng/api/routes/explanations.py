"""A case in; out comes why a thing is so in it, or what it lacks."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from zhunsheng.api.parameters import AskedWhy
from zhunsheng.api.problems import WITH_A_CASE, blamed_on, documented
from zhunsheng.api.state import TheEvaluator
from zhunsheng.api.turns import answered
from zhunsheng.engine.answer_reasons import Explanations
from zhunsheng.engine.explain.why import why
from zhunsheng.engine.language.documents import Document

router = APIRouter(tags=["evaluations"])


@router.post(
    "/v1/evaluations/explanation",
    response_model=Explanations,
    summary="为什么成立，为什么不成立 · Why, and why not",
    responses=documented(*WITH_A_CASE),
)
async def explanation(request: Request, evaluator: TheEvaluator, asked: AskedWhy) -> Response:
    """一条规则、一项结论、一种措施或形态：成立的，最少靠哪些事实；未成立的，最少还差哪些。不写 `of` 则解释建议。

    For a rule, a conclusion, a measure or a form: the fewest facts that carry it, or the fewest that it lacks. Without `of` it is
    the recommendation that is explained.
    """

    def explained(document: Document) -> Explanations:
        case = evaluator.read(document)
        with blamed_on("of", request):
            return why(evaluator, case, asked.lang, asked.of)

    return await answered(request, asked.lang, explained)
