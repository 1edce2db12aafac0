"""Facts that are being entered for a case are kept as a draft, so that they outlast a browser, a session and a day."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Takes the step."""
    op.create_table(
        "drafts",
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("changed_at", sa.String(length=27), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_with", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_drafts_case_id")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_drafts")),
    )


def downgrade() -> None:
    """Takes it back. What was not recorded is lost."""
    op.drop_table("drafts")
