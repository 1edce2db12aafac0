"""An administrator's pages: every operation once through its form, refusals at their field, and passwords that leave no trace."""

from __future__ import annotations

import json
import logging
import re
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from tests.api.records.people import Person, Service
from tests.web.site import MARKUP, Site, Visitor, forms, text_of
from zhunsheng.records.access.accounts import Account, External
from zhunsheng.records.access.roles import Role
from zhunsheng.records.storage.tables import METADATA

OWN = "four quiet rivers in winter"


@pytest.fixture
def root(own_site: Site) -> Visitor:
    return own_site.as_("administrator")


def added(root: Visitor, login: str = "desk-1", *roles: str) -> str:
    answer = root.fill("/accounts/new", {"login": login, "roles": list(roles or ("handler",))})
    assert answer.status_code == 303, text_of(answer.text)
    where = answer.headers["location"]
    assert where.endswith("?done=added")
    assert "账户已建立" in root.get(where).text
    return str(where.removeprefix("/accounts/").partition("?")[0])


def password_of(root: Visitor, account_id: str) -> str:
    answer = root.fill(f"/accounts/{account_id}", {}, f"/accounts/{account_id}/password")
    assert answer.status_code == 200, text_of(answer.text)
    assert answer.headers["cache-control"] == "no-store"
    assert 'rel="alternate"' not in answer.text  # it has no twin
    found = re.search(r"<code>([\w-]{24})</code>", answer.text)
    assert found
    return found[1]


def signed_in(service: Service, login: str, password: str) -> Visitor:
    return Visitor(service, service.signed_in(login, password))


def test_an_account_from_its_first_day_to_its_last(own_site: Site, root: Visitor) -> None:
    """Added, given a password, other roles, its cases handed over, out of use, back: each is an entry of the log."""
    service = own_site.service
    desk_id = added(root, "Desk-1", "handler", "reviewer")
    page = f"/accounts/{desk_id}"
    assert "desk-1" in root.get("/accounts").text
    assert root.get(f"{page}.json").json()["account"]["roles"] == ["handler", "reviewer"]

    password = password_of(root, desk_id)
    assert "初始密码，尚未修改" in root.get(page).text
    desk = signed_in(service, "desk-1", password)
    assert "/account/password" in desk.get("/account").text
    changed = desk.fill("/account/password", {"current": password, "new": OWN, "new_again": OWN})
    assert changed.status_code == 303
    desk = signed_in(service, "desk-1", OWN)
    assert desk.person
    opened = desk.person.post("/v1/cases").json()["id"]

    handed = root.fill(page, {"to": own_site.people["handler"].id}, f"{page}/handing-over")
    assert handed.status_code == 303, text_of(handed.text)
    assert "移交了 1 个案卷" in root.get(handed.headers["location"]).text
    handler = own_site.people["handler"]
    assert handler.get(f"/v1/cases/{opened}").status_code == 200

    given = root.fill(page, {"roles": ["auditor"]}, f"{page}/roles")
    assert given.headers["location"] == f"{page}?done=roles"
    assert desk.get("/account").status_code == 303  # its session has ended
    assert "审计人" in root.get(page).text

    assert "停用后，该账户不能再登录" in root.get(page).text  # what it means is said before
    ended = root.fill(page, {}, f"{page}/use")
    assert ended.headers["location"] == f"{page}?done=out_of_use"
    refused = service.client.post("/v1/session", json={"login": "desk-1", "password": OWN})
    assert refused.status_code == 401
    assert "重新启用后" in root.get(page).text
    back = root.fill(page, {}, f"{page}/use")
    assert back.headers["location"] == f"{page}?done=into_use"
    assert signed_in(service, "desk-1", OWN).get("/account").status_code == 200

    said = [entry.kind for entry in service.entries() if entry.subjects.get("account") == desk_id]
    assert [kind for kind in said if kind.startswith("account.")] == [
        "account.added",
        "account.password_set",
        "account.password_changed",
        "account.roles_changed",
        "account.put_out_of_use",
        "account.put_back_in_use",
    ]


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"login": "a b", "roles": ["handler"]}, "login", "登录名不合要求"),
        ({"login": "handler", "roles": ["handler"]}, "login", "已被占用"),
        ({"login": "new", "roles": []}, "roles", "账户没有角色"),
        ({"login": "new", "roles": ["auditor", "handler"]}, "roles", "须是账户唯一的角色"),
        ({"login": "new", "roles": ["auditer"]}, "roles", "没有「auditer」这个角色"),
    ],
)
def test_what_is_wrong_with_a_new_account_is_said_at_its_field_and_nothing_is_lost(
    own_site: Site, root: Visitor, typed: dict[str, Any], field: str, said: str
) -> None:
    before = len(own_site.service.entries())
    answer = root.fill("/accounts/new", typed)
    assert answer.status_code == 422
    problem = re.search(rf'id="f-{field}-error">(.*?)</p>', answer.text, re.DOTALL)
    assert problem
    assert said in text_of(problem[1])
    (again,) = [form for form in forms(answer.text) if form.action == "/accounts/new"]
    assert again.values["login"] == typed["login"]
    checked = again.values.get("roles", [])
    known = {name for name in typed["roles"] if name in {role.value for role in Role}}
    assert ({checked} if isinstance(checked, str) else set(checked)) == known
    assert len(own_site.service.entries()) == before


