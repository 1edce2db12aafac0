"""The tables. Three kinds, and it matters which is which:

- *What happened*: `entries`, `nodes`, `checkpoints`. Rows are added and never changed; a tree over them proves it.
- *What was said*: `contents` and `releases`, named by digests that entries hold. A content can be erased; its row then says when.
- *What can be looked up*: `cases`, `evaluations`, `evaluated_subjects`, `deciding_rules`, `entry_contents`. All of it
  follows from the entries and can be made anew from them. And what is no record at all: `drafts`, `accounts`,
  `sessions`, `attempts`, `answered_requests`.

Times are text (RFC 3339, UTC, microseconds, `Z`), as in the log: it sorts as time does, and no database shifts it to a
zone of its own.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

from zhunsheng.records.storage.packed import Packed

#: Names for constraints, so that migrations can speak of them on every database.
METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_TIME = String(27)
_DIGEST = String(71)
_ID = String(64)
#: SQLite counts rows in 64 bits whatever the type is called, but only INTEGER is its own row number.
_NUMBER = BigInteger().with_variant(Integer(), "sqlite")

# What happened

entries = Table(
    "entries",
    METADATA,
    Column("number", _NUMBER, primary_key=True, autoincrement=False),
    Column("kind", String(64), nullable=False),
    Column("at", _TIME, nullable=False),
    Column("actor", _ID),
    Column("case_id", _ID),
    Column("body", LargeBinary, nullable=False),
    Index(None, "case_id", "number"),
    Index(None, "kind", "number"),
)

#: Complete subtrees of the log's tree: level 0 holds leaf hashes, a node of level k the hash over 2^k leaves.
nodes = Table(
    "nodes",
    METADATA,
    Column("level", Integer, primary_key=True, autoincrement=False),
    Column("number", _NUMBER, primary_key=True, autoincrement=False),
    Column("hash", LargeBinary(32), nullable=False),
)

#: Checkpoints that were given to somebody.
checkpoints = Table(
    "checkpoints",
    METADATA,
    Column("size", _NUMBER, primary_key=True, autoincrement=False),
    Column("at", _TIME, nullable=False),
    Column("note", Text, nullable=False),
)

# What was said

contents = Table(
    "contents",
    METADATA,
    Column("commitment", _DIGEST, primary_key=True),
    Column("media_type", String(64), nullable=False),
    Column("salt", LargeBinary(32)),
    Column("data", Packed),
    Column("sealed_with", String(16)),
    Column("erased_at", _TIME),
)

releases = Table(
    "releases",
    METADATA,
    Column("basis", _DIGEST, primary_key=True),
    Column("digest", _DIGEST, nullable=False, index=True),
    Column("name", String(200), nullable=False),
    Column("version", String(64), nullable=False),
    Column("folder", String(200), nullable=False),
    Column("archive", LargeBinary, nullable=False),
    Column("stored_at", _TIME, nullable=False),
)

# What can be looked up

entry_contents = Table(
    "entry_contents",
    METADATA,
    Column("number", _NUMBER, ForeignKey("entries.number"), primary_key=True),
    Column("name", String(64), primary_key=True),
    Column("commitment", _DIGEST, ForeignKey("contents.commitment"), nullable=False, index=True),
)

cases = Table(
    "cases",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("owner", _ID, nullable=False, index=True),
    Column("state", String(32), nullable=False, index=True),
    Column("opened_at", _TIME, nullable=False),
    Column("changed_at", _TIME, nullable=False, index=True),
    Column("last_entry", _NUMBER, ForeignKey("entries.number"), nullable=False),
    Column("next_due", String(10), index=True),
)

evaluations = Table(
    "evaluations",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("number", _NUMBER, ForeignKey("entries.number"), nullable=False, unique=True),
    Column("case_id", _ID, ForeignKey("cases.id"), nullable=False, index=True),
    Column("at", _TIME, nullable=False, index=True),
    Column("actor", _ID, nullable=False),
    Column("basis", _DIGEST, ForeignKey("releases.basis"), nullable=False),
    Column("engines", String(32), nullable=False),
)

evaluated_subjects = Table(
    "evaluated_subjects",
    METADATA,
    Column("evaluation", _ID, ForeignKey("evaluations.id"), primary_key=True),
    Column("subject", _ID, primary_key=True),
    Column("at_least", Integer, nullable=False),
    Column("at_most", Integer, nullable=False),
    Column("recommended", Integer, nullable=False, index=True),
)

deciding_rules = Table(
    "deciding_rules",
    METADATA,
    Column("evaluation", _ID, ForeignKey("evaluations.id"), primary_key=True),
    Column("rule", String(128), primary_key=True),
    Index(None, "rule"),
)

# No records

#: Facts that are being entered for a case and are not recorded yet; at most one draft a case.
drafts = Table(
    "drafts",
    METADATA,
    Column("case_id", _ID, ForeignKey("cases.id"), primary_key=True),
    Column("changed_at", _TIME, nullable=False),
    Column("data", Packed, nullable=False),
    Column("sealed_with", String(16)),
)

accounts = Table(
    "accounts",
    METADATA,
    Column("id", _ID, primary_key=True),
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
    Column("account", _ID, ForeignKey("accounts.id"), nullable=False, index=True),
    Column("began", _TIME, nullable=False),
    Column("seen", _TIME, nullable=False),
)

#: A moment for each key: until when attempts to sign in are counted against it. Keys are digests.
attempts = Table(
    "attempts",
    METADATA,
    Column("key", String(80), primary_key=True),
    Column("until", _TIME, nullable=False, index=True),
)

#: The code with which the first administrator is made; at most one.
setup_codes = Table(
    "setup_codes",
    METADATA,
    Column("digest", LargeBinary(32), primary_key=True),
    Column("until", _TIME, nullable=False),
)

#: Answers to requests that carried an idempotency key, until they are forgotten. They hold what contents hold, so they are
#: sealed as contents are, and say about which case they are, so that erasing reaches them.
answered_requests = Table(
    "answered_requests",
    METADATA,
    Column("actor", _ID, primary_key=True),
    Column("key", String(255), primary_key=True),
    Column("fingerprint", String(71), nullable=False),
    Column("expires_at", _TIME, nullable=False, index=True),
    Column("status", Integer, nullable=False),
    Column("headers", JSON),
    Column("body", Packed),
    Column("sealed_with", String(16)),
    Column("case_id", _ID, index=True),
    Column("erased_at", _TIME),
)
