"""What can be looked up: rows that follow from the entries about a case, and from nothing else (`records.register.case_rows`).

Nothing that may be erased is in them. They are written in the transaction of the entry, and can be made anew at any time
(`records.register.rebuilding`). A row of an evaluation says again how its case stands and when it was made: a search that narrows
by the one and sorts by the other then reads one index in its order, and stops at the end of a page.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, false

from zhunsheng.records.storage.columns import DIGEST, ID, METADATA, NUMBER, TIME, code

cases = Table(
    "cases",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("owner", ID, nullable=False),
    Column("state", String(32), nullable=False),
    #: Since when it has been in this state; empty until the row was made anew after a migration.
    Column("since", TIME, nullable=False, server_default=""),
    #: Whether it waits for a reviewer, be it that its owner stands aside.
    Column("for_review", Boolean, nullable=False, server_default=false()),
    Column("opened_at", TIME, nullable=False),
    Column("changed_at", TIME, nullable=False),
    Column("last_entry", NUMBER, ForeignKey("entries.number"), nullable=False, index=True),
    Column("next_due", String(10)),
    Index(None, "state", "last_entry"),
    Index(None, "owner", "last_entry"),
    Index(None, "for_review", "since", "last_entry"),
    Index(None, "next_due", "last_entry"),
)

#: Whoever takes or took part in a case, or stands aside in it.
case_people = Table(
    "case_people",
    METADATA,
    #: Compared as that of `evaluations` is: an index sorted by a locale is of no use to whoever compares byte by byte.
    Column("case_id", code(64), ForeignKey("cases.id"), primary_key=True),
    Column("person", ID, primary_key=True),
    Column("handled", Boolean, nullable=False),
    Column("reviewed", Boolean, nullable=False),
    Column("decided_appeals", Boolean, nullable=False),
    Column("recused", Boolean, nullable=False),
    Index(None, "person", "case_id"),
)

evaluations = Table(
    "evaluations",
    METADATA,
    #: That of its entry.
    Column("number", NUMBER, ForeignKey("entries.number"), primary_key=True, autoincrement=False),
    Column("case_id", code(64), ForeignKey("cases.id"), nullable=False),
    #: Its place among the events of the case.
    Column("event", Integer, nullable=False),
    Column("at", code(27), nullable=False),
    Column("actor", ID, nullable=False),
    Column("basis", DIGEST, nullable=False),
    Column("release", DIGEST, nullable=False),
    Column("law", code(16)),
    Column("engines", code(64)),
    #: Whether it is the last one of its case.
    Column("newest", Boolean, nullable=False),
    # How its case stands.
    Column("owner", ID, nullable=False),
    Column("state", code(32), nullable=False),
    Column("for_review", Boolean, nullable=False),
    Index(None, "at", "number"),
    Index(None, "case_id", "at", "number"),
    Index(None, "actor", "at", "number"),
    Index(None, "release", "at", "number"),
    Index(None, "law", "at", "number"),
    Index(None, "engines", "at", "number"),
    Index(None, "owner", "at", "number"),
    Index(None, "state", "at", "number"),
    Index(None, "for_review", "at", "number"),
)

#: A subject of an evaluation. ``opinion`` is what it was decided with, or the one that stands; null: none.
evaluated_subjects = Table(
    "evaluated_subjects",
    METADATA,
    Column("number", NUMBER, ForeignKey("evaluations.number"), primary_key=True, autoincrement=False),
    Column("subject", ID, primary_key=True),
    Column("at", code(27), nullable=False),
    Column("recommended", Integer, nullable=False),
    Column("at_least", Integer),
    Column("at_most", Integer),
    Column("opinion", code(16)),
    Column("decided", Boolean, nullable=False),
    Index(None, "recommended", "at", "number"),
    Index(None, "at_least", "at", "number"),
    Index(None, "at_most", "at", "number"),
    Index(None, "opinion", "at", "number"),
)


def _of_evaluations(name: str, what: str, length: int) -> Table:
    """Codes that evaluations have several of: each once, with the time by which evaluations are sorted."""
    return Table(
        name,
        METADATA,
        Column("number", NUMBER, ForeignKey("evaluations.number"), primary_key=True, autoincrement=False),
        Column(what, code(length), primary_key=True),
        Column("at", code(27), nullable=False),
        Index(None, what, "at", "number"),
    )


deciding_rules = _of_evaluations("deciding_rules", "rule", 128)
finding_categories = _of_evaluations("finding_categories", "category", 80)
#: Why opinions on an evaluation put something else in the place of what was suggested.
override_reasons = _of_evaluations("override_reasons", "reason", 32)

#: How many there are, by what and within what (`records.register.tallies`).
tallies = Table(
    "tallies",
    METADATA,
    Column("topic", code(24), primary_key=True),
    Column("of", code(160), primary_key=True),
    Column("within", code(80), primary_key=True),
    Column("number", NUMBER, nullable=False),
)

#: All of them, those that others refer to first.
LOOKED_UP = (
    cases,
    case_people,
    evaluations,
    evaluated_subjects,
    deciding_rules,
    finding_categories,
    override_reasons,
    tallies,
)
