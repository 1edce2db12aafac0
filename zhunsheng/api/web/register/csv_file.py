"""What was found in the register as a table for a spreadsheet: codes, a record and subject a line.

It is read and sent a page at a time, so that it may be long; it ends at `MOST` records, and says so.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from zhunsheng.records.access.accounts import Account
from zhunsheng.records.evaluating import evaluation_id
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.register.criteria import Wanted
from zhunsheng.records.register.searching import Found, search

#: So many records at most.
MOST: Final = 10_000
_PAGE: Final = 200
_COLUMNS: Final = (
    "record",
    "case",
    "number",
    "entry",
    "at",
    "actor",
    "owner",
    "state",
    "newest",
    "release",
    "law",
    "engines",
    "subject",
    "recommended",
    "at_least",
    "at_most",
    "opinion",
    "decided",
    "reasons",
    "categories",
    "rules",
)


def csv_lines(ledger: Ledger, account: Account, wanted: Wanted) -> Iterator[str]:
    """The lines of the table, some at a time; the first one names the columns.

    Raises:
        NotAllowed, StorageUnavailable: as `searching.search`.
    """
    # Programs that open such a file take it for another encoding without this.
    yield "\ufeff" + _written([_COLUMNS])
    left, page = MOST, replace(wanted, limit=_PAGE, after=None)
    while left > 0:
        found = search(ledger, account, page)
        written = found.found[:left]
        yield _written(line for of in written for line in _lines(of))
        left -= len(written)
        if found.following is None and len(written) == len(found.found):
            return
        page = replace(page, after=found.following)
    yield _written([(f"# {MOST} records at most; narrow the search",)])


def _lines(of: Found) -> Iterator[tuple[object, ...]]:
    """A line for each subject."""
    record = (
        evaluation_id(of.case, of.number),
        of.case,
        of.number,
        of.entry,
        of.at,
        of.actor,
        of.owner,
        of.state.value,
        str(of.newest).lower(),
        of.release,
        of.law,
        of.engines,
    )
    codes = (" ".join(of.reasons), " ".join(of.categories), " ".join(of.rules))
    for one in of.subjects:
        subject = (one.subject, one.recommended, one.at_least, one.at_most, one.opinion)
        yield (*record, *subject, str(one.decided).lower(), *codes)


def _written(lines: Iterator[tuple[object, ...]] | list[tuple[str, ...]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(lines)
    return text.getvalue()
