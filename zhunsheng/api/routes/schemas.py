"""JSON Schemas of what goes in and of what comes out, for programs and editors."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from zhunsheng.api.state import TheEvaluator
from zhunsheng.engine.suggestion import Suggestion

router = APIRouter(tags=["schemas"])


class SchemaResponse(JSONResponse):
    """A JSON Schema."""

    media_type = "application/schema+json"


@router.get("/v1/schemas/case", summary="案卷的结构 · Schema of a case", response_class=SchemaResponse)
def case_schema(evaluator: TheEvaluator) -> dict[str, Any]:
    """由词汇表生成的案卷 JSON Schema。The shape of a case document, made from the vocabulary."""
    return evaluator.model.model_json_schema()


@router.get(
    "/v1/schemas/suggestion", summary="建议的结构 · Schema of a suggestion", response_class=SchemaResponse
)
def suggestion_schema() -> dict[str, Any]:
    """评估结果的 JSON Schema。The shape of the answer to a case."""
    return Suggestion.model_json_schema(by_alias=True, mode="serialization")
