"""Cases in the log: what has happened to one, and one event more if the workflow allows it.

The state of a case is folded from its entries each time somebody wants to move it, within the transaction that will
write. So nobody moves a case on what it was a moment ago, and no row has to be believed. The rows beside the log
(`register.case_rows`) are for lists and searches; they are brought up to the new entry in the same transaction.
"""

from __future__ import annotations

from dataclasses import dataclass

from zhunsheng.engine.problems import InputError
from zhunsheng.records.case_entries import CONTENT, READ, entry_and_content, event_of
from zhunsheng.records.log.contents import Content
from zhunsheng.records.log.entries import Entry
from zhunsheng.records.log.erasures import ERASED
from zhunsheng.records.register.case_rows import NumberedEvent, rows_of
from zhunsheng.records.register.keeping import keep_difference
from zhunsheng.records.storage.content_rows import ContentRows
from zhunsheng.records.storage.entry_rows import EntryRows
from zhunsheng.records.workflow.actor import Actor
from zhunsheng.records.workflow.events import Event
from zhunsheng.records.workflow.history import state_of
from zhunsheng.records.workflow.moves import refusal
from zhunsheng.records.workflow.state import CaseState


class MoveRefused(InputError):
    """The workflow does not allow a move; its problems say why, each of them, and what to do instead."""


@dataclass(frozen=True, eq=False)
class CaseFiles:
    """The cases, as a transaction sees them."""

    log: EntryRows

    def history(self, case_id: str, *, with_contents: bool = False) -> tuple[Event, ...]:
        """Everything that happened to a case, in order; nothing where there is no such case.

        Args:
            with_contents: Whether what was written is read as well, as far as it has not been erased.

        Raises:
            Sealed: a content was sealed with a key that is not here.
            LogRefused: a content is not what its entry names.
        """
        return tuple(
            numbered.event for numbered in self.numbered_history(case_id, with_contents=with_contents)
        )

    def numbered_history(self, case_id: str, *, with_contents: bool = False) -> tuple[NumberedEvent, ...]:
        """The same, each event with the number of its entry in the log."""
        entries = ((of.number, of.entry) for of in self.log.of_case(case_id, but=READ))
        return tuple(
            NumberedEvent(number, event_of(entry, self._content(entry) if with_contents else None))
            for number, entry in entries
            if "number" in entry.facts  # that something was erased is about the case, too, and is no move
        )

    def written(self, case_id: str) -> frozenset[int]:
        """The numbers of the events of a case with which something was written down, whether it is still there or not."""
        entries = (numbered.entry for numbered in self.log.of_case(case_id, but=READ))
        return frozenset(
            entry.facts["number"]
            for entry in entries
            if CONTENT in entry.contents and "number" in entry.facts
        )

    def erasures(self, case_id: str) -> tuple[Entry, ...]:
        """The entries that say that contents of a case were erased, in order."""
        entries = (numbered.entry for numbered in self.log.of_case(case_id, but=READ))
        return tuple(entry for entry in entries if entry.kind == ERASED)

    def state(self, case_id: str) -> CaseState:
        """Where a case stands."""
        return state_of(self.history(case_id))

    def record(self, event: Event, actor: Actor) -> int:
        """Writes down an event; gives the number of its entry in the log.

        Raises:
            MoveRefused: the workflow does not allow it.
            LogRefused: it does not fit into an entry.
        """
        history = self.numbered_history(event.case)
        refused = refusal(state_of(of.event for of in history), event, actor)
        if refused is not None:
            raise MoveRefused(list(refused.problems))
        entry, contents = entry_and_content(event)
        number = self.log.append(entry, contents)
        longer = (*history, NumberedEvent(number, event))
        keep_difference(self.log.connection, rows_of(history), rows_of(longer))
        return number

    def _content(self, entry: Entry) -> bytes | None:
        if CONTENT not in entry.contents:
            return None
        found = ContentRows(self.log.connection, self.log.seals).get(entry.contents[CONTENT])
        return found.data if isinstance(found, Content) else None
