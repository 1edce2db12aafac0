"""An identity provider from the environment: what is refused, and a real one in front of a real process."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from tests.api.security.real_provider import AUDIENCE, id_token, running
from tests.cli.conftest import Run
from tests.cli.recorded_service import recorded_service
from zhunsheng.cli.identity_provider import provider_keys, provider_of
from zhunsheng.engine.problems import InputError
from zhunsheng.records.access.provider import TokenKind
from zhunsheng.records.access.roles import Role

SAID = {
    "ZHUNSHENG_OIDC_ISSUER": "https://id.example/realms/one",
    "ZHUNSHENG_OIDC_AUDIENCE": "zhunsheng",
    "ZHUNSHENG_OIDC_ROLES": '{"case-handlers": "handler", "审计": "auditor"}',
}


def test_without_settings_there_is_none() -> None:
    assert provider_of({"PATH": "/bin", "ZHUNSHENG_OIDC_ISSUER": " "}) is None
    assert provider_keys({}) is None


def test_three_settings_are_enough() -> None:
    found = provider_of(SAID)
    assert found is not None
    assert found.roles == {"case-handlers": Role.HANDLER, "审计": Role.AUDITOR}
    assert (found.roles_claim, found.login_claim) == (("roles",), "preferred_username")
    assert (found.kinds, found.leeway) == (frozenset(TokenKind), timedelta(seconds=30))


def test_every_setting_is_heard() -> None:
    found = provider_of(
        {
            **SAID,
            "ZHUNSHENG_OIDC_ROLES_CLAIM": "https://org.example/access roles",
            "ZHUNSHENG_OIDC_LOGIN_CLAIM": "employee_number",
            "ZHUNSHENG_OIDC_TOKENS": "access",
            "ZHUNSHENG_OIDC_LEEWAY_SECONDS": "5",
        }
    )
    assert found is not None
    assert found.roles_claim == ("https://org.example/access", "roles")
    assert found.login_claim == "employee_number"
    assert (found.kinds, found.leeway) == ({TokenKind.ACCESS}, timedelta(seconds=5))


@pytest.mark.parametrize(
    ("change", "places", "says"),
    [
        ({"ZHUNSHENG_OIDC_AUDIENCE": ""}, ["ZHUNSHENG_OIDC_AUDIENCE"], "缺少"),
        (
            {"ZHUNSHENG_OIDC_ISSUER": "", "ZHUNSHENG_OIDC_ISUER": "https://id.example"},
            ["ZHUNSHENG_OIDC_ISUER", "ZHUNSHENG_OIDC_ISSUER"],
            "ZHUNSHENG_OIDC_ISSUER",
        ),
        ({"ZHUNSHENG_OIDC_ISSUER": "http://id.example"}, ["ZHUNSHENG_OIDC_ISSUER"], "https"),
        ({"ZHUNSHENG_OIDC_ROLES": "case-handlers=handler"}, ["ZHUNSHENG_OIDC_ROLES"], "case-handlers"),
        ({"ZHUNSHENG_OIDC_ROLES": "{}"}, ["ZHUNSHENG_OIDC_ROLES"], "JSON"),
        ({"ZHUNSHENG_OIDC_ROLES": '{"": "handler"}'}, ["ZHUNSHENG_OIDC_ROLES"], "JSON"),
        ({"ZHUNSHENG_OIDC_ROLES": '{"x": "king"}'}, ["ZHUNSHENG_OIDC_ROLES"], "king"),
        ({"ZHUNSHENG_OIDC_ROLES": '{"x": ["handler"]}'}, ["ZHUNSHENG_OIDC_ROLES"], "没有这样的角色"),
        ({"ZHUNSHENG_OIDC_TOKENS": "refresh"}, ["ZHUNSHENG_OIDC_TOKENS"], "access"),
        ({"ZHUNSHENG_OIDC_LEEWAY_SECONDS": "-1"}, ["ZHUNSHENG_OIDC_LEEWAY_SECONDS"], "整数"),
        ({"ZHUNSHENG_OIDC_LEEWAY_SECONDS": "301"}, ["ZHUNSHENG_OIDC_LEEWAY_SECONDS"], "五分钟"),
    ],
)
def test_what_cannot_be_used_is_refused(change: Mapping[str, str], places: list[str], says: str) -> None:
    with pytest.raises(InputError) as refused:
        provider_of({**SAID, **change})
    problems = refused.value.problems
    assert [problem.pointer for problem in problems] == places
    assert says in problems[0].render("zh")
    assert all(problem.say(language)[1] for problem in problems for language in ("zh", "en"))


def test_serve_does_not_start_on_half_a_provider(run: Run, tmp_path: Path) -> None:
    said = {"XDG_DATA_HOME": str(tmp_path), "ZHUNSHENG_OIDC_ISSUER": "https://id.example"}
    done = run("serve", "--port", "0", env=said)
    assert done.returncode == 2
    assert "ZHUNSHENG_OIDC_AUDIENCE" in done.stderr


def test_who_is_signed_in_with_a_real_provider_works_with_a_real_service(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")
    monkeypatch.setenv("no_proxy", "127.0.0.1,localhost")
    with running() as provider:
        issuer = f"http://localhost:{provider.server_port}"
        settings = {
            "ZHUNSHENG_OIDC_ISSUER": issuer,
            "ZHUNSHENG_OIDC_AUDIENCE": AUDIENCE,
            "ZHUNSHENG_OIDC_ROLES": json.dumps({"handlers": "handler"}),
            "ZHUNSHENG_OIDC_ROLES_CLAIM": "groups",
        }
        with (
            recorded_service(tmp_path, **settings) as service,
            service.http() as http,
            service.http() as root,
        ):
            token = id_token(issuer)
            bearing = {"authorization": f"Bearer {token}"}
            found = http.get("/v1/session", headers=bearing).json()
            assert (found["login"], found["name"], found["roles"]) == (None, "desk-1", ["handler"])
            opened = http.post("/v1/cases", json={}, headers={**bearing, "idempotency-key": '"1"'})
            assert opened.status_code == 201, opened.text
            assert opened.json()["owner"] == found["id"]
            foreign = {"authorization": f"Bearer {id_token(issuer, 'canteen')}"}
            assert http.get("/v1/session", headers=foreign).status_code == 401

            # Out of use here is out of use, whatever the provider says.
            csrf = service.root(root)
            listed = {one["id"]: one for one in root.get("/v1/accounts").json()["accounts"]}
            assert listed[found["id"]]["signs_in_with"] == "identity_provider"
            out = root.put(f"/v1/accounts/{found['id']}/active", json={"active": False}, headers=csrf)
            assert out.status_code == 200, out.text
            refused = http.get("/v1/session?lang=en", headers=bearing)
            assert refused.status_code == 401
            assert refused.json()["detail"] == "the account is not in use here any more"
            metrics = root.get("/metrics").text
        assert not any(part in service.written for part in token.split("."))
    assert 'zhunsheng_sign_in_failures_total{reason="bad_token"} 1.0' in metrics
    assert 'zhunsheng_sign_in_failures_total{reason="disabled"} 1.0' in metrics
