"""From an answer to what a page shows of it: the one function that pages with a suggestion call."""

from __future__ import annotations

from zhunsheng.api.web.suggestion.articles import summed_up_once
from zhunsheng.api.web.suggestion.conclusions import conclusions
from zhunsheng.api.web.suggestion.form_scale import form_scale, horizon_of
from zhunsheng.api.web.suggestion.latin import in_latin
from zhunsheng.api.web.suggestion.law_applied import laws_applied
from zhunsheng.api.web.suggestion.measures import ladders
from zhunsheng.api.web.suggestion.names import Names, checked_by
from zhunsheng.api.web.suggestion.open_facts import open_facts
from zhunsheng.api.web.suggestion.shown_suggestion import (
    Checked,
    Headings,
    ShownSubject,
    ShownSuggestion,
    SubjectLine,
)
from zhunsheng.api.web.suggestion.to_do import likened, procedure, warnings
from zhunsheng.api.web.suggestion.weighing import weighing
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.problems import Chinese, InputError, Problem, nearest
from zhunsheng.engine.release import Release
from zhunsheng.engine.suggestion import SubjectAnswer, Suggestion


def shown(
    suggestion: Suggestion, release: Release, language: Language, subject: str | None = None
) -> ShownSuggestion:
    """What a page shows of a suggestion.

    Args:
        suggestion: Its words stay in the language that it was made in.
        release: What names facts and measures: the one that it was made under, or, where that is not at hand, another.
        language: Of the page.
        subject: The id of the subject that is shown in full; None: the first.

    Raises:
        InputError: the answer has no such subject.
    """
    names = Names(suggestion, release)
    chosen = _chosen(suggestion, subject)
    made = ShownSuggestion(
        case_id=suggestion.case_id,
        language=suggestion.language,
        page_language=language,
        say=Headings(**{name: names.say[name] for name in Headings.model_fields}),
        release=suggestion.release,
        # Conducts are told with their subjects.
        law=suggestion.law.model_copy(update={"conducts": ()}),
        checked=Checked(
            by_both=bool(suggestion.engines.agreed),
            sentence=checked_by(suggestion.engines, suggestion.language),
            ran=suggestion.engines.ran,
        ),
        subjects=tuple(_line(item, item is chosen, names) for item in suggestion.subjects),
        subject=_subject(chosen, names),
        procedure=procedure(suggestion.procedure, names),
        warnings=warnings(suggestion.warnings, names),
    )
    brief = summed_up_once(made)
    return in_latin(brief) if suggestion.language == "en" else brief


def _chosen(suggestion: Suggestion, subject: str | None) -> SubjectAnswer:
    if subject is None:
        return suggestion.subjects[0]
    for item in suggestion.subjects:
        if item.subject_id == subject:
            return item
    known = [item.subject_id for item in suggestion.subjects]
    raise InputError(
        [
            Problem(
                "unknown_subject",
                f"the case has no subject '{subject}'",
                mend=f"Name one of: {', '.join(known)}.",
                near=nearest(subject, known),
                zh=Chinese(f"案件中没有主体“{subject}”", f"可选：{'、'.join(known)}"),
            )
        ]
    )


def _line(subject: SubjectAnswer, chosen: bool, names: Names) -> SubjectLine:
    form, bounds = subject.form, horizon_of(subject.possible)
    return SubjectLine(
        id=subject.subject_id,
        chosen=chosen,
        range=names.forms(form.at_least, form.at_most),
        recommended=names.form(form.recommended),
        possible=names.forms(bounds.lowest, bounds.highest),
        measures=tuple(measure.name for measure in subject.measures if measure.recommended),
        questions=len(subject.open_questions),
    )


def _subject(subject: SubjectAnswer, names: Names) -> ShownSubject:
    say = names.say
    usual = [item.name for item in subject.practice if item.status == "established"]
    return ShownSubject(
        id=subject.subject_id,
        place=f"/subjects/{names.suggestion.subjects.index(subject)}",
        scale=form_scale(subject.form, subject.possible, names.form_words),
        ladders=ladders(subject.measures, names),
        questions=open_facts(subject, names),
        findings=conclusions(say["findings"], subject.findings, names),
        responsibility=conclusions(say["responsibility"], subject.responsibility, names),
        provisions=conclusions(say["provisions_table"], subject.provisions, names),
        circumstances=conclusions(say["circumstances_table"], subject.circumstances, names),
        practice=say["practice"].format(names=names.joined(usual)) if usual else "",
        tolerance=weighing(subject.tolerance, names),
        laws=laws_applied(subject.subject_id, names),
        procedure=procedure(subject.procedure, names),
        similar=likened(subject.similar, names),
        warnings=warnings(subject.warnings, names),
    )
