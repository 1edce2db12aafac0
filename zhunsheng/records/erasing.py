"""Erasing what was written down in a case: facts, suggestions, reasons. The entries stay; one more says who erased what and why.

Salt and bytes of each content go, and with them every answer that is kept to be given again and what is being entered for the
case (`drafting`), all in the transaction that writes the entry. What stays in the log proves that there was something, and nobody
can confirm a guess about it. Copies elsewhere (backups, exports with contents) are not reached from here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import rfc8785

from zhunsheng.engine.problems import Chinese, InputError, Problem
from zhunsheng.records.access.accounts import Account
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.acting_accounts import as_it_stands
from zhunsheng.records.case_entries import CONTENT
from zhunsheng.records.case_files import CaseFiles
from zhunsheng.records.casework import known, refuse_case
from zhunsheng.records.finishing import Finish, nothing_more
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.log.contents import Content
from zhunsheng.records.log.erasures import MOST, erasure
from zhunsheng.records.storage.answered_request_rows import erase_about
from zhunsheng.records.storage.content_rows import ContentRows
from zhunsheng.records.storage.draft_rows import DraftRows
from zhunsheng.records.storage.entry_rows import EntryRows, Written
from zhunsheng.records.workflow.contents import FreeText
from zhunsheng.records.workflow.grounds import ErasureGround


@dataclass(frozen=True)
class Wanted:
    """What is to be erased, and why.

    Attributes:
        events: By their numbers in the case; None is everything that was ever written down in it.
        content: More about the ground, in words. It is a content like others, and is not erased by what it is about.
    """

    ground: ErasureGround
    events: tuple[int, ...] | None = None
    content: FreeText | None = None


@dataclass(frozen=True)
class ErasedNow:
    """What was erased.

    Attributes:
        events: The events of which a content went.
        contents: How many went.
    """

    case: str
    events: tuple[int, ...]
    contents: int


@dataclass(frozen=True)
class _Named:
    """A content that an entry of the case names; ``event`` is null where the entry is no event of it."""

    digest: str
    event: int | None


def erase_contents(
    ledger: Ledger, account: Account, case_id: str, wanted: Wanted, finish: Finish[ErasedNow] = nothing_more
) -> ErasedNow:
    """Erases contents of a case.

    Raises:
        NotFound: there is no such case.
        NotAllowed: it is not for this account.
        InputError: an event is none of the case (``unknown_event``), or nothing of it is left (``nothing_to_erase``).
    """
    at = ledger.clock()
    with ledger.appending() as log:
        history = CaseFiles(log).history(case_id)
        refuse_case(known(history), as_it_stands(log, account), Operation.ERASE_CONTENT)
        _refuse_unknown(wanted.events, {event.number for event in history})
        contents = ContentRows(log.connection, log.seals)
        gone = [one for one in _named(log, case_id, wanted.events) if contents.erase(one.digest, at)]
        # What is being entered may repeat what is to go; and who wants everything gone means what nobody has recorded, too.
        drafted = bool(gone or wanted.events is None) and DraftRows(log.connection).drop(case_id)
        if not gone and not drafted:
            raise _nothing()
        erase_about(log.connection, case_id, at)
        for first in range(0, max(len(gone), 1), MOST):
            _write(log, ledger, account, case_id, wanted, gone[first : first + MOST])
        events = tuple(sorted({one.event for one in gone if one.event is not None}))
        made = ErasedNow(case_id, events, len(gone))
        finish(log, made)
    return made


def _named(log: EntryRows, case_id: str, events: Sequence[int] | None) -> Iterator[_Named]:
    """The contents that are meant, in the order of the log."""
    for numbered in log.of_case(case_id):
        entry = numbered.entry
        number = entry.facts.get("number")
        if events is None or number in events:
            yield from (_Named(digest, number) for digest in entry.contents.values())


def _write(
    log: EntryRows, ledger: Ledger, account: Account, case_id: str, wanted: Wanted, gone: Sequence[_Named]
) -> None:
    said = {}
    if wanted.content is not None:
        said[CONTENT] = Written(Content.of(rfc8785.dumps(wanted.content.model_dump(mode="json"))))
    made = erasure(
        case_id,
        ledger.clock(),
        account.id,
        wanted.ground,
        sorted({one.event for one in gone if one.event is not None}),
        [one.digest for one in gone],
        {name: of.content.commitment for name, of in said.items()},
    )
    log.append(made, said)


def _refuse_unknown(events: Sequence[int] | None, known_numbers: set[int]) -> None:
    problems = [
        Problem(
            "unknown_event",
            f"the case has no event {number}",
            mend="The history of the case names its events by their numbers.",
            pointer=f"/events/{place}",
            zh=Chinese(f"案卷没有第 {number} 步", "请按案卷办理过程中的编号填写。"),
        )
        for place, number in enumerate(events or ())
        if number not in known_numbers
    ]
    if problems:
        raise InputError(problems)


def _nothing() -> InputError:
    zh = Chinese("没有可删除的内容：本来没有，或者已经删除", "无需再做。")
    what = "there is nothing to erase: nothing was written down, or it is erased already"
    return InputError([Problem("nothing_to_erase", what, mend="There is nothing left to do.", zh=zh)])
