"""What the description of the API says of cases on record: the bodies, which routes read themselves, and the key of a POST."""

from __future__ import annotations

from typing import Any

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
    "schema": {"type": "string", "minLength": 3, "maxLength": 512},
}


def describe_records(found: dict[str, Any]) -> None:
    """Completes a description, if its application keeps records."""
    paths = found["paths"]
    if TAKING_A_CASE[0] not in paths:
        return
    components = found["components"]["schemas"]
    moves = MOVE.json_schema(ref_template=_REFERENCE)
    components.update(moves.pop("$defs", {}))
    components["Move"] = moves
    opening = OPENING.json_schema(ref_template=_REFERENCE)
    components.update(opening.pop("$defs", {}))
    components["Opening"] = opening
    erasure = ERASURE.json_schema(ref_template=_REFERENCE)
    components.update(erasure.pop("$defs", {}))
    components["Erasure"] = erasure
    bodies = {
        "/v1/cases": "Opening",
        **dict.fromkeys(TAKING_A_CASE, "CaseDocument"),
        "/v1/cases/{case_id}/moves": "Move",
        "/v1/cases/{case_id}/erasures": "Erasure",
    }
    for path, name in bodies.items():
        operation = paths[path]["post"]
        operation["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": {"$ref": _REFERENCE.format(model=name)}}},
        }
        operation.setdefault("parameters", []).append(_KEY)
