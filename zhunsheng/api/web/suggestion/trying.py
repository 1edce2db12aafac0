"""Trying other facts: the case beside itself, before and after, each evaluated by both engines. Nothing of it is written down."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from zhunsheng.api.web.suggestion.form_scale import Standing, horizon_of, standing
from zhunsheng.api.web.suggestion.form_words import FormWords
from zhunsheng.api.web.suggestion.latin import in_latin
from zhunsheng.api.web.suggestion.names import checked_by
from zhunsheng.api.web.suggestion.tried_facts import (
    Switches,
    TriedFact,
    changes_elsewhere,
    changes_of,
    setting_of,
    switches,
    tried_facts,
)
from zhunsheng.engine.answer_changes import ChangedFact
from zhunsheng.engine.answer_parts import Answer
from zhunsheng.engine.case import Case, Instance, instances
from zhunsheng.engine.evaluation import Evaluator, Language
from zhunsheng.engine.explain.phrases import PHRASES, contradictory
from zhunsheng.engine.explain.shown_facts import ShownFacts
from zhunsheng.engine.held_contradictions import held_contradictions
from zhunsheng.engine.scale import FORMS
from zhunsheng.engine.suggestion import SubjectAnswer
from zhunsheng.engine.variants.changed_case import changed_case


class Side(Answer):
    """Where a subject stands, before or after.

    Attributes:
        standings: Of "not held accountable" and the four forms.
        range, recommended, possible: Forms, in words.
        measures: Those that are recommended, by name.
        tolerance: How it stands, in a word; "" where nobody claims it.
    """

    standings: tuple[Standing, ...]
    range: str
    recommended: str
    possible: str
    measures: tuple[str, ...]
    tolerance: str


class Beside(Answer):
    """A subject before and after."""

    subject_id: str
    before: Side
    after: Side
    altered: bool


class TriedChange(Answer):
    """A fact that is otherwise, and whose it is: of several subjects each has a first conduct.

    Attributes:
        subject_id: None for a fact of the case or the incident.
    """

    subject_id: str | None
    change: ChangedFact


class Tried(Answer):
    """Other facts, tried.

    Attributes:
        subject_id: Whose facts are offered.
        subjects: The ids of all.
        telling, unknown, others, kept: See `Switches`.
        elsewhere: What is tried of other subjects, as settings; it stays when one goes from one subject to another.
        changes: What is tried: facts that are otherwise.
        sides: Every subject before and after; none where nothing is tried.
        checked: Who checked what is tried; "" where nothing is tried.
        contradictions: Why facts that are tried cannot hold at once, or not with the others.
    """

    subject_id: str
    subjects: tuple[str, ...]
    telling: tuple[TriedFact, ...]
    unknown: tuple[TriedFact, ...]
    others: tuple[TriedFact, ...]
    kept: tuple[TriedFact, ...]
    elsewhere: tuple[str, ...]
    changes: tuple[TriedChange, ...]
    sides: tuple[Beside, ...]
    checked: str
    contradictions: tuple[str, ...]


def tried(
    evaluator: Evaluator,
    case: Case,
    before: Callable[[], Sequence[SubjectAnswer]],
    language: Language,
    settings: Sequence[str],
    subject_id: str | None,
) -> Tried:
    """What comes of a case with other facts of one subject, or of the case.

    Args:
        before: What is suggested for each subject of the case as it is, under the release of the evaluator and in the language;
            asked for where something is tried.
        settings: See `tried_facts`; all that are set stay, whoever is looked at.
        subject_id: Whose facts are offered; None, or of nobody in the case: the first's.

    Raises:
        EnginesDiffer: the engines do not agree on the case as it is tried.
    """
    position = _position(case, subject_id)
    subjects = instances(case).parts
    subject = subjects[position]
    elsewhere = changes_elsewhere(evaluator, subjects, position, settings)
    found = _offered(evaluator, case, position, settings)
    changes = (*changes_of(evaluator, subject, found, settings), *elsewhere)
    after_case = changed_case(case, changes)
    after = evaluator.evaluate(after_case, language, traced=False) if changes else None
    telling, unknown, others, kept = (
        tried_facts(evaluator, subject, slots, settings, language)
        for slots in (found.telling, found.unknown, found.others, found.kept)
    )
    made = Tried(
        subject_id=subject.id,
        subjects=tuple(item.id for item in case.subjects),
        telling=telling,
        unknown=unknown,
        others=others,
        kept=kept,
        elsewhere=tuple(setting_of(change) for change in elsewhere),
        changes=tuple(
            TriedChange(subject_id=_whose(case, change.fact), change=change)
            for change in ShownFacts(evaluator.release, language).differences(case, after_case)
        ),
        sides=() if after is None else tuple(_sides(before(), after.subjects, language)),
        checked="" if after is None else checked_by(after.engines, language),
        contradictions=_contradictions(evaluator, instances(case), instances(after_case), language),
    )
    return in_latin(made) if language == "en" else made


def _position(case: Case, subject_id: str | None) -> int:
    ids = [item.id for item in case.subjects]
    return ids.index(subject_id) if subject_id in ids else 0


def _offered(evaluator: Evaluator, case: Case, position: int, settings: Sequence[str]) -> Switches:
    """The switches of a subject as it is, of what matters with what is tried of it, and of all else that is set."""
    subject = instances(case).parts[position]

    def with_what_matters_now(found: Switches) -> Switches:
        changes = changes_of(evaluator, subject, found, settings)
        if not changes:
            return found
        return found.and_those_of(evaluator, instances(changed_case(case, changes)).parts[position])

    found = with_what_matters_now(switches(evaluator, subject))
    found = found.and_those_set(evaluator, subject, settings)
    return with_what_matters_now(found) if found.kept else found


def _whose(case: Case, pointer: str) -> str | None:
    match pointer.split("/"):
        case ["", "subjects", position, *_]:
            return case.subjects[int(position)].id
        case _:
            return None


def _sides(
    before: Sequence[SubjectAnswer], after: Sequence[SubjectAnswer], language: Language
) -> Iterator[Beside]:
    for one, other in zip(before, after, strict=True):
        first, second = _side(one, language), _side(other, language)
        yield Beside(subject_id=one.subject_id, before=first, after=second, altered=first != second)


def _side(subject: SubjectAnswer, language: Language) -> Side:
    form, bounds, words = subject.form, horizon_of(subject.possible), FormWords(language)
    status = subject.tolerance.status
    return Side(
        standings=tuple(standing(number, form, bounds) for number in (0, *FORMS)),
        range=words.forms(form.at_least, form.at_most),
        recommended=words.form(form.recommended),
        possible=words.forms(bounds.lowest, bounds.highest),
        measures=tuple(measure.name for measure in subject.measures if measure.recommended),
        tolerance="" if status == "not_claimed" else PHRASES[language][status],
    )


def _contradictions(
    evaluator: Evaluator, before: Instance, after: Instance, language: str
) -> tuple[str, ...]:
    """Those of the case as it is tried that are none of the case as it is."""
    old, new = (
        {
            (subject.id, place.id, item.why.get(language))
            for subject in top.parts
            for item, place in held_contradictions(evaluator.release, subject)
        }
        for top in (before, after)
    )
    return tuple(contradictory(sorted({why for _, _, why in new - old}), language))
