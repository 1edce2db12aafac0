"""A service that keeps records, on either database, and the people who work with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from argon2 import Parameters
from argon2.low_level import Type
from pydantic import SecretStr

from tests.api.records.people import PASSWORD, Service
from tests.records.conftest import database, empty_database, postgresql, url
from zhunsheng.api.app import create_app
from zhunsheng.api.records import Records
from zhunsheng.api.security.cookies import Cookies
from zhunsheng.api.security.services import Security
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.records.access.passwords import Passwords
from zhunsheng.records.access.sign_in import SignIns
from zhunsheng.records.access_transactions import access_transactions
from zhunsheng.records.evaluating import Answers
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.storage.database import Database
from zhunsheng.records.times import now

__all__ = ["database", "empty_database", "postgresql", "url"]

#: Hashes that cost nothing: nobody attacks a test.
_CHEAP = Parameters(Type.ID, 19, 16, 32, 1, 8, 1)


@pytest.fixture
def service(database: Database, evaluator: Evaluator, tmp_path: Path) -> Service:
    passwords = Passwords(_CHEAP)
    ledger = Ledger(database, witness=tmp_path / "witness")
    sign_ins = SignIns(access_transactions(ledger), passwords, now)
    app = create_app(
        evaluator,
        security=Security(sign_ins, frozenset({"http://service.test"}), Cookies(secure=False)),
        records=Records(ledger, Answers(evaluator)),
    )
    return Service(app, ledger, sign_ins, passwords.hashed(SecretStr(PASSWORD)))
