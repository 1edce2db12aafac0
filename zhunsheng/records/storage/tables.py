"""The tables. Three kinds, and it matters which is which:

- *What happened*: `entries`, `nodes`, `checkpoints`. Rows are added and never changed; a tree over them proves it.
- *What was said*: `contents` and `releases`, named by digests that entries hold. A content can be erased; its row then says when.
- *What can be looked up*: `entry_contents`, and the rows of cases (`looked_up_tables`). All of it follows from the entries and
  can be made anew from them. And what is no record at all: `drafts`, `accounts`, `sessions`, `attempts`, `answered_requests`.

Times are text (RFC 3339, UTC, microseconds, `Z`), as in the log: it sorts as time does, and no database shifts it to a
zone of its own.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from zhunsheng.records.storage.columns import DIGEST, ID, NUMBER, TIME
from zhunsheng.records.storage.columns import METADATA as METADATA
from zhunsheng.records.storage.looked_up_tables import case_people as case_people
from zhunsheng.records.storage.looked_up_tables import cases as cases
from zhunsheng.records.storage.looked_up_tables import deciding_rules as deciding_rules
from zhunsheng.records.storage.looked_up_tables import evaluated_subjects as evaluated_subjects
from zhunsheng.records.storage.looked_up_tables import evaluations as evaluations
from zhunsheng.records.storage.looked_up_tables import finding_categories as finding_categories
from zhunsheng.records.storage.looked_up_tables import override_reasons as override_reasons
from zhunsheng.records.storage.looked_up_tables import tallies as tallies
from zhunsheng.records.storage.packed import Packed

# What happened

entries = Table(
    "entries",
    METADATA,
    Column("number", NUMBER, primary_key=True, autoincrement=False),
    Column("kind", String(64), nullable=False),
    Column("at", TIME, nullable=False),
    Column("actor", ID),
    Column("case_id", ID),
    Column("body", LargeBinary, nullable=False),
    Index(None, "case_id", "number"),
    Index(None, "kind", "number"),
    Index(None, "actor", "number"),
)

#: Complete subtrees of the log's tree: level 0 holds leaf hashes, a node of level k the hash over 2^k leaves.
nodes = Table(
    "nodes",
    METADATA,
    Column("level", Integer, primary_key=True, autoincrement=False),
    Column("number", NUMBER, primary_key=True, autoincrement=False),
    Column("hash", LargeBinary(32), nullable=False),
)

#: Checkpoints that were given to somebody.
checkpoints = Table(
    "checkpoints",
    METADATA,
    Column("size", NUMBER, primary_key=True, autoincrement=False),
    Column("at", TIME, nullable=False),
    Column("note", Text, nullable=False),
)

# What was said

contents = Table(
    "contents",
    METADATA,
    Column("commitment", DIGEST, primary_key=True),
    Column("media_type", String(64), nullable=False),
    Column("salt", LargeBinary(32)),
    Column("data", Packed),
    Column("sealed_with", String(16)),
    Column("erased_at", TIME),
)

releases = Table(
    "releases",
    METADATA,
    Column("basis", DIGEST, primary_key=True),
    Column("digest", DIGEST, nullable=False, index=True),
    Column("name", String(200), nullable=False),
    Column("version", String(64), nullable=False),
    Column("folder", String(200), nullable=False),
    Column("archive", LargeBinary, nullable=False),
    Column("stored_at", TIME, nullable=False),
)

# What can be looked up: which entry names which content

entry_contents = Table(
    "entry_contents",
    METADATA,
    Column("number", NUMBER, ForeignKey("entries.number"), primary_key=True),
    Column("name", String(64), primary_key=True),
    Column("commitment", DIGEST, ForeignKey("contents.commitment"), nullable=False, index=True),
)

# No records

#: Facts that are being entered for a case and are not recorded yet; at most one draft a case.
drafts = Table(
    "drafts",
    METADATA,
    Column("case_id", ID, ForeignKey("cases.id"), primary_key=True),
    Column("changed_at", TIME, nullable=False),
    Column("data", Packed, nullable=False),
    Column("sealed_with", String(16)),
)

accounts = Table(
    "accounts",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("login", String(256), unique=True),
    Column("name", String(256), nullable=False),
    Column("roles", JSON, nullable=False),
    Column("password", String(256)),
    Column("must_change", Boolean, nullable=False),
    Column("issuer", String(512)),
    Column("subject", String(256)),
    Column("active", Boolean, nullable=False),
    Index(None, "issuer", "subject", unique=True),
)

sessions = Table(
    "sessions",
    METADATA,
    Column("digest", LargeBinary(32), primary_key=True),
    Column("account", ID, ForeignKey("accounts.id"), nullable=False, index=True),
    Column("began", TIME, nullable=False),
    Column("seen", TIME, nullable=False),
)

#: A moment for each key: until when attempts to sign in are counted against it. Keys are digests.
attempts = Table(
    "attempts",
    METADATA,
    Column("key", String(80), primary_key=True),
    Column("until", TIME, nullable=False, index=True),
)

#: The code with which the first administrator is made; at most one.
setup_codes = Table(
    "setup_codes",
    METADATA,
    Column("digest", LargeBinary(32), primary_key=True),
    Column("until", TIME, nullable=False),
)

#: Answers to requests that carried an idempotency key, until they are forgotten. They hold what contents hold, so they are
#: sealed as contents are, and say about which case they are, so that erasing reaches them.
answered_requests = Table(
    "answered_requests",
    METADATA,
    Column("actor", ID, primary_key=True),
    Column("key", String(255), primary_key=True),
    Column("fingerprint", String(71), nullable=False),
    Column("expires_at", TIME, nullable=False, index=True),
    Column("status", Integer, nullable=False),
    Column("headers", JSON),
    Column("body", Packed),
    Column("sealed_with", String(16)),
    Column("case_id", ID, index=True),
    Column("erased_at", TIME),
)
