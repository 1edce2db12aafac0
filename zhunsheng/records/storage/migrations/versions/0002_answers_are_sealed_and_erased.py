"""Answers that are kept for a day are sealed like contents, and are erased with those of their case. No key is claimed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Takes the step. Keys from before are forgotten: nobody can tell about which case their answers are."""
    op.execute("DELETE FROM answered_requests")
    with op.batch_alter_table("answered_requests", schema=None) as batch_op:
        batch_op.drop_column("holder")
        batch_op.drop_column("claimed_at")
        batch_op.alter_column("status", existing_type=sa.Integer(), nullable=False)
        batch_op.add_column(sa.Column("sealed_with", sa.String(length=16), nullable=True))
        batch_op.add_column(sa.Column("case_id", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("erased_at", sa.String(length=27), nullable=True))
        batch_op.create_index(batch_op.f("ix_answered_requests_case_id"), ["case_id"], unique=False)


def downgrade() -> None:
    """Takes it back. The older version knows neither sealed nor erased answers."""
    op.execute("DELETE FROM answered_requests")
    with op.batch_alter_table("answered_requests", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_answered_requests_case_id"))
        batch_op.drop_column("erased_at")
        batch_op.drop_column("case_id")
        batch_op.drop_column("sealed_with")
        batch_op.alter_column("status", existing_type=sa.Integer(), nullable=True)
        batch_op.add_column(sa.Column("claimed_at", sa.String(length=27), nullable=False))
        batch_op.add_column(sa.Column("holder", sa.String(length=36), nullable=False))
