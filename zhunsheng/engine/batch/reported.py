"""Which rules an answer of a batch names: those that decide where a subject ends."""

from __future__ import annotations

from dataclasses import dataclass

from zhunsheng.engine.release import Release

#: Rules of these kinds open ranges or spare them.
DECIDING = ("provision", "measure", "tolerance")


@dataclass(frozen=True)
class Reported:
    """The ids of the rules that are named, in order.

    Attributes:
        of_conducts, of_subjects: Those that open, spare or move a range, or choose within it.
        findings: By rule, the category of the notices that it finds in a conduct.
    """

    of_conducts: tuple[str, ...]
    of_subjects: tuple[str, ...]
    findings: dict[str, str]

    @staticmethod
    def of(release: Release) -> Reported:
        """Those of a release."""
        moving = {move.conclusion for move in release.scale.moves}
        moving |= {usual.conclusion for usual in release.scale.practice.forms}
        deciding = [
            rule
            for _, rule in sorted(release.rules.items())
            if rule.kind in DECIDING or rule.conclusion in moving
        ]
        return Reported(
            tuple(rule.id for rule in deciding if rule.level == "conduct"),
            tuple(rule.id for rule in deciding if rule.level == "subject"),
            {
                rule.id: rule.conclusion
                for _, rule in sorted(release.rules.items())
                if rule.level == "conduct" and rule.kind == "finding" and rule.conclusion
            },
        )
