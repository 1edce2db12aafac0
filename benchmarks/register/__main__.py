"""`python -m benchmarks.register`: fills databases, asks, and writes docs/register-speed.md and register-speed.json.

Figures of a database that is not asked this time stay as they are. With ``--again`` nothing is measured, and the page is made
anew from the figures; ``--page`` names further pages to time; ``--filled`` asks a database that was filled before.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.load.services import add_account, postgresql, process_on
from benchmarks.register.filling import counted, fill
from benchmarks.register.lives import Words, lives
from benchmarks.register.questions import questions
from benchmarks.register.report import Figures, page
from benchmarks.register.timing import of_pages, of_questions, plans
from zhunsheng.engine.release import default_release
from zhunsheng.records.access.roles import Role
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.storage.database import open_database
from zhunsheng.records.storage.migrating import migrate

DOCS = Path(__file__).resolve().parents[2] / "docs"
#: What an auditor opens.
PAGES = ("/register", "/register?opinion=overridden", "/register?case=a", "/statistics/overrides", "/cases")
LABELS = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
_PARTS = ("filled", "questions", "pages", "plans")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures, and writes what came of it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.register", description=__doc__)
    parser.add_argument("--records", type=int, default=100_000, help="how many recorded evaluations")
    parser.add_argument("--rounds", type=int, default=15, help="how often each question is asked")
    parser.add_argument("--on", choices=LABELS, nargs="+", default=list(LABELS), help="which databases")
    parser.add_argument(
        "--filled",
        action="append",
        default=[],
        metavar="URL",
        help="a database filled before, in place of new ones",
    )
    parser.add_argument("--page", action="append", default=[], metavar="PATH", help="a further page to time")
    parser.add_argument("--docs", type=Path, default=DOCS, metavar="FOLDER", help="where the page goes")
    parser.add_argument("--again", action="store_true", help="measure nothing, write from the figures")
    options = parser.parse_args(arguments)
    kept = options.docs / "register-speed.json"
    if not options.again:
        paths = [*PAGES, *options.page]
        for kind, url in _databases(options.on, options.filled):
            made = _measured(kind, url, options.records, options.rounds, paths)
            kept.write_text(_with(kept, LABELS[kind], made, options.rounds), encoding="utf-8")
    figures = Figures(**json.loads(kept.read_text(encoding="utf-8")))
    (options.docs / "register-speed.md").write_text(page(figures), encoding="utf-8")
    print(page(figures))
    return 0


def _databases(kinds: Sequence[str], filled: Sequence[str]) -> Iterator[tuple[str, str | None]]:
    """Which are asked: those that were filled before, or new ones, which have no address yet."""
    if filled:
        yield from ((url.partition(":")[0].partition("+")[0], url) for url in filled)
    else:
        yield from ((kind, None) for kind in kinds)


def _with(kept: Path, label: str, made: dict[str, Any], rounds: int) -> str:
    """The figures that were kept with those of one database in place of what there was of it."""
    before = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    parts = {part: {**before.get(part, {}), label: made[part]} for part in _PARTS}
    figures = Figures(**parts, conditions=_conditions(rounds))
    return json.dumps(asdict(figures), indent=1, ensure_ascii=False) + "\n"


def _measured(kind: str, url: str | None, records: int, rounds: int, paths: Sequence[str]) -> dict[str, Any]:
    words = Words.of(default_release())
    with TemporaryDirectory(prefix="zhunsheng-register-", ignore_cleanup_errors=True) as place:
        folder = Path(place)
        with nullcontext(url) if url else _database(kind, folder) as address:
            database = open_database(str(address))
            if url is None:
                migrate(database)
                fill(database, lives(words, records))
                add_account(database, Role.AUDITOR)
            made = {
                "filled": counted(database),
                "questions": of_questions(database, questions(Ledger(database), words), rounds),
                "plans": plans(database, words),
            }
            with process_on("sqlite", folder, str(address)) as (process, service):
                made["pages"] = of_pages(database, process.pid, service, paths, rounds)
            database.close()
            return made


@contextmanager
def _database(kind: str, folder: Path) -> Iterator[str]:
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'records.db'}"
        return
    with postgresql(folder) as url:
        yield url


def _conditions(rounds: int) -> dict[str, str]:
    return {
        "each asked": f"{rounds} times, after once that is not counted",
        "processors": str(os.cpu_count()),
        "Python": platform.python_version(),
    }


if __name__ == "__main__":
    raise SystemExit(main())
