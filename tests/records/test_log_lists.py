"""Lists of entries: every page, forward and back, is what a filter over the whole log gives."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from zhunsheng.records.ledger import Ledger
from zhunsheng.records.log.entries import entry
from zhunsheng.records.log_lists import WantedEntries, list_entries
from zhunsheng.records.storage.database import Database

START = datetime(2026, 3, 1, 8, tzinfo=UTC)
KINDS = ("case.read", "session.began", "case.opened")


@pytest.fixture
def ledger(database: Database) -> Ledger:
    made = Ledger(database)
    with made.appending() as log:
        for number in range(40):
            case = {"case": f"c-{number % 4}"} if number % 3 else {}
            made_entry = entry(
                KINDS[number % 3], START + timedelta(seconds=number), f"u-{number % 5}", subjects=case
            )
            log.append(made_entry, {})
    return made


@pytest.mark.parametrize(
    "wanted",
    [
        WantedEntries(limit=7),
        WantedEntries(kind="session.began", limit=5),
        WantedEntries(actor="u-3", limit=3),
        WantedEntries(case="c-1", limit=4),
        WantedEntries(kind="case.opened", actor="u-2", case="c-2", limit=1),
        WantedEntries(kind="case.closed", limit=5),
    ],
)
def test_pages_lead_through_all_of_it_and_back(ledger: Ledger, wanted: WantedEntries) -> None:
    with ledger.reading() as log:
        all_of_them = [
            one.number
            for one in reversed(list(log.between(0, 40)))
            if wanted.kind in (None, one.entry.kind)
            and wanted.actor in (None, one.entry.actor)
            and wanted.case in (None, one.entry.subjects.get("case"))
        ]
        pages, page = [], list_entries(log, wanted)
        assert not page.newer
        while True:
            assert page.size == 40
            pages.append([one.number for one in page.entries])
            if not page.older:
                break
            page = list_entries(log, _narrowed(wanted, before=pages[-1][-1]))
            assert page.newer
        assert [number for one in pages for number in one] == all_of_them
        for earlier, later in zip(reversed(pages[:-1]), reversed(pages[1:]), strict=True):
            page = list_entries(log, _narrowed(wanted, after=later[0]))
            assert [one.number for one in page.entries] == earlier
            assert page.older
            assert page.newer == (earlier != pages[0])


def test_past_either_end_there_is_nothing_and_a_way_back(ledger: Ledger) -> None:
    with ledger.reading() as log:
        before = list_entries(log, WantedEntries(before=0))
        assert (before.entries, before.older, before.newer) == ((), False, True)
        after = list_entries(log, WantedEntries(after=39))
        assert (after.entries, after.older, after.newer) == ((), True, False)


def _narrowed(wanted: WantedEntries, before: int | None = None, after: int | None = None) -> WantedEntries:
    return WantedEntries(wanted.kind, wanted.actor, wanted.case, before, after, wanted.limit)
