"""`python -m tests.records.submissions URL WITNESS`: submissions, many at once, each told on a line as it is acknowledged.

There is no last one: to be killed in the middle, however fast or slow the machine is.
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from zhunsheng.records.case_files import CaseFiles
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.storage.database import open_database
from zhunsheng.records.workflow.actor import Actor
from zhunsheng.records.workflow.contents import FreeText
from zhunsheng.records.workflow.events import CaseOpened

AT_ONCE = 16
HANDLER = Actor("u-1", frozenset({"handler"}))


def submit(ledger: Ledger, number: int) -> None:
    """Opens one case, and says so when it cannot be lost any more."""
    opened = CaseOpened(
        case=f"c-{number}",
        number=1,
        at=datetime.now(UTC),
        actor=HANDLER.id,
        acting_as="handler",
        content=FreeText(text="立卷"),
    )
    with ledger.appending() as log:
        CaseFiles(log).record(opened, HANDLER)
    # One write, which the system does not cut: a line that was begun when the process died would be no acknowledgement.
    sys.stdout.write(f"{opened.case}\n")
    sys.stdout.flush()


def _in_turn(ledger: Ledger, numbers: Iterator[int]) -> None:
    for number in numbers:
        submit(ledger, number)


def main() -> None:
    """Submits, without an end."""
    url, witness = sys.argv[1:]
    ledger = Ledger(open_database(url), witness=Path(witness))
    numbers = itertools.count()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(lambda _: _in_turn(ledger, numbers), range(AT_ONCE)))


if __name__ == "__main__":
    main()
