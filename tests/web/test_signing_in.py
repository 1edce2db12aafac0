"""Signing in, the first administrator, one's password; and that an ended session loses nothing that was typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.api.records.people import PASSWORD, service_over
from tests.web.conftest import opened
from tests.web.site import Site, Visitor, forms, text_of
from zhunsheng.engine.evaluation import Evaluator

NEW = "another horse, another staple"


def test_who_signs_in_goes_on_to_where_he_was_going(site: Site) -> None:
    nobody = site.as_(None)
    answer = nobody.fill(
        "/sign-in?to=/account/password", {"login": "handler", "password": PASSWORD}, "/sign-in"
    )
    assert (answer.status_code, answer.headers["location"]) == (303, "/account/password")
    assert "HttpOnly" in answer.headers["set-cookie"]


@pytest.mark.parametrize(
    "to",
    ["//evil.example", "https://evil.example/", "/\\evil.example", "evil", "javascript:1", "//[", "http://["],
)
def test_nobody_is_led_to_another_host(site: Site, to: str) -> None:
    answer = site.as_(None).post("/sign-in", {"login": "handler", "password": PASSWORD, "to": to})
    assert answer.headers["location"] == "/"
    answer = site.as_("handler").get(f"/sign-in?to={to}")
    assert answer.headers["location"] == "/"


@pytest.mark.parametrize(("language", "said"), [("zh", "登录名或密码不对"), ("en", "nobody has this login")])
def test_a_wrong_password_is_said_and_nothing_else_is_lost(site: Site, language: str, said: str) -> None:
    answer = site.as_(None, language).post(
        "/sign-in", {"login": "handler", "password": "wrong", "to": "/guide"}
    )
    assert answer.status_code == 401
    assert said in text_of(answer.text)
    (form,) = [form for form in forms(answer.text) if form.action == "/sign-in"]
    assert form.values == {"csrf_token": "", "to": "/guide", "login": "handler", "password": ""}
    assert "wrong" not in answer.text.replace('class="field wrong"', "")


def test_a_form_from_another_site_is_refused(site: Site) -> None:
    sent = {"login": "handler", "password": PASSWORD}
    answer = site.as_(None).post("/sign-in", sent, **{"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers
    answer = site.as_("handler").post(
        "/account/password", {"csrf_token": "0" * 64, "current": PASSWORD, "new": NEW}
    )
    assert answer.status_code == 403


def test_ones_own_password(own_site: Site) -> None:
    handler = own_site.as_("handler")
    typed = {"current": PASSWORD, "new": NEW, "new_again": "another"}
    answer = handler.fill("/account/password", typed)
    assert answer.status_code == 422
    assert NEW not in answer.text
    answer = handler.fill("/account/password", {**typed, "new": "short", "new_again": "short"})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    answer = handler.fill("/account/password", {**typed, "new_again": NEW, "current": "wrong"})
    assert (answer.status_code, "现在的密码不对" in answer.text) == (422, True)
    answer = handler.fill("/account/password", {**typed, "new_again": NEW})
    assert answer.headers["location"] == "/"
    assert handler.get("/account/password").status_code == 303  # the session of before has ended
    assert own_site.as_(None).post("/sign-in", {"login": "handler", "password": NEW}).status_code == 303


def test_the_setup_code_counts(evaluator: Evaluator, tmp_path: Path) -> None:
    database = opened(tmp_path)
    nobody = Visitor(service_over(database, evaluator, tmp_path), None)
    assert 'href="/setup"' in nobody.get("/sign-in").text
    typed = {"code": "wrong", "login": "root", "new": NEW, "new_again": NEW}
    answer = nobody.fill("/setup", typed)
    assert answer.status_code == 422
    (form,) = [form for form in forms(answer.text) if form.action == "/setup"]
    assert (form.values["login"], form.values["code"], form.values["new"]) == ("root", "", "")
    database.close()


def test_once_there_is_an_administrator_nothing_is_set_up(own_site: Site) -> None:
    assert 'href="/setup"' not in own_site.as_(None).get("/sign-in").text
    for role, onward in ((None, "/sign-in"), ("handler", "/")):
        page = own_site.as_(role).get("/setup").text
        assert "已有账户管理员" in text_of(page)
        assert f'href="{onward}"' in page.partition("<main")[2]
        assert not [form for form in forms(page) if form.action == "/setup"]
    typed = {"code": "wrong", "login": "root", "new": NEW, "new_again": NEW}
    answer = own_site.as_(None).post("/setup", typed)
    assert (answer.status_code, "已有账户管理员" in text_of(answer.text)) == (422, True)


def test_signing_out_ends_the_session(own_site: Site) -> None:
    handler = own_site.as_("handler")
    answer = handler.post("/sign-out", {})
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
    assert handler.get("/account/password").headers["location"].startswith("/sign-in")


def test_an_ended_session_loses_nothing_but_secrets(own_site: Site) -> None:
    handler = own_site.as_("handler")
    own_site.as_("handler").post("/sign-out", {})
    sent = {"text": "许多话 <b>", "measures": ["a", "b"], "new": NEW, "idempotency_key": "k"}
    answer = handler.post("/account/password", sent)
    assert answer.status_code == 401
    assert NEW not in answer.text
    (form,) = [form for form in forms(answer.text) if form.action == "/sign-in"]
    assert form.values["resume_path"] == "/account/password"
    assert form.values["resumed.text"] == "许多话 <b>"
    assert form.values["resumed.measures"] == ["a", "b"]
    again = own_site.as_(None).post("/sign-in", {**form.values, "login": "handler", "password": "wrong"})
    (form,) = [form for form in forms(again.text) if form.action == "/sign-in"]
    answer = own_site.as_(None).post("/sign-in", {**form.values, "login": "handler", "password": PASSWORD})
    assert answer.status_code == 200
    assert "set-cookie" in answer.headers
    (form,) = [form for form in forms(answer.text) if form.action == "/account/password"]
    assert form.values["text"] == "许多话 <b>"
    assert form.values["measures"] == ["a", "b"]
    assert form.values["idempotency_key"] == "k"
    assert form.values["csrf_token"]


def test_a_long_text_is_carried_along_as_well(own_site: Site) -> None:
    handler, text = own_site.as_("handler"), "字" * 20_000
    handler.post("/sign-out", {})
    answer = handler.post(f"/cases/{own_site.cases['opened']}/moves/opinion-given", {"text": text})
    (form,) = [form for form in forms(answer.text) if form.action == "/sign-in"]
    answer = own_site.as_(None).post("/sign-in", {**form.values, "login": "handler", "password": PASSWORD})
    assert answer.status_code == 200, answer.text[:500]
    assert text in answer.text
