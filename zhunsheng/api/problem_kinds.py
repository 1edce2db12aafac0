"""The kinds of problems that the API can report: their stable codes, HTTP statuses and names in both languages.

A kind's code is the last step of the problem's ``type`` (``/problems/unknown_field``), and that address answers with the kind's
meaning. Codes are a promise to programs: they may be added to, and never change what they stand for.
"""

from __future__ import annotations

from collections.abc import Mapping

from zhunsheng.api.problem_kind import Kind
from zhunsheng.api.record_problem_kinds import OF_RECORDS
from zhunsheng.engine.vocabulary.facts import Text

_KINDS = (
    # The body is no JSON document that has one meaning.
    Kind("malformed", 400, Text("请求体不是合法的 JSON", "The body is not valid JSON")),
    Kind("empty", 400, Text("请求体为空", "The body is empty")),
    Kind("not_utf8", 400, Text("请求体不是 UTF-8 编码", "The body is not UTF-8")),
    Kind("not_unicode", 400, Text("文字含有不成对的代理码位", "A text is not valid Unicode")),
    Kind("not_a_number", 400, Text("数值超出范围或不是数", "A number is out of range or is none")),
    Kind("duplicate_key", 400, Text("同一个键写了两次", "A key is written twice")),
    Kind("too_deep", 400, Text("嵌套过深", "The document is nested too deeply")),
    Kind(
        "ambiguous", 400, Text("请求体有多处不是唯一可解", "The body has several places without one meaning")
    ),
    Kind("form_unreadable", 400, Text("表单无法读取", "The form cannot be read")),
    # It is not clear who asks, or he may not.
    Kind("not_signed_in", 401, Text("尚未登录", "Nobody is signed in")),
    Kind("not_recognized", 401, Text("登录名或密码不对", "Login or password is wrong")),
    Kind("invalid_token", 401, Text("令牌无效", "The token does not count")),
    Kind("not_allowed", 403, Text("无权进行此操作", "This is not allowed to you")),
    Kind("no_role", 403, Text("账户没有角色", "The account has no role")),
    Kind("incompatible_roles", 403, Text("角色不能由一人兼任", "The roles cannot be one person's")),
    Kind("no_password_here", 403, Text("密码不由本服务保存", "The password is not kept here")),
    Kind("csrf", 403, Text("无法确认请求来自本服务的页面", "The request may come from a foreign page")),
    Kind("setup_code_refused", 403, Text("初始设置码无效", "The setup code does not hold")),
    Kind("already_set_up", 409, Text("已有账户管理员", "There is an administrator already")),
    Kind("login_taken", 409, Text("登录名已被占用", "The login is taken")),
    Kind("unacceptable_password", 422, Text("密码不合要求", "The password is not acceptable")),
    Kind("too_many_attempts", 429, Text("尝试过多", "Too many attempts")),
    Kind(
        "identity_provider_unavailable",
        503,
        Text("无法连接身份提供方", "The identity provider cannot be reached"),
    ),
    Kind(
        "idempotency_key_missing",
        400,
        Text("缺少请求头 Idempotency-Key", "The header Idempotency-Key is missing"),
    ),
    Kind(
        "idempotency_key_malformed",
        400,
        Text("Idempotency-Key 的写法不对", "The Idempotency-Key is malformed"),
    ),
    # There is no such thing, or not like this.
    Kind("not_found", 404, Text("没有这个地址", "There is nothing at this address")),
    Kind("unknown_rule", 404, Text("没有这条规则", "There is no such rule")),
    Kind("not_in_rule_book", 404, Text("规则手册里没有这一项", "The rule book has no such entry")),
    Kind("unknown_problem", 404, Text("没有这类问题", "There is no such kind of problem")),
    Kind("method_not_allowed", 405, Text("不支持这个请求方法", "This method is not supported here")),
    Kind("too_slow", 408, Text("请求体传送过慢", "The body did not arrive in time")),
    Kind("too_large", 413, Text("请求体过大", "The body is too large")),
    Kind(
        "unsupported_media_type",
        415,
        Text("请求体须为 application/json", "The body must be application/json"),
    ),
    # The document is JSON, and no case.
    Kind("invalid_case", 422, Text("案卷有多处不符合要求", "The case has problems of several kinds")),
    Kind("not_a_case", 422, Text("请求体不是案卷", "The body is not a case")),
    Kind("unknown_field", 422, Text("没有这个字段", "There is no such field")),
    Kind("missing", 422, Text("缺少必填项", "Something required is missing")),
    Kind("wrong_type", 422, Text("值的类型不对", "A value is of the wrong type")),
    Kind("unknown_value", 422, Text("没有这个取值", "There is no such value")),
    Kind("invalid", 422, Text("值不合要求", "A value is not acceptable")),
    Kind("duplicate_id", 422, Text("编号重复", "An id is taken")),
    Kind("evidence", 422, Text("证据所指的事实没有填写", "A piece of evidence supports no stated fact")),
    Kind(
        "invalid_parameters", 422, Text("查询参数有多处不符合要求", "The query has problems of several kinds")
    ),
    Kind("unknown_parameter", 422, Text("没有这个查询参数", "There is no such query parameter")),
    Kind("unknown_target", 422, Text("没有可以解释的这一项", "There is nothing of this name to explain")),
    Kind("unknown_subject", 422, Text("案卷中没有这个主体", "The case has no such subject")),
    Kind("setting", 422, Text("改动写得不对", "A setting sets no fact")),
    Kind(
        "idempotency_key_reused",
        422,
        Text("Idempotency-Key 已用于另一个请求", "The Idempotency-Key belongs to another request"),
    ),
    # Ours to mend.
    Kind(
        "engines_differ",
        500,
        Text("两个引擎结论不一致，不予给出建议", "The engines differ, so no suggestion is given"),
    ),
    Kind("internal_error", 500, Text("服务内部出错", "Something failed inside the service")),
    Kind("busy", 503, Text("同时使用的人太多", "Too many ask at once")),
    Kind("not_ready", 503, Text("服务尚未就绪", "The service is not ready")),
)

#: Every kind by its code.
KINDS: Mapping[str, Kind] = {kind.code: kind for kind in (*_KINDS, *OF_RECORDS)}


def kind_of(code: str) -> Kind:
    """The kind of a code; one that the engine adds later is at least an invalid value."""
    return KINDS.get(code) or Kind(code, 422, KINDS["invalid"].title)
