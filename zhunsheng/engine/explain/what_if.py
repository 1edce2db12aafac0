"""Explorations of a case, as answers: what is still to be found out, what would change the outcome, and how another version ends.

They come from the first engine alone: thousands of variants are its work. A version that somebody means to rely on is evaluated
as a case of its own, by both engines; `compared` holds two such answers beside each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from zhunsheng.engine.answer_changes import (
    Beyond,
    Compared,
    OpenQuestions,
    Settlement,
    SettlingGroup,
    Standing,
    SubjectAlterations,
    SubjectCompared,
    SubjectQuestions,
    SubjectTarget,
    WhatItTakes,
    WhatWouldChange,
)
from zhunsheng.engine.case import Case, Instance, instances
from zhunsheng.engine.evaluation import Evaluator, Language
from zhunsheng.engine.explain.asked import shown_question
from zhunsheng.engine.explain.changes import Alterations, alterations
from zhunsheng.engine.explain.outcomes import outcome_of
from zhunsheng.engine.explain.questions import open_questions
from zhunsheng.engine.explain.settling import settlements
from zhunsheng.engine.explain.shown_facts import ShownFacts
from zhunsheng.engine.explain.targets import to_form, towards
from zhunsheng.engine.held_contradictions import held_contradictions
from zhunsheng.engine.release import Release
from zhunsheng.engine.suggestion import Form, Horizon, Possible, ReleaseInfo, SubjectAnswer
from zhunsheng.engine.variants.columns import Columns

#: It is looked for what would settle a subject with so many conducts at the most; beyond, it takes longer than anyone waits.
SETTLED = 12


def questions(evaluator: Evaluator, case: Case, language: Language = "zh") -> OpenQuestions:
    """The open questions about each subject of a case."""
    return OpenQuestions(
        case_id=case.id,
        language=language,
        release=_release(evaluator.release),
        subjects=tuple(_questions(evaluator, subject, language) for subject in instances(case).parts),
    )


def _questions(evaluator: Evaluator, subject: Instance, language: Language) -> SubjectQuestions:
    found = open_questions(evaluator.compiled, subject)
    horizon = evaluator.horizon(subject)
    now = found.now.outcome
    return SubjectQuestions(
        subject_id=subject.id,
        conducts=len(subject.parts),
        contradictions=_contradictions(evaluator, subject, language),
        form=Form(at_least=now.forms.low, at_most=now.forms.high, recommended=now.recommended),
        possible=Possible(
            lowest=now.forms.lowest,
            highest=now.forms.highest,
            contingent_on=tuple(question.pointer for question in found.questions),
            horizon=horizon,
        ),
        open_questions=tuple(
            shown_question(question, evaluator.release, language) for question in found.questions
        ),
        reach=found.reach,
        settled_by=tuple(_settlements(evaluator, subject, horizon, language))
        if 0 < len(subject.parts) <= SETTLED
        else None,
    )


def _contradictions(evaluator: Evaluator, subject: Instance, language: Language) -> tuple[str, ...]:
    """Why facts of a subject cannot hold at once."""
    found = held_contradictions(evaluator.release, subject)
    return tuple(dict.fromkeys(item.why.get(language) for item, _ in found))


def _settlements(
    evaluator: Evaluator, subject: Instance, horizon: Horizon | None, language: Language
) -> Iterator[Settlement]:
    """How the case would be settled at each form that it can still come to."""
    show = ShownFacts(evaluator.release, language)
    possible = () if horizon is None else horizon.recommended
    for item in settlements(evaluator.compiled, subject):
        if item.groups or item.recommended in possible:
            yield Settlement(
                recommended=item.recommended,
                groups=tuple(
                    SettlingGroup(
                        answers=tuple(show.held(change.slot, change.value) for change in group),
                        leads_to=show.standing(outcome),
                    )
                    for group, outcome in item.groups
                ),
                more=item.more,
                proved=item.proved,
            )


def what_would_change(
    evaluator: Evaluator, case: Case, language: Language = "zh", size: int = 2
) -> WhatWouldChange:
    """Every smallest change of up to so many established facts that alters the outcome of a subject, and what lies beyond."""

    def of(subject: Instance) -> SubjectAlterations:
        found = alterations(evaluator.slots, evaluator.laws, subject, size)
        show = ShownFacts(evaluator.release, language)
        return SubjectAlterations(
            subject_id=subject.id,
            conducts=len(subject.parts),
            contradictions=_contradictions(evaluator, subject, language),
            now=show.standing(found.now),
            size=found.size,
            tried=found.tried,
            alterations=tuple(
                show.alteration(item.changes, subject, item.direction, item.outcome) for item in found.found
            ),
            beyond=tuple(_beyond(evaluator, subject, found, show)),
        )

    return WhatWouldChange(
        case_id=case.id,
        language=language,
        release=_release(evaluator.release),
        subjects=tuple(of(subject) for subject in instances(case).parts),
    )


def _beyond(
    evaluator: Evaluator, subject: Instance, found: Alterations, show: ShownFacts
) -> Iterator[Beyond]:
    """What it takes in the directions in which no change of so few facts goes."""
    directions: tuple[Literal["lighter", "heavier"], ...] = ("lighter", "heavier")
    for direction in directions:
        if not any(item.direction == direction for item in found.found):
            reached = towards(evaluator.compiled, subject, found.now, direction)
            made = [
                show.alteration(changes, subject, direction, outcome) for changes, outcome in reached.found
            ]
            yield Beyond(direction=direction, alteration=next(iter(made), None), proved=reached.proved)


def what_it_takes(evaluator: Evaluator, case: Case, target: int, language: Language = "zh") -> WhatItTakes:
    """The smallest changes with which a form is recommended for each subject of a case.

    Args:
        target: 0 (not held accountable) to 4.
    """

    def of(subject: Instance) -> SubjectTarget:
        now = outcome_of(evaluator.release, evaluator.laws.outlooks(Columns.of(subject, ((),))), 0)
        reached = to_form(evaluator.compiled, subject, target)
        show = ShownFacts(evaluator.release, language)
        return SubjectTarget(
            subject_id=subject.id,
            conducts=len(subject.parts),
            contradictions=_contradictions(evaluator, subject, language),
            now=show.standing(now),
            alterations=tuple(
                show.alteration(changes, subject, now.towards(outcome) or "other", outcome)
                for changes, outcome in reached.found
            ),
            more=reached.more,
            proved=reached.proved,
        )

    return WhatItTakes(
        case_id=case.id,
        language=language,
        release=_release(evaluator.release),
        target=target,
        subjects=tuple(of(subject) for subject in instances(case).parts),
    )


def compared(evaluator: Evaluator, before: Case, after: Case, language: Language = "zh") -> Compared:
    """A case and another version of it, each evaluated by both engines.

    Raises:
        EnginesDiffer: the engines do not agree on one of them.
    """
    first, second = (evaluator.evaluate(case, language) for case in (before, after))
    subjects = []
    for one, other in zip(first.subjects, second.subjects, strict=True):
        sides = _standing(one), _standing(other)
        subjects.append(
            SubjectCompared(
                subject_id=one.subject_id, before=sides[0], after=sides[1], altered=sides[0] != sides[1]
            )
        )
    return Compared(
        case_id=before.id,
        language=language,
        release=first.release,
        changes=tuple(ShownFacts(evaluator.release, language).differences(before, after)),
        subjects=tuple(subjects),
    )


def _standing(subject: SubjectAnswer) -> Standing:
    return Standing(
        form=subject.form, measures=tuple(item.name for item in subject.measures if item.recommended)
    )


def _release(release: Release) -> ReleaseInfo:
    return ReleaseInfo(name=release.name, version=release.version, digest=release.digest)
