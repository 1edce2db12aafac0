"""The OpenAPI description, completed where the framework cannot know better.

Three things come from data and not from code: the shape of a case (generated from the vocabulary), the words that the filters
of the rules take, and the example. And the framework describes every answer of a route with the route's own media type, whereas
problems have theirs.
"""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from zhunsheng.api.examples import example_answer, example_case
from zhunsheng.api.problems import MEDIA_TYPE
from zhunsheng.api.record_description import describe_records
from zhunsheng.api.security.described import describe_signing_in
from zhunsheng.engine.evaluation import Evaluator

_REFERENCE = "#/components/schemas/{model}"
_EVALUATIONS = "/v1/evaluations"
#: Every path that takes a case.
TAKING_A_CASE = (
    _EVALUATIONS,
    f"{_EVALUATIONS}/explanation",
    f"{_EVALUATIONS}/graph",
    f"{_EVALUATIONS}/report",
    "/v1/questions",
    "/v1/what-if",
    "/v1/what-if/target",
    "/v1/what-if/comparison",
)
_TAGS = [
    {"name": "evaluations", "description": "评估 · Evaluate cases"},
    {"name": "vocabulary", "description": "词汇 · The words of cases and rules"},
    {"name": "rules", "description": "规则 · The rules and their grounds"},
    {"name": "schemas", "description": "结构 · JSON Schemas"},
    {"name": "cases", "description": "案卷 · Cases on record"},
    {"name": "log", "description": "日志 · The log, its checkpoints and its proofs"},
    {"name": "access", "description": "登录 · Signing in"},
    {"name": "accounts", "description": "账户 · Accounts, for administrators"},
    {"name": "service", "description": "服务 · The service itself"},
]


def describe(app: FastAPI, evaluator: Evaluator) -> dict[str, Any]:
    """The description of an application that answers from this evaluator."""
    found = get_openapi(
        title=app.title,
        version=app.version,
        openapi_version="3.1.0",
        summary=app.summary,
        description=app.description,
        routes=app.routes,
        tags=_TAGS,
    )
    _problems_by_their_type(found)
    _left_out(found)
    _case(found, evaluator)
    describe_records(found)
    describe_signing_in(found, getattr(app.state, "security", None))
    for name, words in (("layer", evaluator.release.layers), ("source", evaluator.release.sources)):
        _enumerate(found["paths"]["/v1/rules"]["get"], name, list(words))
    return found


def _problems_by_their_type(found: dict[str, Any]) -> None:
    for methods in found["paths"].values():
        for operation in methods.values():
            for status, response in operation["responses"].items():
                if status.startswith(("4", "5")):
                    (content,) = response["content"].values()
                    response["content"] = {MEDIA_TYPE: content}


def _left_out(found: dict[str, Any]) -> None:
    """Left out is how a query says "none"; a word "null" would be looked up like every other word."""
    for methods in found["paths"].values():
        for operation in methods.values():
            for parameter in operation.get("parameters", ()):
                choices = parameter["schema"].pop("anyOf", ())
                parameter["schema"].update(*(choice for choice in choices if choice.get("type") != "null"))


def _case(found: dict[str, Any], evaluator: Evaluator) -> None:
    """The body of an evaluation and its parts, and an example of question and answer."""
    schema = evaluator.model.model_json_schema(ref_template=_REFERENCE)
    found["components"]["schemas"].update(schema.pop("$defs", {}))
    found["components"]["schemas"]["CaseDocument"] = schema
    case = example_case(evaluator)
    for path in TAKING_A_CASE:
        found["paths"][path]["post"]["requestBody"] = {
            "required": True,
            "description": "案卷：已知的事实，未知的不填 · A case: the facts that are known",
            "content": {
                "application/json": {
                    "schema": {"$ref": _REFERENCE.format(model="CaseDocument")},
                    "examples": {"case": {"summary": "一个案卷 · A case", "value": case}},
                }
            },
        }
    operation = found["paths"][_EVALUATIONS]["post"]
    operation["responses"]["200"]["content"]["application/json"]["examples"] = {
        "answer": {
            "summary": "对示例案卷的答复（推导过程有删节）· The answer to it, its trace cut short",
            "value": example_answer(evaluator, case),
        }
    }


def _enumerate(operation: dict[str, Any], name: str, words: list[str]) -> None:
    parameter = next(item for item in operation["parameters"] if item["name"] == name)
    parameter["schema"]["enum"] = words
