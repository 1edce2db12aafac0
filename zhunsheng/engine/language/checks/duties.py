"""Only a subject stands on the ladders, so only a subject's duties can be about measures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zhunsheng.engine.language.rules import Rule
from zhunsheng.engine.problems import Problem


def duties_of_subjects(rules: Sequence[Rule]) -> Iterator[Problem]:
    """A duty that concerns measures is a duty about a subject."""
    for rule in rules:
        if rule.concerns and rule.level != "subject":
            yield Problem(
                "concerns",
                f"'{rule.id}' concerns measures and is evaluated per {rule.level}",
                why="Measures are for subjects; a case or a conduct has none of its own.",
                mend="Put the rule into a layer that is evaluated per subject, or leave out 'concerns'.",
                span=rule.span,
            )
