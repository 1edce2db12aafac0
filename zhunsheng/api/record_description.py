"""What the description of the API says of cases on record and of accounts: the bodies, which routes read themselves, and the key
of a POST.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from zhunsheng.api.account_bodies import GIVEN_CASES, GIVEN_ROLES, GIVEN_USE, NEW_ACCOUNT
from zhunsheng.api.idempotency import MAXIMUM_KEY
from zhunsheng.api.idempotent_routes import HEADER
from zhunsheng.api.move_bodies import MOVE, OPENING
from zhunsheng.api.routes.erasures import ERASURE

#: The paths that take a case document.
TAKING_A_CASE = ("/v1/cases/{case_id}/evaluations", "/v1/cases/{case_id}/terms")
_REFERENCE = "#/components/schemas/{model}"
_KEY = {
    "name": HEADER,
    "in": "header",
    "required": True,
    "description": "加引号的 UUID，重发时相同 · A UUID in quotes; the same when it is sent again (RFC 9651 String)",
    "schema": {"type": "string", "pattern": rf'^"(?:[ !#-\[\]-~]|\\["\\]){{1,{MAXIMUM_KEY}}}"$'},
}
_BODIES: Mapping[str, TypeAdapter[Any]] = {
    "Move": MOVE,
    "Opening": OPENING,
    "Erasure": ERASURE,
    "NewAccount": NEW_ACCOUNT,
    "GivenRoles": GIVEN_ROLES,
    "GivenUse": GIVEN_USE,
    "GivenCases": GIVEN_CASES,
}
#: Which body a route takes. What a case is says the description of evaluations.
_TAKEN = (
    ("post", "/v1/cases", "Opening"),
    *(("post", path, "CaseDocument") for path in TAKING_A_CASE),
    ("post", "/v1/cases/{case_id}/moves", "Move"),
    ("post", "/v1/cases/{case_id}/erasures", "Erasure"),
    ("post", "/v1/accounts", "NewAccount"),
    ("put", "/v1/accounts/{account_id}/roles", "GivenRoles"),
    ("put", "/v1/accounts/{account_id}/active", "GivenUse"),
    ("post", "/v1/accounts/{account_id}/handing-over", "GivenCases"),
)


def describe_records(found: dict[str, Any]) -> None:
    """Completes a description, if its application keeps records."""
    paths = found["paths"]
    if TAKING_A_CASE[0] not in paths:
        return
    components = found["components"]["schemas"]
    for name, model in _BODIES.items():
        schema = model.json_schema(ref_template=_REFERENCE)
        components.update(schema.pop("$defs", {}))
        components[name] = schema
    for method, path, name in _TAKEN:
        operation = paths[path][method]
        operation["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": {"$ref": _REFERENCE.format(model=name)}}},
        }
        if method == "post":
            operation.setdefault("parameters", []).append(_KEY)
