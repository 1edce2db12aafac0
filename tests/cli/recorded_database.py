"""A database with evaluated cases for tests of commands: it is made in this process, and the commands read it in theirs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from click.testing import Result
from typer.testing import CliRunner

from zhunsheng.cli.main import app
from zhunsheng.cli.records_environment import DATABASE, WITNESS, ledger_in
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.log.signing import FILE_VARIABLE, write_key
from zhunsheng.records.log.verifier_keys import SigningKey
from zhunsheng.records.storage.database import open_database
from zhunsheng.records.storage.migrating import migrate

KEY = SigningKey("records.example", b"\1" * 32)


@dataclass(frozen=True)
class Kept:
    """A database in a folder, with its key and its witness."""

    folder: Path
    name: str = "records.db"

    @property
    def environment(self) -> Mapping[str, str]:
        """What the commands are told of it."""
        return {
            DATABASE: f"sqlite:///{self.folder / self.name}",
            WITNESS: str(self.folder / "witness"),
            FILE_VARIABLE: str(self.folder / "key"),
        }

    def within(self, act: Callable[[Ledger], object]) -> None:
        """Does something with its log."""
        database = open_database(self.environment[DATABASE])
        act(ledger_in(database, self.environment))
        database.close()

    def run(self, *arguments: str, **environment: str) -> Result:
        """Runs a command on it, in this process."""
        return CliRunner().invoke(app, list(arguments), env={**self.environment, **environment})


def kept_in(folder: Path) -> Kept:
    """A database with tables and nothing in them."""
    kept = Kept(folder)
    write_key(KEY, folder / "key")
    kept.within(lambda ledger: migrate(ledger.database))
    return kept
