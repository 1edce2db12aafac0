"""What the register is timed on is a log as it would be, and what is told of it is made of its figures."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.register.filling import fill
from benchmarks.register.lives import Words, lives
from benchmarks.register.questions import questions
from benchmarks.register.report import Figures, page
from benchmarks.register.timing import of_questions, plans
from zhunsheng.engine.release import Release
from zhunsheng.records.checking import findings
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.storage.database import open_database
from zhunsheng.records.storage.migrating import migrate

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_page_is_made_of_the_figures() -> None:
    figures = Figures(**json.loads((DOCS / "register-speed.json").read_text(encoding="utf-8")))
    assert (DOCS / "register-speed.md").read_text(encoding="utf-8") == page(figures), (
        "run `python -m benchmarks.register --again`"
    )
    assert {of["records"] for of in figures.filled.values()} == {100_000}


def test_what_is_filled_in_is_a_log_that_is_sound(release: Release, tmp_path: Path) -> None:
    words = Words.of(release)
    database = open_database(f"sqlite:///{tmp_path / 'records.db'}")
    migrate(database)
    entries = fill(database, lives(words, 60))
    ledger = Ledger(database)
    with ledger.reading() as log:
        assert log.size() == entries
        assert list(findings(log)) == []
    asked = questions(ledger, words)
    assert set(of_questions(database, asked, 1)) == set(asked)
    # What is asked for by an index is not looked for in every row.
    for name, plan in plans(database, words).items():
        assert plan, name
        assert all("INDEX" in line or "PRIMARY KEY" in line for line in plan), (name, plan)
    database.close()
