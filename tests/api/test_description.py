"""The OpenAPI document: valid, complete, with an example that holds, and a service that keeps to what it says of itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.config import SchemathesisConfig
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import positive_data_acceptance

from tests.api.client import Client
from zhunsheng.engine.suggestion import Suggestion

Json = dict[str, Any]

OPERATIONS = (
    "POST /v1/evaluations",
    "POST /v1/evaluations/explanation",
    "POST /v1/evaluations/graph",
    "POST /v1/evaluations/report",
    "POST /v1/questions",
    "POST /v1/what-if",
    "POST /v1/what-if/target",
    "POST /v1/what-if/comparison",
    "GET /v1/vocabulary",
    "GET /v1/rules",
    "GET /v1/rules/{rule_id}",
    "GET /v1/schemas/case",
    "GET /v1/schemas/suggestion",
    "GET /healthz",
    "GET /readyz",
    "GET /problems/{code}",
)

#: What those answer with that do not answer with JSON.
MEDIA_TYPES = {
    "POST /v1/evaluations/graph": ("image/svg+xml", "text/vnd.mermaid"),
    "POST /v1/evaluations/report": (
        "text/html",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "GET /v1/schemas/case": ("application/schema+json",),
    "GET /v1/schemas/suggestion": ("application/schema+json",),
}

TAKE_NOTHING = ("GET /v1/schemas/case", "GET /v1/schemas/suggestion", "GET /healthz", "GET /readyz")

#: Those whose problem documents say more than others do.
EXTENDED = {"GET /readyz": "NotReadyDocument"}

#: The same requests in every run, and no quarrel over how long a generator takes.
FUZZ = settings(
    max_examples=9, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)


@pytest.fixture(scope="module")
def described(client: Client) -> Json:
    found: Json = client.get("/openapi.json").json()
    return found


@pytest.fixture(scope="module")
def api(app: FastAPI) -> BaseSchema:
    """The service as its description has it. A configuration of its own, so that no file lying about has a say."""
    return schemathesis.openapi.from_asgi("/openapi.json", app, config=SchemathesisConfig())


def operations(described: Json) -> Iterator[tuple[str, Json]]:
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}", operation


def references(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for part in value.values():
            yield from references(part)
    elif isinstance(value, list):
        for part in value:
            yield from references(part)


def test_it_is_openapi_3_1(described: Json, api: BaseSchema) -> None:
    assert described["openapi"] == "3.1.0"
    api.validate()


def test_its_schemas_are_json_schemas_and_every_reference_leads_somewhere(described: Json) -> None:
    schemas = described["components"]["schemas"]
    for schema in schemas.values():
        jsonschema.Draft202012Validator.check_schema(schema)
    assert {reference.removeprefix("#/components/schemas/") for reference in references(described)} <= set(
        schemas
    )


def test_every_operation_is_described(described: Json) -> None:
    ids = []
    for name, operation in operations(described):
        ids.append(operation["operationId"])
        assert "·" in operation["summary"], name
        assert operation["description"], name
        assert operation["tags"], name
        for status, response in operation["responses"].items():
            if status.startswith(("4", "5")):
                model = EXTENDED.get(name, "ProblemDocument")
                schema = {"$ref": f"#/components/schemas/{model}"}
                assert response["content"] == {"application/problem+json": {"schema": schema}}, (name, status)
            else:
                assert set(response["content"]) == set(MEDIA_TYPES.get(name, ("application/json",))), name
    assert len(ids) == len(set(ids)) == len(OPERATIONS)


def test_whatever_takes_a_case_says_so_and_which_problems_it_may_have(described: Json) -> None:
    taking = [operation for name, operation in operations(described) if name.startswith("POST ")]
    assert len(taking) == 8
    for operation in taking:
        assert set(operation["responses"]) == {"200", "400", "408", "413", "415", "422", "500"}
        body = operation["requestBody"]["content"]["application/json"]
        assert body["schema"] == {"$ref": "#/components/schemas/CaseDocument"}


def test_a_parameter_left_out_is_no_word(described: Json) -> None:
    """A query cannot say null: the word would be looked up like every other."""
    for name, operation in operations(described):
        for parameter in operation.get("parameters", ()):
            assert "anyOf" not in parameter["schema"], (name, parameter["name"])
            assert parameter["schema"]["type"] in ("string", "integer", "boolean", "array")


def test_the_filters_of_the_rules_are_listed(described: Json, client: Client) -> None:
    parameters = {
        item["name"]: item["schema"] for item in described["paths"]["/v1/rules"]["get"]["parameters"]
    }
    assert set(parameters) == {"lang", "layer", "source"}
    for name in ("layer", "source"):
        for word in parameters[name]["enum"]:
            assert client.get(f"/v1/rules?{name}={word}").status_code == 200, word


def test_the_example_is_a_case_and_its_answer_is_the_answer(described: Json, client: Client) -> None:
    operation = described["paths"]["/v1/evaluations"]["post"]
    case = operation["requestBody"]["content"]["application/json"]["examples"]["case"]["value"]
    shown = operation["responses"]["200"]["content"]["application/json"]["examples"]["answer"]["value"]
    schemas = {"components": described["components"]}
    for schema, value in (("CaseDocument", case), ("Suggestion", shown)):
        validator = jsonschema.Draft202012Validator({"$ref": f"#/components/schemas/{schema}", **schemas})
        assert [error.message for error in validator.iter_errors(value)] == []
    answer = client.post("/v1/evaluations", json=case).json()
    Suggestion.model_validate(shown)
    assert {**answer, "trace": None} == {**shown, "trace": None}
    assert shown["trace"]["nodes"] == answer["trace"]["nodes"][: len(shown["trace"]["nodes"])]


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("operation", OPERATIONS)
def test_the_service_keeps_to_its_description(api: BaseSchema, operation: str, mode: GenerationMode) -> None:
    """Requests by the description, and against it: documented statuses, types and shapes, and no failure inside."""
    if mode is GenerationMode.NEGATIVE and operation in TAKE_NOTHING:
        return  # nothing is sent, so nothing can be wrong with it
    method, path = operation.split()
    # That ids are unique, evidence points at facts and days are in the calendar, a JSON Schema cannot say.
    excluded: list[schemathesis.CheckFunction] | None = (
        [positive_data_acceptance] if method == "POST" else None
    )

    @given(case=api[path][method].as_strategy(generation_mode=mode))
    @settings(FUZZ)
    def keep_to_it(case: schemathesis.Case[Any]) -> None:
        case.call_and_validate(excluded_checks=excluded)

    keep_to_it()


def test_every_operation_is_tried(described: Json) -> None:
    assert {name for name, _ in operations(described)} == set(OPERATIONS)