def test_the_last_administrator_stays_one_and_that_is_said_at_the_form(own_site: Site, root: Visitor) -> None:
    me = f"/accounts/{own_site.people['administrator'].id}"
    for form, typed, place in (
        ("roles", {"roles": ["handler"]}, "roles"),
        ("use", {}, "active"),
    ):
        answer = root.fill(me, typed, f"{me}/{form}")
        assert answer.status_code == 422
        problem = re.search(rf'id="f-{place}-error">(.*?)</p>', answer.text, re.DOTALL)
        assert problem, form
        assert "最后一个可以登录的账户管理员" in problem[1]
        assert 'href="#f-' in answer.text
    chosen = next(form for form in forms(root.fill(me, {"roles": ["handler"]}, f"{me}/roles").text))
    assert chosen  # the page is whole
    assert root.get(f"{me}.json").json()["account"]["roles"] == ["administrator"]
    # One's own first password is nobody's to make; a form that was made by hand is refused.
    key = next(form for form in forms(root.get(me).text) if form.action == f"{me}/use").values
    assert root.post(f"{me}/password", key).status_code == 422


def test_an_account_of_the_identity_provider_has_neither_password_nor_roles_to_give(
    own_site: Site, root: Visitor
) -> None:
    external = Account(
        "u-far", None, MARKUP, frozenset({Role.HANDLER}), external=External("https://idp.test", "far")
    )
    with own_site.service.sign_ins.transactions.writing() as stores:
        stores.accounts.add(external)
    page = root.get("/accounts/u-far")
    assert {form.action for form in forms(page.text)} & {
        "/accounts/u-far/roles",
        "/accounts/u-far/password",
    } == set()
    assert "<script>alert" not in page.text
    assert "<script>alert" not in root.get("/accounts").text
    use = next(form for form in forms(page.text) if form.action == "/accounts/u-far/use")
    answer = root.post("/accounts/u-far/roles", {**use.values, "roles": "reviewer"})
    assert answer.status_code == 422
    assert "由身份提供方决定" in answer.text


def test_cases_that_the_other_one_cannot_have_stay_and_are_named(own_site: Site, root: Visitor) -> None:
    """The reviewer has reviewed the closed case, so it cannot become his."""
    reviewer = own_site.people["reviewer"].id
    roles = root.fill(
        f"/accounts/{reviewer}", {"roles": ["handler", "reviewer"]}, f"/accounts/{reviewer}/roles"
    )
    assert roles.status_code == 303
    page = f"/accounts/{own_site.people['handler'].id}"
    nobody = root.fill(page, {"to": ""}, f"{page}/handing-over")
    assert nobody.status_code == 422
    assert 'id="f-to-error"' in nobody.text
    answer = root.fill(page, {"to": reviewer}, f"{page}/handing-over")
    told = root.get(answer.headers["location"])
    assert own_site.cases["closed"] in told.text
    assert own_site.cases["opened"] not in told.text
    assert root.get(answer.headers["location"].replace("?", ".json?", 1)).json()["handed_over"] == {
        "handed_over": 3,
        "left": [own_site.cases["closed"]],
        "left_in_all": 1,
    }


