"""Searches the register: the recorded evaluations that somebody may read, a page at a time.

Everything that is shown follows from entries; what was written down is neither asked nor shown. Whoever is barred from a case
finds nothing of it, and is not counted it either.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Table, select

from zhunsheng.records.access.accounts import Account
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.access.permissions import allowed
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.refusals import refuse_operation
from zhunsheng.records.register.criteria import Cursor, Wanted
from zhunsheng.records.register.matching import matching
from zhunsheng.records.register.numbered import numbered
from zhunsheng.records.storage import tables
from zhunsheng.records.workflow.state import Phase


@dataclass(frozen=True)
class FoundSubject:
    """A subject of an evaluation.

    Attributes:
        at_least, at_most: None in entries from before these were kept.
        opinion: ``adopted`` or ``overridden``: what it was decided with, or what stands now; None: neither.
        decided: Whether it was decided with that opinion.
    """

    subject: str
    recommended: int
    at_least: int | None
    at_most: int | None
    opinion: str | None
    decided: bool


@dataclass(frozen=True)
class Found:
    """An evaluation that was found.

    Attributes:
        entry: The number of its entry in the log.
        number: Its place among the events of its case.
        release: The digest of the ruleset.
        law: ``act``, ``decision`` or ``mixed``.
        engines: Who checked it, separated by commas.
        newest: Whether it is the last one of its case.
        owner, state: Of its case, as they are now.
    """

    entry: int
    case: str
    number: int
    at: str
    actor: str
    release: str
    law: str | None
    engines: str | None
    newest: bool
    owner: str
    state: Phase
    subjects: tuple[FoundSubject, ...]
    categories: tuple[str, ...]
    rules: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class FoundPage:
    """A page of what was found; ``following`` is the cursor of the next one, None where this is the last."""

    found: tuple[Found, ...]
    following: Cursor | None


def search(ledger: Ledger, account: Account, wanted: Wanted) -> FoundPage:
    """A page of the register.

    Raises:
        NotAllowed: the account may not search.
        StorageUnavailable: the database does not answer.
    """
    refuse_operation(allowed(account, Operation.SEARCH_REGISTER))
    with ledger.reading() as log:
        connection = log.connection
        asked = matching(connection, account, wanted.criteria)
        rows = connection.execute(asked.numbers(wanted.order, wanted.after, wanted.limit + 1)).all()
        shown = rows[: wanted.limit]
        found = _found(connection, [int(row.number) for row in shown])
    more = len(rows) > wanted.limit and shown
    return FoundPage(found, Cursor(shown[-1].at, int(shown[-1].number)) if more else None)


def _found(connection: Connection, numbers: Sequence[int]) -> tuple[Found, ...]:
    """Evaluations by their numbers, in that order."""
    if not numbers:
        return ()
    evaluations = tables.evaluations
    rows = {
        row.number: row
        for row in connection.execute(
            select(evaluations).where(numbered(connection, evaluations.c.number, numbers))
        )
    }
    subjects = _subjects(connection, numbers)
    categories, rules, reasons = (
        _codes(connection, table, column, numbers)
        for table, column in (
            (tables.finding_categories, "category"),
            (tables.deciding_rules, "rule"),
            (tables.override_reasons, "reason"),
        )
    )
    return tuple(
        Found(
            entry=number,
            case=(row := rows[number]).case_id,
            number=row.event,
            at=row.at,
            actor=row.actor,
            release=row.release,
            law=row.law,
            engines=row.engines,
            newest=row.newest,
            owner=row.owner,
            state=Phase(row.state),
            subjects=tuple(subjects.get(number, ())),
            categories=tuple(categories.get(number, ())),
            rules=tuple(rules.get(number, ())),
            reasons=tuple(reasons.get(number, ())),
        )
        for number in numbers
    )


def _subjects(connection: Connection, numbers: Sequence[int]) -> Mapping[int, list[FoundSubject]]:
    columns = tables.evaluated_subjects.c
    chosen = (
        select(tables.evaluated_subjects)
        .where(numbered(connection, columns.number, numbers))
        .order_by(columns.subject)
    )
    found: dict[int, list[FoundSubject]] = {}
    for row in connection.execute(chosen):
        of = FoundSubject(row.subject, row.recommended, row.at_least, row.at_most, row.opinion, row.decided)
        found.setdefault(row.number, []).append(of)
    return found


def _codes(
    connection: Connection, table: Table, column: str, numbers: Sequence[int]
) -> Mapping[int, list[str]]:
    code = table.c[column]
    found: dict[int, list[str]] = {}
    for number, value in connection.execute(
        select(table.c.number, code).where(numbered(connection, table.c.number, numbers)).order_by(code)
    ):
        found.setdefault(number, []).append(value)
    return found
