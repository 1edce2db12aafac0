"""A service that keeps records keeps to what it says of itself: every operation, whoever asks, on both databases.

Each request is made once from the description (or against it), and sent by nobody and by everybody in turn. All that is checked
for a request of a library that knows nothing of us (schemathesis) is checked for each answer: no failure inside, a status, a
type, headers and a shape that are described, no success without credentials. Most requests are about
cases and accounts that there are (`known`), so that they get further than "there is none".

    ZHUNSHENG_FUZZ_EXAMPLES=100 python -m pytest tests/api/records/whole_api

tries more than a test of every day does.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.config import SchemathesisConfig
from schemathesis.core.parameters import ParameterLocation
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import positive_data_acceptance

from tests.api.records.people import Person
from tests.api.records.test_access import PUBLIC, routes_of
from tests.api.records.whole_api.cast import Cast, cast_over
from tests.api.records.whole_api.known import make_one_about_what_there_is, negated
from tests.api.test_description import OPERATIONS as OF_BOTH_SERVICES
from tests.databases import new_postgresql
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.records.storage.database import open_database
from zhunsheng.records.storage.migrating import migrate

#: Requests of each mode to each operation, each of which everybody sends.
EXAMPLES = int(os.environ.get("ZHUNSHENG_FUZZ_EXAMPLES", "3"))

FUZZ = settings(
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)

OPERATIONS = (
    *OF_BOTH_SERVICES,
    "GET /v1/session",
    "POST /v1/session",
    "DELETE /v1/session",
    "PUT /v1/session/password",
    "POST /v1/setup",
    "POST /v1/cases",
    "GET /v1/cases",
    "GET /v1/cases/{case_id}",
    "POST /v1/cases/{case_id}/evaluations",
    "GET /v1/cases/{case_id}/evaluations/{number}",
    "POST /v1/cases/{case_id}/evaluations/{number}/replay",
    "GET /v1/cases/{case_id}/events/{number}",
    "POST /v1/cases/{case_id}/terms",
    "GET /v1/register",
    "GET /v1/statistics/overrides",
    "GET /v1/log/checkpoint",
    "GET /v1/log/entries",
    "GET /v1/log/proofs/inclusion",
    "GET /v1/log/proofs/consistency",
    "GET /v1/log/export",
    "GET /v1/accounts",
    "POST /v1/accounts",
    "GET /v1/accounts/{account_id}",
    "POST /v1/accounts/{account_id}/handing-over",
    "PUT /v1/accounts/{account_id}/roles",
    "PUT /v1/accounts/{account_id}/active",
    "POST /v1/accounts/{account_id}/password",
    # The last ones: who is asked for more must still have his cases, and what is erased was read before.
    "POST /v1/cases/{case_id}/moves",
    "POST /v1/cases/{case_id}/erasures",
)

#: Values that no schema can hold together: one must not be larger than the other, or than the log is, or is a word of the rules.
_UNSAYABLE = (
    "GET /v1/register",
    "GET /v1/log/entries",
    "GET /v1/log/proofs/inclusion",
    "GET /v1/log/proofs/consistency",
)

#: What ends the session of whoever asks; others do it.
_ENDING_SESSIONS = {("POST", "/v1/session"), ("DELETE", "/v1/session"), ("PUT", "/v1/session/password")}

#: There is an administrator here already, and nobody guesses the code with which one is made.
NEVER_DONE = "POST /v1/setup"

_CONFIGURED = {
    "generation": {"with-security-parameters": False},
    # What was erased meanwhile is 410, for a request that was right; a body that is far too long is 413, and nobody reads it.
    "checks": {
        "negative_data_rejection": {"expected-statuses": ["4xx"]},
        "positive_data_acceptance": {
            "expected-statuses": ["2xx", "3xx", "401", "403", "404", "409", "410", "429"]
        },
    },
}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def cast(
    request: pytest.FixtureRequest, evaluator: Evaluator, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Cast]:
    folder = tmp_path_factory.mktemp("whole_api")
    sqlite = request.param == "sqlite"
    database = open_database(f"sqlite:///{folder / 'records.db'}" if sqlite else new_postgresql(request))
    migrate(database)
    yield cast_over(database, evaluator, folder)
    database.close()


@pytest.fixture(scope="module")
def described(cast: Cast) -> dict[str, Any]:
    found: dict[str, Any] = cast.service.client.get("/openapi.json").json()
    return found


@pytest.fixture(scope="module")
def api(cast: Cast) -> BaseSchema:
    """The service as its description has it. A configuration of its own, so that no file lying about has a say."""
    configured = SchemathesisConfig.from_dict(_CONFIGURED)
    return schemathesis.openapi.from_asgi("/openapi.json", cast.service.app, config=configured)


def test_it_is_openapi_3_1(api: BaseSchema) -> None:
    api.validate()


def test_every_operation_is_tried(described: dict[str, Any]) -> None:
    named = {f"{method.upper()} {path}" for path, methods in described["paths"].items() for method in methods}
    assert named == set(OPERATIONS)


def test_whatever_asks_who_it_is_says_so(cast: Cast, described: dict[str, Any]) -> None:
    asking = {
        (method.upper(), path)
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
        if operation.get("security")
    }
    # Counters are read by machines, which have a secret of their own and no description.
    assert asking | {("GET", "/metrics")} == routes_of(cast.service.app) - PUBLIC


def test_a_method_that_there_is_not_is_405_and_says_which_there_are(
    cast: Cast, described: dict[str, Any]
) -> None:
    for path, methods in described["paths"].items():
        url = path.replace("{number}", "3").replace("{code}", "not_found")
        for method in {"GET", "POST", "PUT", "DELETE", "PATCH", "TRACE"} - {name.upper() for name in methods}:
            answer = cast.service.client.request(method, url)
            assert answer.status_code == 405, (method, path)
            allowed = {name.strip() for name in answer.headers["allow"].split(",")}
            assert allowed == {name.upper() for name in methods}, (method, path)


def test_every_problem_is_a_problem_document(described: dict[str, Any]) -> None:
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            for status, response in operation["responses"].items():
                if status.startswith(("4", "5")):
                    model = "NotReadyDocument" if path == "/readyz" else "ProblemDocument"
                    schema = {"$ref": f"#/components/schemas/{model}"}
                    assert response["content"] == {"application/problem+json": {"schema": schema}}, (
                        method,
                        path,
                        status,
                    )


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("operation", OPERATIONS)
def test_the_service_keeps_to_its_description(
    cast: Cast, described: dict[str, Any], api: BaseSchema, operation: str, mode: GenerationMode
) -> None:
    method, path = operation.split()
    says = described["paths"][path][method.lower()]
    if mode is GenerationMode.NEGATIVE and not says.get("parameters") and "requestBody" not in says:
        return  # nothing is sent, so nothing can be wrong with it
    # What the workflow, a vocabulary or a log of this size allows, a JSON Schema cannot say.
    unsayable = method in ("POST", "PUT") or operation in _UNSAYABLE
    excluded: list[schemathesis.CheckFunction] = [positive_data_acceptance] if unsayable else []
    people = cast.others() if (method, path) in _ENDING_SESSIONS else cast.people

    # What no record is kept of is tried at length elsewhere (tests/api/test_description); here it is asked who may.
    examples = 1 if operation in OF_BOTH_SERVICES else EXAMPLES
    answered = set[int]()

    @given(case=api[path][method].as_strategy(generation_mode=mode), about=st.data())
    @settings(FUZZ, max_examples=examples)
    def keep_to_it(case: schemathesis.Case[Any], about: st.DataObject) -> None:
        make_one_about_what_there_is(case, about, cast)
        for person in (None, *people.values()):
            headers = _headers(case, person)
            answered.add(case.call_and_validate(headers=headers, excluded_checks=excluded).status_code)

    keep_to_it()
    if mode is GenerationMode.POSITIVE and operation != NEVER_DONE:
        # Or credentials were lost on the way, and all that was tried is the door.
        assert answered & {200, 201, 204}, answered


def _headers(case: schemathesis.Case[Any], person: Person | None) -> dict[str, str]:
    """Credentials, and a key that nobody has used, unless the key is what is wrong with the request."""
    found = {} if person is None else person.headers()
    if "Idempotency-Key" in (case.headers or {}) and not negated(case, ParameterLocation.HEADER):
        found["Idempotency-Key"] = f'"{uuid.uuid4()}"'
    return found
