"""Why somebody may not do something: the one answer that `permissions` has besides yes."""

from __future__ import annotations

from dataclasses import dataclass

from zhunsheng.engine.problems import Chinese, Problem
from zhunsheng.engine.vocabulary.facts import Text
from zhunsheng.records.access.operations import Operation


@dataclass(frozen=True)
class Refusal:
    """An operation that an account may not do.

    Attributes:
        reason: Why not, as one sentence. It names roles and relations, never what a case says.
        mend: Who could do it instead.
    """

    operation: Operation
    reason: Text
    mend: Text

    def problem(self) -> Problem:
        """The refusal in the words of the whole project."""
        return Problem(
            code="not_allowed",
            what=self.reason.en,
            mend=self.mend.en,
            zh=Chinese(self.reason.zh, self.mend.zh),
        )
