"""How well suggestions agree with published notices, in figures.

Two questions, apart from each other. Does the published form lie within the range that the law leaves (`inside`), and how much
does that range say (`mean_width`: with five forms in it, it says nothing)? And is the form that is recommended to start from the
one that was published (`recommended_equals`, `macro_f1`)? The second is a matter of discretion, and a notice leaves out facts
that the deciding organ knew; a difference is a reason to look again, not a fault.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from zhunsheng.practice.baselines import LeftOut, Majority, majority, tree
from zhunsheng.practice.outcomes import Outcome, Practice
from zhunsheng.practice.scores import FORMS, Frozen, Scores, form_scores, mean, scores, share

#: The name of the group of subjects on which no finding is established.
NO_CATEGORY = "none"


class GroupFigures(Frozen):
    """Agreement over some of the subjects; the shares are null where there are none."""

    subjects: int
    inside: float | None
    recommended_equals: float | None


class FormFigures(Frozen):
    """Agreement over the subjects with one published form, and how well the recommended form finds them (see `scores`)."""

    subjects: int
    inside: float | None
    recommended_equals: float | None
    precision: float | None
    recall: float | None
    f1: float


class Disagreement(Frozen):
    """A subject whose published form is not the recommended one, or lies outside the range."""

    scenario: str
    subject: str
    published: int
    at_least: int
    at_most: int
    recommended: int
    inside: bool
    deciding: Annotated[tuple[str, ...], Field(description="Ids of the established rules that set the range")]


class Ruleset(Frozen):
    """The release that the suggestions were made under."""

    name: str
    version: str
    digest: str


class Agreement(Frozen):
    """The figures over a folder of notices.

    Attributes:
        skipped: Scenarios that are not published ones.
        nothing_established: Subjects whose range is "not held accountable" for want of facts: no ground is established, and
            more is still possible.
        inside: The share of published forms within [at_least, at_most].
        possible: The share within the bounds of the possible reading: where the case can still end, by the facts stated.
        mean_width: The mean number of forms in that range.
        recommended_equals: The share of published forms that are the recommended one.
        macro_f1: Of the recommended form, over the forms 0 to 4. A form that is neither published nor recommended anywhere has no
            F1; it is left out of the mean, and of `by_form`.
        by_form: By published form. A form that is recommended and never published is there with no subjects.
        by_category: By established finding; a subject with several counts for each of them, one with none for ``none``.
        confusion: Published form → recommended form → subjects, for all five forms.
        majority: Always the most frequent form, on the same notices.
        tree: A decision tree on the stated facts, cross-validated by incident; null where `tree_left_out` says why.
        cross_validated: The fitted part of practice, on incidents it was not fitted on; null while nothing is fitted.
        disagreements: Those outside the range first, then by scenario and subject.
    """

    release: Ruleset
    notices: int
    skipped: int
    subjects: int
    nothing_established: int
    inside: float
    possible: float
    mean_width: float
    recommended_equals: float
    macro_f1: float
    by_form: dict[str, FormFigures]
    by_category: dict[str, GroupFigures]
    confusion: dict[str, dict[str, int]]
    majority: Majority
    tree: Scores | None
    tree_left_out: LeftOut | None
    cross_validated: Scores | None
    disagreements: tuple[Disagreement, ...]


def agreement(practice: Practice, cross_validated: Scores | None = None) -> Agreement:
    """The figures.

    Args:
        cross_validated: Of the fitted part of practice, where there is one (see `cross_validation.cross_validate`).
    """
    outcomes, release = practice.outcomes, practice.release
    all_together = scores(_pairs(outcomes))
    grown = tree(outcomes, release.vocabulary)
    return Agreement(
        release=Ruleset(name=release.name, version=release.version, digest=release.digest),
        notices=practice.notices,
        skipped=practice.skipped,
        subjects=len(outcomes),
        nothing_established=sum(outcome.suggested.nothing_established for outcome in outcomes),
        inside=share(sum(outcome.inside for outcome in outcomes), len(outcomes)),
        possible=share(sum(outcome.possible for outcome in outcomes), len(outcomes)),
        mean_width=mean(outcome.suggested.at_most - outcome.suggested.at_least + 1 for outcome in outcomes),
        recommended_equals=all_together.accuracy,
        macro_f1=all_together.macro_f1,
        by_form=_by_form(outcomes),
        by_category=_by_category(outcomes),
        confusion=_confusion(outcomes),
        majority=majority(outcomes),
        tree=grown if isinstance(grown, Scores) else None,
        tree_left_out=None if isinstance(grown, Scores) else grown,
        cross_validated=cross_validated,
        disagreements=_disagreements(outcomes),
    )


def _pairs(outcomes: Sequence[Outcome]) -> list[tuple[int, int]]:
    return [(outcome.published, outcome.suggested.recommended) for outcome in outcomes]


def _group(outcomes: Sequence[Outcome]) -> GroupFigures:
    number = len(outcomes)
    return GroupFigures(
        subjects=number,
        inside=share(sum(outcome.inside for outcome in outcomes), number) if number else None,
        recommended_equals=share(sum(outcome.equal for outcome in outcomes), number) if number else None,
    )


def _by_form(outcomes: Sequence[Outcome]) -> dict[str, FormFigures]:
    found = {}
    for form, figures in form_scores(_pairs(outcomes)).items():
        group = _group([outcome for outcome in outcomes if outcome.published == form])
        found[str(form)] = FormFigures(**group.model_dump(), **figures.model_dump())
    return found


def _by_category(outcomes: Sequence[Outcome]) -> dict[str, GroupFigures]:
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        for category in outcome.suggested.categories or (NO_CATEGORY,):
            groups.setdefault(category, []).append(outcome)
    largest = sorted(groups.items(), key=lambda group: (group[0] == NO_CATEGORY, -len(group[1]), group[0]))
    return {category: _group(group) for category, group in largest}


def _confusion(outcomes: Sequence[Outcome]) -> dict[str, dict[str, int]]:
    pairs = _pairs(outcomes)
    return {str(row): {str(column): pairs.count((row, column)) for column in FORMS} for row in FORMS}


def _disagreements(outcomes: Sequence[Outcome]) -> tuple[Disagreement, ...]:
    found = [
        Disagreement(
            scenario=outcome.suggested.incident,
            subject=outcome.suggested.subject,
            published=outcome.published,
            at_least=outcome.suggested.at_least,
            at_most=outcome.suggested.at_most,
            recommended=outcome.suggested.recommended,
            inside=outcome.inside,
            deciding=outcome.suggested.deciding,
        )
        for outcome in outcomes
        if not (outcome.inside and outcome.equal)
    ]
    return tuple(sorted(found, key=lambda item: (item.inside, item.scenario, item.subject)))
