"""Every answer says which request it answers, and nobody can write what it likes into that."""

from __future__ import annotations

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.api.client import Client, changed, problem
from zhunsheng.api.request_ids import well_formed
from zhunsheng.engine.case import Case
from zhunsheng.engine.evaluation import Evaluator

GIVEN = "7d444840-9dc0-4f1b-a8b2-5a3c0e2f9d11"


@given(st.uuids())
def test_a_uuid_is_kept_however_it_is_written(given_id: uuid.UUID) -> None:
    for written in (str(given_id), given_id.hex, str(given_id).upper()):
        assert well_formed(written) == str(given_id)


@given(st.text(max_size=50) | st.text("0123456789abcdef-", min_size=30, max_size=38))
def test_what_is_kept_is_a_uuid(text: str) -> None:
    found = well_formed(text)
    assert found is None or (str(uuid.UUID(text)) == found and len(found) == 36)


@pytest.mark.parametrize("url", ["/healthz", "/", "/nothing-here", "/v1/rules?lang=de"])
def test_every_answer_has_one_of_its_own(client: Client, url: str) -> None:
    first, second = (client.get(url).headers["x-request-id"] for _ in range(2))
    assert first != second
    assert well_formed(first) == first


def test_the_id_of_the_proxy_in_front_is_kept(client: Client) -> None:
    answer = client.get("/nothing-here", headers={"X-Request-ID": GIVEN.replace("-", "").upper()})
    assert answer.headers["x-request-id"] == GIVEN
    assert problem(answer, 404, "not_found")["instance"] == f"urn:uuid:{GIVEN}"


@pytest.mark.parametrize(
    "given_id", ["", "1", 'x" onload="', "{" + GIVEN + "}", GIVEN + "0", "urn:uuid:" + GIVEN]
)
def test_anything_else_is_replaced(client: Client, given_id: str) -> None:
    answered = client.get("/healthz", headers={"X-Request-ID": given_id}).headers["x-request-id"]
    assert answered != given_id
    assert well_formed(answered) == answered


def test_two_ids_are_none(client: Client) -> None:
    answer = client.get("/healthz", headers=[("X-Request-ID", GIVEN), ("X-Request-ID", GIVEN)])
    assert answer.headers["x-request-id"] != GIVEN


def test_a_failure_inside_says_which_request_it_was(evaluator: Evaluator, case: dict[str, object]) -> None:
    def broken(_: Case, *__: object) -> None:
        raise RuntimeError("somebody's secret")

    answer = changed(evaluator, evaluate=broken).post(
        "/v1/evaluations", json=case, headers={"X-Request-ID": GIVEN}
    )
    assert problem(answer, 500, "internal_error")["instance"] == f"urn:uuid:{GIVEN}"
    assert "secret" not in answer.text
