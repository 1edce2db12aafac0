"""From every way in which a request can fail to its problem document."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from zhunsheng.api.methods import methods_at
from zhunsheng.api.parameters import NAMES, names_of
from zhunsheng.api.problems import ProblemItem, Refusal, about_parameter, item_of, language_of, respond
from zhunsheng.api.state import operation_of
from zhunsheng.engine.evaluation import EnginesDiffer, Language
from zhunsheng.engine.problems import InputError, RulesetError, nearest

_LOG = logging.getLogger(__name__)

_SAY: Mapping[str, Mapping[str, str]] = {
    "zh": {
        "not_found": "{path} 处没有内容",
        "not_found_help": "GET /v1 列出了全部地址。",
        "method_not_allowed": "{path} 不支持 {method}",
        "method_help": "可用的方法：{allow}。",
        "unknown_parameter": "这里没有查询参数「{name}」",
        "unknown_parameter_help": "请删去或改正拼写。可用的参数：{known}。",
        "unknown_value": "「{given}」不在 {words} 之中",
        "unknown_value_help": "请用所列的值。",
        "missing": "缺少查询参数「{name}」",
        "invalid": "「{given}」不合要求（{why}）",
        "differ": "两个引擎在「{where}」上结论不一致",
        "differ_help": "不要据此作出判断；请将规则编号报给规则维护人员。",
        "internal": "处理这个请求时出错，详情在服务日志里",
        "internal_help": "请稍后再试；如仍出错，请告知运维人员。",
    },
    "en": {
        "not_found": "there is nothing at {path}",
        "not_found_help": "GET /v1 lists every address.",
        "method_not_allowed": "{path} does not take {method}",
        "method_help": "Methods it takes: {allow}.",
        "unknown_parameter": "there is no query parameter '{name}' here",
        "unknown_parameter_help": "Remove it, or correct its spelling. There are: {known}.",
        "unknown_value": "'{given}' is not one of {words}",
        "unknown_value_help": "Use one of the listed values.",
        "missing": "the query parameter '{name}' is missing",
        "invalid": "'{given}' is not acceptable: {why}",
        "differ": "the two engines differ on '{where}'",
        "differ_help": "Draw no conclusion from this; report the ids to those who maintain the rules.",
        "internal": "this request failed; the service's log says why",
        "internal_help": "Try again later; tell the operator if it fails again.",
    },
}


def install(app: FastAPI) -> None:
    """Gives an application its handlers."""
    app.add_exception_handler(Refusal, _refusal)
    app.add_exception_handler(InputError, _input_error)
    app.add_exception_handler(RulesetError, _ruleset)
    app.add_exception_handler(EnginesDiffer, _engines_differ)
    app.add_exception_handler(RequestValidationError, _parameters)
    app.add_exception_handler(ClientDisconnect, _gone)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _internal)


def _refusal(request: Request, error: Exception) -> Response:
    if not isinstance(error, Refusal):
        raise TypeError(error)
    _count_refused(error.items, request)
    return respond(error.items, request, error.headers)


def _input_error(request: Request, error: Exception) -> Response:
    if not isinstance(error, InputError):
        raise TypeError(error)
    language = language_of(request)
    items = tuple(item_of(problem, language) for problem in error.problems)
    _count_refused(items, request)
    return respond(items, request)


def _count_refused(items: Sequence[ProblemItem], request: Request) -> None:
    """Counts a body that was refused once for each kind of reason; what is about parameters is about no body."""
    for code in {item.code for item in items if item.parameter is None}:
        operation_of(request).metrics.body_refused(code)


def _ruleset(request: Request, error: Exception) -> Response:
    """A ruleset that does not load is no fault of the caller's, and its places are none of the caller's business."""
    _LOG.error("the ruleset is broken: %s", error)
    return _internal(request, error)


def _engines_differ(request: Request, error: Exception) -> Response:
    if not isinstance(error, EnginesDiffer):
        raise TypeError(error)
    _LOG.error("engines_differ: case %s: %s", error.case_id, ", ".join(error.where))
    say = _SAY[language_of(request)]
    return respond(
        tuple(
            ProblemItem(
                code="engines_differ",
                pointer=None,
                detail=say["differ"].format(where=where),
                help=say["differ_help"],
            )
            for where in error.where
        ),
        request,
    )


def _parameters(request: Request, error: Exception) -> Response:
    if not isinstance(error, RequestValidationError):
        raise TypeError(error)
    found: Sequence[Mapping[str, Any]] = error.errors()
    known = names_of(request.scope["endpoint"])
    return respond(tuple(parameter_problem(item, known, language_of(request)) for item in found), request)


def parameter_problem(item: Mapping[str, Any], known: Sequence[str], language: Language) -> ProblemItem:
    """What is wrong with one parameter of a query.

    Args:
        item: As pydantic says it; its place is ``("query", name)``.
        known: The parameters that there are.
    """
    say = _SAY[language]
    name = str(item["loc"][1])
    if item["type"] == "extra_forbidden":
        return about_parameter(
            "unknown_parameter",
            name,
            say["unknown_parameter"].format(name=name[:80]),
            help=say["unknown_parameter_help"].format(known=", ".join(known)),
            # What another address takes was put to the wrong address, and is no slip of the pen.
            did_you_mean=None if name in NAMES else nearest(name[:80], known),
        )
    if item["type"] == "missing":
        return about_parameter("missing", name, say["missing"].format(name=name))
    given = str(item.get("input"))[:80]
    if item["type"] == "literal_error":
        expected = str(item.get("ctx", {}).get("expected", ""))
        words = [word.strip(" '") for word in expected.replace(" or ", ",").split(",")]
        return about_parameter(
            "unknown_value",
            name,
            say["unknown_value"].format(given=given, words=", ".join(words)),
            help=say["unknown_value_help"],
            did_you_mean=nearest(given, words),
        )
    return about_parameter("invalid", name, say["invalid"].format(given=given, why=item["msg"]))


def _http(request: Request, error: Exception) -> Response:
    """What the framework itself refuses: addresses and methods that do not exist."""
    if not isinstance(error, HTTPException):
        raise TypeError(error)
    if isinstance(error.__cause__, Refusal):
        # The framework was reading a body for a route, and the body was refused (`body_limits`).
        return _refusal(request, error.__cause__)
    say = _SAY[language_of(request)]
    path = request.url.path[:200]
    headers = dict(error.headers or {})
    if error.status_code == 404:
        item = ProblemItem(
            code="not_found",
            pointer=None,
            detail=say["not_found"].format(path=path),
            help=say["not_found_help"],
        )
    elif error.status_code == 405:
        headers["Allow"] = ", ".join(methods_at(request))
        item = ProblemItem(
            code="method_not_allowed",
            pointer=None,
            detail=say["method_not_allowed"].format(path=path, method=request.method),
            help=say["method_help"].format(allow=headers["Allow"]),
        )
    else:
        _LOG.error("unforeseen status %s from the framework", error.status_code)
        return _internal(request, error)
    return respond((item,), request, headers)


def _gone(_: Request, __: Exception) -> Response:
    """The caller hung up in the middle of its body. Nobody hears this; in the log it is nginx's status for such requests."""
    return Response(status_code=499)


def _internal(request: Request, _: Exception) -> Response:
    """The last resort. The framework logs the error itself, with its stack, once this answer is out."""
    say = _SAY[language_of(request)]
    return respond(
        (
            ProblemItem(
                code="internal_error", pointer=None, detail=say["internal"], help=say["internal_help"]
            ),
        ),
        request,
    )
