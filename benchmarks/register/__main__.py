"""`python -m benchmarks.register`: fills databases, asks, and writes docs/register-speed.md and register-speed.json.

With ``--again`` nothing is measured, and the page is made anew from the figures; ``--page`` names further pages to time.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import func, select

from benchmarks.load.services import add_account, postgresql, process_on
from benchmarks.register.filling import fill
from benchmarks.register.lives import Words, lives
from benchmarks.register.questions import questions
from benchmarks.register.report import Figures, page
from benchmarks.register.timing import of_pages, of_questions, plans
from zhunsheng.engine.release import default_release
from zhunsheng.records.access.roles import Role
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.storage import tables
from zhunsheng.records.storage.database import Database, open_database
from zhunsheng.records.storage.migrating import migrate

DOCS = Path(__file__).resolve().parents[2] / "docs"
#: What an auditor opens.
PAGES = ("/register", "/register?opinion=overridden", "/register?case=a", "/statistics/overrides", "/cases")
DATABASES = ("sqlite", "postgresql")
LABELS = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures, and writes what came of it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.register", description=__doc__)
    parser.add_argument("--records", type=int, default=100_000, help="how many recorded evaluations")
    parser.add_argument("--rounds", type=int, default=15, help="how often each question is asked")
    parser.add_argument("--on", choices=DATABASES, nargs="+", default=list(DATABASES), help="which databases")
    parser.add_argument("--page", action="append", default=[], metavar="PATH", help="a further page to time")
    parser.add_argument("--docs", type=Path, default=DOCS, metavar="FOLDER", help="where the page goes")
    parser.add_argument("--again", action="store_true", help="measure nothing, write from the figures")
    options = parser.parse_args(arguments)
    kept = options.docs / "register-speed.json"
    if options.again:
        figures = Figures(**json.loads(kept.read_text(encoding="utf-8")))
    else:
        paths = [*PAGES, *options.page]
        measured = {
            LABELS[kind]: _measured(kind, options.records, options.rounds, paths) for kind in options.on
        }
        figures = Figures(
            *(
                {name: of[part] for name, of in measured.items()}
                for part in ("filled", "questions", "pages", "plans")
            ),
            conditions=_conditions(options.rounds),
        )
        kept.write_text(json.dumps(asdict(figures), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    (options.docs / "register-speed.md").write_text(page(figures), encoding="utf-8")
    print(page(figures))
    return 0


def _measured(kind: str, records: int, rounds: int, paths: Sequence[str]) -> dict[str, Any]:
    words = Words.of(default_release())
    with TemporaryDirectory(prefix="zhunsheng-register-", ignore_cleanup_errors=True) as place:
        folder = Path(place)
        with _database(kind, folder) as url:
            database = open_database(url)
            migrate(database)
            entries = fill(database, lives(words, records))
            made = {
                "filled": {"entries": entries, **_counted(database)},
                "questions": of_questions(questions(Ledger(database), words), rounds),
                "plans": plans(database, words),
            }
            add_account(database, Role.AUDITOR)
            database.close()
            with process_on("sqlite", folder, url) as (_, address):
                return {**made, "pages": of_pages(address, paths, rounds)}


@contextmanager
def _database(kind: str, folder: Path) -> Iterator[str]:
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'records.db'}"
        return
    with postgresql(folder) as url:
        yield url


def _counted(database: Database) -> dict[str, int]:
    with database.reading() as connection:
        return {
            name: int(connection.execute(select(func.count()).select_from(table)).scalar_one())
            for name, table in (("records", tables.evaluations), ("cases", tables.cases))
        }


def _conditions(rounds: int) -> dict[str, str]:
    return {
        "each asked": f"{rounds} times, after once that is not counted",
        "processors": str(os.cpu_count()),
        "Python": platform.python_version(),
    }


if __name__ == "__main__":
    raise SystemExit(main())
