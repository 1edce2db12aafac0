"""Makes requests that were made from the description alone ones about what there is: a description does not say which cases there
are, which move is possible in one, or which login is free.

Only what is right with a request is changed. Where its body was made wrong on purpose, its body stays.
"""

from __future__ import annotations

import uuid
from typing import Any

import schemathesis
from hypothesis import strategies as st
from schemathesis.core.parameters import ParameterLocation

from tests.api.records.people import PASSWORD
from tests.api.records.whole_api.cast import CHANGED, Cast
from tests.records.recorded import FACTS

#: What parts of an address may be; None is what was made from the description.
_PARTS = {
    "account_id": (*CHANGED, None),
    # The evaluation of every case that has one.
    "number": (3, 2, 1, None),
    "rule_id": ("shanxi.complacency", None),
    "code": ("not_found", None),
}
#: Parameters that a log of any size has an answer to, and a change that can be made in every case.
_QUERIES: dict[str, dict[str, Any]] = {
    "/v1/what-if/comparison": {"set": ["/incident/consequence="]},
    "/v1/log/proofs/inclusion": {"entry": 0, "size": 1},
    "/v1/log/proofs/consistency": {"from": 1, "to": 2},
}
#: What is asked alone: each value of a search may be right, and all of them together find fault with one another.
_ALONE: dict[str, dict[str, Any]] = {"/v1/register": {"limit": 3}}


def make_one_about_what_there_is(case: schemathesis.Case[Any], about: st.DataObject, cast: Cast) -> None:
    """Changes a request, or leaves it as it is."""
    parts = case.path_parameters or {}
    if not negated(case, ParameterLocation.PATH):
        for name, known in {"case_id": (*_cases(case.path, cast), None), **_PARTS}.items():
            if name in parts and (value := about.draw(st.sampled_from(known))) is not None:
                parts[name] = value
    if case.path in _QUERIES and not negated(case, ParameterLocation.QUERY) and about.draw(_OFTEN):
        case.query = {**(case.query or {}), **_QUERIES[case.path]}
    if case.path in _ALONE and not negated(case, ParameterLocation.QUERY) and about.draw(_OFTEN):
        case.query = dict(_ALONE[case.path])
    if isinstance(case.body, dict) and not negated(case, ParameterLocation.BODY) and about.draw(_OFTEN):
        case.body = _body(case.path, case.body, parts.get("case_id", ""), about, cast)


def negated(case: schemathesis.Case[Any], location: ParameterLocation) -> bool:
    """Whether this part of a request was made wrong on purpose."""
    return case.meta is not None and case.meta.is_negative_at(location)


#: True more often than not, and first of all.
_OFTEN = st.sampled_from((True, True, False))


def _cases(path: str, cast: Cast) -> tuple[str, ...]:
    """The cases that there are; terms are those of a closed one."""
    return (cast.closed,) if path.endswith("/terms") else cast.cases


def _body(path: str, made: dict[str, Any], case_id: str, about: st.DataObject, cast: Cast) -> dict[str, Any]:
    match path.rpartition("/")[2]:
        case "moves" if case_id in cast.cases:
            possible = cast.moves(case_id)
            return about.draw(st.sampled_from(possible)) if possible else made
        case "evaluations" | "terms" | "comparison":
            return FACTS
        case "accounts":
            return {**made, "login": f"desk-{uuid.uuid4()}"}
        case "handing-over":
            return {"to": about.draw(st.sampled_from(CHANGED))}
        case "session":
            return {"login": "changed", "password": PASSWORD}
        case "password":
            return {"current": PASSWORD, "new": "four quiet rivers in winter"}
        case "erasures":
            return {**made, "events": [about.draw(st.integers(1, 3))]}
        case _:
            return made
