"""What a service that keeps records is made of, put together from the environment (`records_environment`, `identity_provider`).


A database with nothing in it gets its tables. One with older tables is only changed if that was asked for: the older service
may still be running on it. And one that is not what its witness knows is not served at all.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace

from pydantic import SecretStr
from sqlalchemy import text

from zhunsheng.api import checks
from zhunsheng.api.readiness import Check
from zhunsheng.api.records import Records
from zhunsheng.api.security.cookies import Cookies
from zhunsheng.api.security.services import Security
from zhunsheng.cli.identity_provider import provider_keys
from zhunsheng.cli.records_environment import DATABASE, database_url, ledger_in, witness_file
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.problems import Chinese, InputError, Problem
from zhunsheng.records.access.first_run import first_code
from zhunsheng.records.access.passwords import Passwords
from zhunsheng.records.access.sign_in import SignIns
from zhunsheng.records.access_transactions import access_transactions
from zhunsheng.records.evaluating import Answers
from zhunsheng.records.ledger import Ledger, uncounted
from zhunsheng.records.log.refusals import LogRefused
from zhunsheng.records.log.signing import from_environment
from zhunsheng.records.log.witness import Standing
from zhunsheng.records.storage.database import Database, StorageUnavailable, open_database
from zhunsheng.records.storage.migrating import migrate, standing
from zhunsheng.records.storage.trial import writable
from zhunsheng.records.times import now

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class ServedRecords:
    """All that a service has more than one that keeps nothing.

    Attributes:
        code: With which the first administrator is made; None where there is one.
    """

    records: Records
    security: Security
    checks: tuple[Check, ...]
    code: SecretStr | None

    def close(self) -> None:
        """Ends the connections to the database."""
        self.records.ledger.database.close()


def served_records(
    evaluator: Evaluator,
    environment: Mapping[str, str],
    origin: str,
    *,
    migrating: bool,
    appended: Callable[[int], None] = uncounted,
) -> ServedRecords:
    """Opens what the environment names.

    Args:
        origin: Where the service's pages are; with https, its cookies are never sent without.
        migrating: Whether a database with older tables is brought to those of this version.
        appended: Hears how many entries each transaction has added to the log.

    Raises:
        InputError: something in the environment cannot be used, the tables are others, or the database does not answer.
        LogRefused: the database is not what its witness knows, or the signing key cannot be used.
    """
    keys = provider_keys(environment)
    with ExitStack() as if_refused:
        database = open_database(database_url(environment))
        if_refused.callback(database.close)
        ledger = replace(ledger_in(database, environment), appended=appended)
        for warning in ledger.signing.warnings:
            _LOG.warning("%s", warning.what)
        witness_file(environment).parent.mkdir(parents=True, exist_ok=True)
        desk = SignIns(access_transactions(ledger), Passwords(), now)
        with _told():
            _bring_up(database, migrating)
            ledger.refuse_key()
            found = ledger.standing()
            if found.problem is not None:
                raise LogRefused([found.problem])
            code = first_code(desk.transactions, desk.clock)
        if_refused.pop_all()
    records = Records(ledger, Answers(evaluator))
    return ServedRecords(
        records,
        Security(desk, frozenset({origin}), Cookies(secure=origin.startswith("https://")), keys),
        _checks(records, environment),
        code,
    )


def _checks(records: Records, environment: Mapping[str, str]) -> tuple[Check, ...]:
    ledger = records.ledger
    database = ledger.database

    def reach() -> None:
        with database.reading() as connection:
            connection.execute(text("SELECT 1"))

    return (
        checks.database(
            reach, lambda: standing(database) == "current", lambda: writable(database, ledger.clock())
        ),
        checks.witness(lambda: ledger.standing().standing is Standing.FINE),
        checks.tree(records.tree.whole),
        checks.signing_key(
            signed=ledger.signing.key is not None,
            current=lambda: _accepted(ledger.refuse_key),
            there=lambda: _accepted(lambda: _refuse_another(ledger, environment)),
        ),
    )


def _accepted(refuse: Callable[[], None]) -> bool:
    try:
        refuse()
    except LogRefused:
        return False
    return True


def _refuse_another(ledger: Ledger, environment: Mapping[str, str]) -> None:
    """Reads the key again, as the next start will.

    Raises:
        LogRefused: it cannot be read, or is another one.
    """
    if from_environment(environment).key != ledger.signing.key:
        raise LogRefused([])


def _bring_up(database: Database, migrating: bool) -> None:
    found = standing(database)
    if found == "empty" or (found == "older" and migrating):
        migrate(database)
    elif found == "older":
        raise InputError([_OLDER])
    elif found == "newer":
        raise InputError([_NEWER])


@contextmanager
def _told() -> Iterator[None]:
    """A database that does not answer is something that whoever starts the service can look into."""
    try:
        yield
    except StorageUnavailable as error:
        raise InputError(
            [
                Problem(
                    "storage_unavailable",
                    f"the database does not answer: {error.reason.strip()}",
                    mend="Check ZHUNSHENG_DATABASE_URL and that the database runs; --stateless serves without one.",
                    pointer=DATABASE,
                    zh=Chinese(
                        f"数据库没有应答：{error.reason.strip()}",
                        "请检查 ZHUNSHENG_DATABASE_URL 和数据库；不需要留存记录的，请用 --stateless。",
                    ),
                )
            ]
        ) from error


_OLDER = Problem(
    "database_older",
    "the database was made by an older version, or its tables are not ours",
    why="Whoever runs the older service would find other tables from one moment to the next.",
    mend="Stop the older service, back up database and witness, and start once with --migrate.",
    pointer=DATABASE,
    zh=Chinese(
        "数据库出自较早的版本，或者其中的表不属于本服务",
        "请停止旧服务，备份数据库和见证文件，然后用 --migrate 启动一次。",
    ),
)
_NEWER = Problem(
    "database_newer",
    "the database was migrated by a later version",
    why="This version does not know what its tables mean.",
    mend="Run that version or a later one, or restore the backup from before the migration.",
    pointer=DATABASE,
    zh=Chinese("数据库已由更新的版本迁移", "请运行该版本或更新的版本，或者恢复迁移前的备份。"),
)
