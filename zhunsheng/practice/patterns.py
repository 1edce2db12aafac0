"""The rules of practice, read from notices: what each pattern usually came to.

A rule of practice (``rulesets/rules/practice``) says in which cases it speaks and which form those usually come to. The first is
declared by people, since a pattern must make sense before it is counted; the second is fitted: the form most often published
among the notices of the pattern in which the law left a choice. Where two forms were published equally often, the declared one
counts; a pattern that no notice bears out says nothing.

So the fit can be made again on part of the notices and judged on the others (`cross_validation`), and a test holds the shipped
rules to the fit on all of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zhunsheng.engine.release import Release
from zhunsheng.practice.cross_validation import Fit, Predictor
from zhunsheng.practice.outcomes import Outcome, Suggested


@dataclass(frozen=True)
class Pattern:
    """What was published where one rule of practice applies.

    Attributes:
        rule: Its id.
        declared: The form that the rule names.
        forms: Published form → subjects, where the range left a choice.
        fixed: Subjects for whom the law left one form only.
    """

    rule: str
    declared: int
    forms: Mapping[int, int]
    fixed: int

    @property
    def usual(self) -> int | None:
        """The form most often published, of equals the declared one, else the lighter; None where none was."""
        return min(
            self.forms, key=lambda form: (-self.forms[form], form != self.declared, form), default=None
        )


def patterns(outcomes: Sequence[Outcome], release: Release) -> tuple[Pattern, ...]:
    """Every pattern that occurs in these notices, by the rule's id."""
    named = {usual.conclusion: usual.form for usual in release.scale.practice.forms}
    forms: dict[str, Counter[int]] = {}
    fixed: Counter[str] = Counter()
    for outcome in outcomes:
        choice = outcome.suggested.at_least < outcome.suggested.at_most
        for rule in outcome.suggested.patterns:
            of_rule = forms.setdefault(rule, Counter())
            if choice:
                of_rule[outcome.published] += 1
            else:
                fixed[rule] += 1
    return tuple(
        Pattern(rule, named[release.rules[rule].conclusion], dict(sorted(forms[rule].items())), fixed[rule])
        for rule in sorted(forms)
    )


def fitting(release: Release) -> Fit:
    """How the patterns of a release are fitted to notices."""

    def fit(training: Sequence[Outcome]) -> Predictor:
        usual = {pattern.rule: pattern.usual for pattern in patterns(training, release)}

        def predict(suggested: Suggested) -> int:
            named = [form for rule in suggested.patterns if (form := usual.get(rule)) is not None]
            return max(suggested.without_practice, min(max(named, default=0), suggested.at_most))

        return predict

    return fit