def test_a_first_password_is_in_no_log_no_row_and_no_second_answer(
    own_site: Site, root: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    desk_id = added(root)
    passwords = [password_of(root, desk_id)]
    # The very same form sent again makes another one: nobody keeps the first to show it again.
    form = next(
        form for form in forms(root.get(f"/accounts/{desk_id}").text) if form.action.endswith("/password")
    )
    for _ in range(2):
        answer = root.post(form.action, form.values)
        found = re.search(r"<code>([\w-]{24})</code>", answer.text)
        assert found
        passwords.append(found[1])
    assert len(set(passwords)) == 3
    answers = [root.get(path) for path in (f"/accounts/{desk_id}", f"/accounts/{desk_id}.json", "/accounts")]
    assert root.get(f"/accounts/{desk_id}/password").status_code in (404, 405)
    assert root.get(f"/accounts/{desk_id}/password.json").status_code == 404
    logged = "\n".join(record.getMessage() + str(record.__dict__) for record in caplog.records)
    with own_site.service.ledger.database.reading() as connection:
        rows = json.dumps(
            [
                str(row)
                for table in METADATA.sorted_tables
                for row in connection.execute(select(table)).mappings().all()
            ]
        )
    entries = "\n".join(map(repr, own_site.service.entries()))
    for password in passwords:
        assert password not in logged
        assert password not in rows
        assert password not in entries
        assert not any(password in answer.text for answer in answers)


def test_the_same_form_sent_twice_adds_one_account(own_site: Site, root: Visitor) -> None:
    (form,) = [form for form in forms(root.get("/accounts/new").text) if form.action == "/accounts/new"]
    sent = {**form.values, "login": "once", "roles": "handler"}
    first, second = root.post("/accounts/new", sent), root.post("/accounts/new", sent)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.headers["location"] == second.headers["location"]
    assert root.get("/accounts.json?login=once").json()["found"] == 1


def test_the_list_is_searched_and_paged(own_site: Site, root: Visitor) -> None:
    with own_site.service.sign_ins.transactions.writing() as stores:
        for number in range(120):
            login = f"many-{number:03d}"
            stores.accounts.add(
                Account(f"m-{number}", login, login, frozenset({Role.MAINTAINER}), active=number % 2 == 0)
            )
    everybody = root.get("/accounts.json").json()
    assert (everybody["found"], everybody["all"], len(everybody["accounts"])) == (126, 126, 100)
    assert len(root.get("/accounts").content) < 100_000
    rest = root.get(everybody["following"].replace("?", ".json?", 1)).json()
    assert len(rest["accounts"]) == 26
    assert rest["following"] is None
    assert root.get("/accounts.json?login=MANY-00").json()["found"] == 10
    assert root.get("/accounts.json?role=maintainer&use=out_of_use").json()["found"] == 60
    assert root.get("/accounts.json?role=maintainer&use=in_use&login=many-01").json()["found"] == 5
    assert "没有符合条件的账户" in root.get("/accounts?login=nobody-like-this").text
    assert root.get("/accounts?after=-1").status_code == 422


@pytest.mark.parametrize("role", [role.value for role in Role if role is not Role.ADMINISTRATOR])
def test_accounts_are_for_administrators(site: Site, role: str) -> None:
    somebody = site.as_(role)
    for path in ("/accounts", "/accounts/new", f"/accounts/{site.people['handler'].id}"):
        assert somebody.get(path).status_code == 403
        assert somebody.get(f"{path}.json").status_code == 403
    assert somebody.get("/account").status_code == 200


def test_an_account_that_there_is_not_is_not_found(site: Site) -> None:
    root = site.as_("administrator")
    assert root.get("/accounts/nobody").status_code == 404
    assert root.get("/accounts/no one").status_code in (404, 422)


@pytest.mark.parametrize(
    ("role", "says", "not_says"),
    [
        ("handler", ("提出承办意见：本人承办的案卷", "立卷"), ("管理账户",)),
        ("auditor", ("查看日志", "查看案卷"), ("立卷", "提出承办意见")),
        ("administrator", ("管理账户", "移交"), ("查看案卷", "评估案卷")),
    ],
)
def test_ones_own_page_says_what_one_may_do(
    site: Site, role: str, says: tuple[str, ...], not_says: tuple[str, ...]
) -> None:
    answer = site.as_(role).get("/account")
    words = text_of(answer.text)
    assert all(word in words for word in says)
    assert not any(f" {word} " in words for word in not_says)
    english = text_of(site.as_(role, "en").get("/account").text)
    assert "What you may do" in english
    twin = site.as_(role).get("/account.json").json()
    operations: list[str] = own_operations(site.people[role])
    assert [item["operation"] for item in twin["may_do"]] == operations


def own_operations(person: Person) -> list[str]:
    answer: httpx.Response = person.get("/v1/session")
    found: list[str] = answer.json()["operations"]
    return found
