"""`python -m tests.records.submissions URL WITNESS`: hundreds of submissions at once, each told on a line as it is acknowledged.

To be killed in the middle.
"""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from tests.samples import EVERYTHING
from zhunsheng.records.case_files import CaseFiles
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.storage.database import open_database
from zhunsheng.records.workflow.actor import Actor
from zhunsheng.records.workflow.contents import FreeText
from zhunsheng.records.workflow.events import CaseOpened

SUBMISSIONS, AT_ONCE = 1000 if EVERYTHING else 400, 16
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


def main() -> None:
    """Submits."""
    url, witness = sys.argv[1:]
    ledger = Ledger(open_database(url), witness=Path(witness))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(lambda number: submit(ledger, number), range(SUBMISSIONS)))


if __name__ == "__main__":
    main()
