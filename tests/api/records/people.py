"""People who sign in and work with cases, over HTTP."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from argon2 import Parameters
from argon2.low_level import Type
from fastapi import FastAPI
from pydantic import SecretStr

from tests.api.client import Client
from zhunsheng.api.app import create_app
from zhunsheng.api.records import Records
from zhunsheng.api.security.cookies import Cookies
from zhunsheng.api.security.services import Security
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.records.access.accounts import Account
from zhunsheng.records.access.passwords import Passwords
from zhunsheng.records.access.roles import Role
from zhunsheng.records.access.sign_in import SignIns
from zhunsheng.records.access_transactions import access_transactions
from zhunsheng.records.evaluating import Answers
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.log.entries import Entry
from zhunsheng.records.storage.database import Database
from zhunsheng.records.times import now

PASSWORD = "correct horse battery staple"
_KEYS = itertools.count()
#: Hashes that cost nothing: nobody attacks a test.
_CHEAP = Parameters(Type.ID, 19, 16, 32, 1, 8, 1)


@dataclass(frozen=True)
class Person:
    """Somebody who has signed in."""

    client: Client
    id: str
    cookies: dict[str, str]
    csrf: str

    def get(self, url: str) -> httpx.Response:
        return self.client.get(url, headers=self.headers())

    def post(self, url: str, body: Any = None, key: str | None = None) -> httpx.Response:
        """Posts under a key of its own, if none is given."""
        key = key or f"key-{next(_KEYS)}"
        return self.client.post(
            url, json={} if body is None else body, headers={**self.headers(), "Idempotency-Key": f'"{key}"'}
        )

    def put(self, url: str, body: Any) -> httpx.Response:
        return self.client.request("PUT", url, json=body, headers=self.headers())

    def move(self, case_id: str, kind: str, number: int, role: str, **said: Any) -> httpx.Response:
        body = {"kind": kind, "number": number, "acting_as": role, **said}
        return self.post(f"/v1/cases/{case_id}/moves?lang=en", body)

    def headers(self) -> dict[str, str]:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {"cookie": cookie, "x-csrf-token": self.csrf}


@dataclass(frozen=True)
class Service:
    """A service with its application in hand."""

    app: FastAPI
    ledger: Ledger
    sign_ins: SignIns
    hashed: str

    @property
    def client(self) -> Client:
        return Client(self.app)

    def person(self, login: str, *roles: Role) -> Person:
        """Makes an account and signs in with it."""
        with self.sign_ins.transactions.writing() as stores:
            stores.accounts.add(Account(f"u-{login}", login, login, frozenset(roles), self.hashed))
        return self.signed_in(login)

    def signed_in(self, login: str, password: str = PASSWORD) -> Person:
        """Signs somebody in who has an account."""
        answer = self.client.post("/v1/session", json={"login": login, "password": password})
        assert answer.status_code == 201, answer.text
        return Person(self.client, answer.json()["id"], dict(answer.cookies), answer.json()["csrf_token"])

    def entries(self) -> tuple[Entry, ...]:
        """Everything that the log says."""
        with self.ledger.reading() as log:
            return tuple(numbered.entry for numbered in log.between(0, log.size()))


def service_over(
    database: Database, evaluator: Evaluator, folder: Path, origin: str = "http://service.test"
) -> Service:
    """A service that keeps its records there, with its witness in a folder, and whose pages are at an origin."""
    passwords = Passwords(_CHEAP)
    ledger = Ledger(database, witness=folder / "witness")
    sign_ins = SignIns(access_transactions(ledger), passwords, now)
    app = create_app(
        evaluator,
        security=Security(sign_ins, frozenset({origin}), Cookies(secure=False)),
        records=Records(ledger, Answers(evaluator)),
    )
    return Service(app, ledger, sign_ins, passwords.hashed(SecretStr(PASSWORD)))
