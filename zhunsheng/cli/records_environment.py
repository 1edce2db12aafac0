"""Where records are kept, and with which keys, as the environment says it; one place for the service and for the commands.

    ZHUNSHENG_DATABASE_URL     where records are kept; without it, SQLite in the user's data folder
    ZHUNSHENG_WITNESS_FILE     where the last checkpoint is kept (`records.log.witness`); without it, beside the SQLite file,
                               or in the data folder
    ZHUNSHENG_SIGNING_KEY…     with which checkpoints are signed (`records.log.signing`)
    ZHUNSHENG_CONTENT_KEYS     with which contents are sealed, separated by blanks, the one that seals first

Nothing is opened, migrated or made by this.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sqlalchemy.engine import make_url

from zhunsheng.records.ledger import Ledger
from zhunsheng.records.log.signing import from_environment
from zhunsheng.records.storage.database import Database
from zhunsheng.records.storage.sealing import Seals

DATABASE = "ZHUNSHENG_DATABASE_URL"
WITNESS = "ZHUNSHENG_WITNESS_FILE"
CONTENT_KEYS = "ZHUNSHENG_CONTENT_KEYS"


def database_url(environment: Mapping[str, str]) -> str:
    """The address of the database."""
    return environment.get(DATABASE) or f"sqlite:///{data_folder(environment) / 'records.db'}"


def witness_file(environment: Mapping[str, str]) -> Path:
    """The file of the witness."""
    said = environment.get(WITNESS)
    return Path(said) if said else witness_beside(database_url(environment), data_folder(environment))


def seals(environment: Mapping[str, str]) -> Seals:
    """The keys that seal contents.

    Raises:
        InputError: one of them is no key.
    """
    return Seals.of(environment.get(CONTENT_KEYS, "").split())


def ledger_in(database: Database, environment: Mapping[str, str]) -> Ledger:
    """The log in a database, with the keys and the witness that the environment names.

    Raises:
        InputError: a key is none, or cannot be used.
    """
    return Ledger(database, seals(environment), from_environment(environment), witness_file(environment))


def data_folder(environment: Mapping[str, str]) -> Path:
    """The user's folder for data that programs keep (XDG Base Directory Specification), with a place of ours in it."""
    base = environment.get("XDG_DATA_HOME", "")
    return (Path(base) if Path(base).is_absolute() else Path.home() / ".local" / "share") / "zhunsheng"


def witness_beside(url: str, folder: Path) -> Path:
    """Where the witness is kept if nobody says so: a backup of the one file is not one of the other."""
    address = make_url(url)
    if address.drivername.startswith("sqlite") and address.database:
        return Path(f"{address.database}.witness")
    return folder / "witness"
