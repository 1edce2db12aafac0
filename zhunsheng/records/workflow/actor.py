"""Who wants to make a move."""

from __future__ import annotations

from dataclasses import dataclass

from zhunsheng.records.workflow.identifiers import Role


@dataclass(frozen=True)
class Actor:
    """A person, by an opaque id, and the roles he has now."""

    id: str
    roles: frozenset[Role]
