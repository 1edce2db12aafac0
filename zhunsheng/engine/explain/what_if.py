"""Explorations of a case, as answers: what is still to be found out, what would change the outcome, and how another version ends.

They come from the first engine alone: thousands of variants are its work. A version that somebody means to rely on is evaluated
as a case of its own, by both engines; `compared` holds two such answers beside each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from zhunsheng.engine.answer_changes import (
    Alteration,
    ChangedFact,
    Compared,
    OpenQuestions,
    Standing,
    SubjectAlterations,
    SubjectCompared,
    SubjectQuestions,
    WhatWouldChange,
)
from zhunsheng.engine.case import Case, Instance, instances, walk
from zhunsheng.engine.evaluation import Evaluator, Language
from zhunsheng.engine.explain.asked import shown_question
from zhunsheng.engine.explain.changes import Outcome, alterations
from zhunsheng.engine.explain.questions import open_questions
from zhunsheng.engine.explain.text import pointer_name
from zhunsheng.engine.explain.trace import shown_value
from zhunsheng.engine.release import Release
from zhunsheng.engine.suggestion import Form, Possible, ReleaseInfo, SubjectAnswer
from zhunsheng.engine.variants.columns import Change, Columns
from zhunsheng.engine.variants.slots import SlotValue
from zhunsheng.engine.vocabulary.facts import Fact, FactRef, FactValue

_UNKNOWN = {"zh": "不明", "en": "unknown"}


def questions(evaluator: Evaluator, case: Case, language: Language = "zh") -> OpenQuestions:
    """The open questions about each subject of a case."""
    return OpenQuestions(
        case_id=case.id,
        language=language,
        release=_release(evaluator.release),
        subjects=tuple(_questions(evaluator, subject, language) for subject in instances(case).parts),
    )


def _questions(evaluator: Evaluator, subject: Instance, language: Language) -> SubjectQuestions:
    found = open_questions(evaluator.slots, evaluator.laws, subject)
    now = evaluator.laws.outlooks(Columns.of(subject, ((),)))
    forms = now.forms(0)
    return SubjectQuestions(
        subject_id=subject.id,
        form=Form(at_least=forms.low, at_most=forms.high, recommended=now.recommended(0)),
        possible=Possible(
            lowest=forms.lowest,
            highest=forms.highest,
            contingent_on=tuple(question.pointer for question in found),
            horizon=evaluator.horizon(now.open_law(0)),
        ),
        open_questions=tuple(shown_question(question, evaluator.release, language) for question in found),
    )


def what_would_change(
    evaluator: Evaluator, case: Case, language: Language = "zh", size: int = 2
) -> WhatWouldChange:
    """Every smallest change of up to so many established facts that alters the outcome of a subject."""

    def of(subject: Instance) -> SubjectAlterations:
        found = alterations(evaluator.slots, evaluator.laws, subject, size)
        show = _Show(evaluator.release, language)
        return SubjectAlterations(
            subject_id=subject.id,
            now=show.standing(found.now),
            size=found.size,
            tried=found.tried,
            alterations=tuple(
                Alteration(
                    changes=tuple(show.change(change, subject) for change in item.changes),
                    direction=item.direction,
                    leads_to=show.standing(item.outcome),
                )
                for item in found.found
            ),
        )

    return WhatWouldChange(
        case_id=case.id,
        language=language,
        release=_release(evaluator.release),
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
        changes=tuple(_Show(evaluator.release, language).differences(before, after)),
        subjects=tuple(subjects),
    )


def _standing(subject: SubjectAnswer) -> Standing:
    return Standing(
        form=subject.form, measures=tuple(item.name for item in subject.measures if item.recommended)
    )


def _release(release: Release) -> ReleaseInfo:
    return ReleaseInfo(name=release.name, version=release.version, digest=release.digest)


class _Show:
    """Values, facts and outcomes in words of one language."""

    def __init__(self, release: Release, language: Language) -> None:
        self._release = release
        self._language = language

    def standing(self, outcome: Outcome) -> Standing:
        names = tuple(
            track.steps[step - 1].name.get(self._language)
            for track, step in zip(self._release.scale.tracks, outcome.steps, strict=True)
            if step
        )
        forms = outcome.forms
        return Standing(
            form=Form(at_least=forms.low, at_most=forms.high, recommended=outcome.recommended),
            measures=names,
        )

    def change(self, change: Change, subject: Instance) -> ChangedFact:
        holder = next(place for place in (subject, *subject.parts) if change.slot.seen_by(place))
        return self._changed(
            change.slot.pointer, change.slot.ref, change.slot.member, change.slot.known(holder), change.value
        )

    def differences(self, before: Case, after: Case) -> Iterator[ChangedFact]:
        """The facts in which two versions of a case differ."""
        old, new = (_facts(instances(case)) for case in (before, after))
        for pointer in dict.fromkeys((*old, *new)):
            (ref, one), (_, other) = (
                of.get(pointer) or ((old.get(pointer) or new[pointer])[0], None) for of in (old, new)
            )
            if one != other:
                yield self._changed(pointer, ref, None, one, other)

    def _changed(
        self,
        pointer: str,
        ref: FactRef,
        member: str | None,
        before: SlotValue | FactValue | None,
        after: SlotValue | FactValue | None,
    ) -> ChangedFact:
        fact = self._release.vocabulary.fact(ref)
        name = pointer_name(pointer, self._release, self._language)
        if member is not None:
            name += "·" + fact.value_name({member: True}, self._language)
        return ChangedFact(
            fact=pointer,
            name=name,
            member=member,
            before=None if before is None else shown_value(before),
            after=None if after is None else shown_value(after),
            before_name=self._value(fact, member, before),
            after_name=self._value(fact, member, after),
        )

    def _value(self, fact: Fact, member: str | None, value: FactValue | None) -> str:
        if value is None:
            return _UNKNOWN[self._language]
        if member is not None:
            return {"zh": ("无", "有"), "en": ("no", "yes")}[self._language][bool(value)]
        return fact.value_name(value, self._language)


def _facts(top: Instance) -> Mapping[str, tuple[FactRef, FactValue]]:
    """Every fact of a case by its pointer."""
    return {place.pointer(ref): (ref, value) for place in walk(top) for ref, value in place.facts.items()}
