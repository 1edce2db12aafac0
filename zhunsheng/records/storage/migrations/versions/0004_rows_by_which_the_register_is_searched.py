"""The register: rows by which evaluations and cases are searched and counted, all of them made of entries.

What `evaluations` and the tables about them held was taken from answers in part; they are made anew. Rows are filled in after the
last step (`migrating`), from the log.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
#: In which order they can be dropped.
_NEW = (
    "override_reasons",
    "finding_categories",
    "deciding_rules",
    "evaluated_subjects",
    "evaluations",
    "case_people",
    "tallies",
)
_OLD = ("deciding_rules", "evaluated_subjects", "evaluations")


def _code(length: int) -> sa.String:
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")


def upgrade() -> None:
    """Takes the step."""
    # The log is read by who did something as well.
    _index("entries", ["actor", "number"])
    for table in _OLD:
        op.drop_table(table)
    for index in ("changed_at", "next_due", "owner", "state"):
        op.drop_index(op.f(f"ix_cases_{index}"), "cases")
    # A server default fills the rows that are there, until they are made anew.
    op.add_column("cases", sa.Column("since", sa.String(27), nullable=False, server_default=""))
    op.add_column("cases", sa.Column("for_review", sa.Boolean(), nullable=False, server_default=sa.false()))
    for columns in (
        ["last_entry"],
        ["state", "last_entry"],
        ["owner", "last_entry"],
        ["for_review", "since", "last_entry"],
        ["next_due", "last_entry"],
    ):
        _index("cases", columns)
    _make_people()
    _make_evaluations()
    _make_subjects()
    for name, what, length in (
        ("deciding_rules", "rule", 128),
        ("finding_categories", "category", 80),
        ("override_reasons", "reason", 32),
    ):
        _make_codes(name, what, length)
    op.create_table(
        "tallies",
        sa.Column("topic", _code(24), nullable=False),
        sa.Column("of", _code(160), nullable=False),
        sa.Column("within", _code(80), nullable=False),
        sa.Column("number", _NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("topic", "of", "within", name=op.f("pk_tallies")),
    )


def downgrade() -> None:
    """Takes it back. The rows that the older version wants are made of those that there are, as far as they say it."""
    connection = op.get_bind()
    evaluations = connection.execute(
        sa.text(
            "SELECT case_id || '~' || CAST(event AS VARCHAR(12)) AS id, number, case_id, at, actor, basis, "
            "COALESCE(engines, '') AS engines FROM evaluations"
        )
    ).mappings()
    rows = [dict(row) for row in evaluations]
    ids = {row["number"]: row["id"] for row in rows}
    subjects = connection.execute(
        sa.text(
            "SELECT number, subject, COALESCE(at_least, recommended) AS at_least, "
            "COALESCE(at_most, recommended) AS at_most, recommended FROM evaluated_subjects"
        )
    ).mappings()
    of_subjects = [
        {**{name: value for name, value in row.items() if name != "number"}, "evaluation": ids[row["number"]]}
        for row in subjects
    ]
    rules = connection.execute(sa.text("SELECT number, rule FROM deciding_rules")).mappings()
    of_rules = [{"evaluation": ids[row["number"]], "rule": row["rule"]} for row in rules]
    for table in _NEW:
        op.drop_table(table)
    op.drop_index(op.f("ix_entries_actor_number"), "entries")
    for index in ("last_entry", "state_last_entry", "owner_last_entry", "next_due_last_entry"):
        op.drop_index(op.f(f"ix_cases_{index}"), "cases")
    op.drop_index(op.f("ix_cases_for_review_since_last_entry"), "cases")
    op.drop_column("cases", "for_review")
    op.drop_column("cases", "since")
    for column in ("changed_at", "next_due", "owner", "state"):
        _index("cases", [column])
    _make_older(rows, of_subjects, of_rules)


def _index(table: str, columns: list[str]) -> None:
    op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, columns)


def _make_people() -> None:
    op.create_table(
        "case_people",
        sa.Column("case_id", _code(64), nullable=False),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("handled", sa.Boolean(), nullable=False),
        sa.Column("reviewed", sa.Boolean(), nullable=False),
        sa.Column("decided_appeals", sa.Boolean(), nullable=False),
        sa.Column("recused", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_people_case_id")),
        sa.PrimaryKeyConstraint("case_id", "person", name=op.f("pk_case_people")),
    )
    _index("case_people", ["person", "case_id"])


def _make_evaluations() -> None:
    op.create_table(
        "evaluations",
        sa.Column("number", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("case_id", _code(64), nullable=False),
        sa.Column("event", sa.Integer(), nullable=False),
        sa.Column("at", _code(27), nullable=False),
        sa.Column("actor", sa.String(64), nullable=False),
        sa.Column("basis", sa.String(71), nullable=False),
        sa.Column("release", sa.String(71), nullable=False),
        sa.Column("law", _code(16)),
        sa.Column("engines", _code(64)),
        sa.Column("newest", sa.Boolean(), nullable=False),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("state", _code(32), nullable=False),
        sa.Column("for_review", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["number"], ["entries.number"], name=op.f("fk_evaluations_number")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_evaluations_case_id")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_evaluations")),
    )
    _index("evaluations", ["at", "number"])
    for column in ("case_id", "actor", "release", "law", "engines", "owner", "state", "for_review"):
        _index("evaluations", [column, "at", "number"])


def _make_subjects() -> None:
    op.create_table(
        "evaluated_subjects",
        sa.Column("number", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("at", _code(27), nullable=False),
        sa.Column("recommended", sa.Integer(), nullable=False),
        sa.Column("at_least", sa.Integer()),
        sa.Column("at_most", sa.Integer()),
        sa.Column("opinion", _code(16)),
        sa.Column("decided", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["number"], ["evaluations.number"], name=op.f("fk_evaluated_subjects_number")
        ),
        sa.PrimaryKeyConstraint("number", "subject", name=op.f("pk_evaluated_subjects")),
    )
    for column in ("recommended", "at_least", "at_most", "opinion"):
        _index("evaluated_subjects", [column, "at", "number"])


def _make_codes(name: str, what: str, length: int) -> None:
    op.create_table(
        name,
        sa.Column("number", _NUMBER, autoincrement=False, nullable=False),
        sa.Column(what, _code(length), nullable=False),
        sa.Column("at", _code(27), nullable=False),
        sa.ForeignKeyConstraint(["number"], ["evaluations.number"], name=op.f(f"fk_{name}_number")),
        sa.PrimaryKeyConstraint("number", what, name=op.f(f"pk_{name}")),
    )
    _index(name, [what, "at", "number"])


def _make_older(
    evaluations: list[dict[str, object]], subjects: list[dict[str, object]], rules: list[dict[str, object]]
) -> None:
    """The tables as they were before, with these rows."""
    made = op.create_table(
        "evaluations",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("number", _NUMBER, nullable=False),
        sa.Column("case_id", sa.String(64), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("actor", sa.String(64), nullable=False),
        sa.Column("basis", sa.String(71), nullable=False),
        sa.Column("engines", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["basis"], ["releases.basis"], name=op.f("fk_evaluations_basis")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_evaluations_case_id")),
        sa.ForeignKeyConstraint(["number"], ["entries.number"], name=op.f("fk_evaluations_number")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluations")),
        sa.UniqueConstraint("number", name=op.f("uq_evaluations_number")),
    )
    _index("evaluations", ["at"])
    _index("evaluations", ["case_id"])
    op.bulk_insert(made, evaluations)
    of_evaluations = ["evaluation"], ["evaluations.id"]
    made = op.create_table(
        "deciding_rules",
        sa.Column("evaluation", sa.String(64), nullable=False),
        sa.Column("rule", sa.String(128), nullable=False),
        sa.ForeignKeyConstraint(*of_evaluations, name=op.f("fk_deciding_rules_evaluation")),
        sa.PrimaryKeyConstraint("evaluation", "rule", name=op.f("pk_deciding_rules")),
    )
    _index("deciding_rules", ["rule"])
    op.bulk_insert(made, rules)
    made = op.create_table(
        "evaluated_subjects",
        sa.Column("evaluation", sa.String(64), nullable=False),
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("at_least", sa.Integer(), nullable=False),
        sa.Column("at_most", sa.Integer(), nullable=False),
        sa.Column("recommended", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(*of_evaluations, name=op.f("fk_evaluated_subjects_evaluation")),
        sa.PrimaryKeyConstraint("evaluation", "subject", name=op.f("pk_evaluated_subjects")),
    )
    _index("evaluated_subjects", ["recommended"])
    op.bulk_insert(made, subjects)
