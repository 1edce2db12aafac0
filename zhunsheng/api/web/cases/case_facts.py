"""The facts of the newest evaluation in words, as choices: to dispute one, to judge one otherwise, to say which one was wrong."""

from __future__ import annotations

from collections.abc import Iterator

from zhunsheng.api.web.cases.case_at_hand import CaseAtHand
from zhunsheng.api.web.cases.shown import Option
from zhunsheng.engine.case import Case, instances, walk
from zhunsheng.engine.explain.fact_words import fact_at
from zhunsheng.engine.explain.text import pointer_name
from zhunsheng.engine.language.documents import Document
from zhunsheng.engine.problems import InputError
from zhunsheng.engine.vocabulary.facts import FactRef
from zhunsheng.records.workflow.contents import CaseDocument


def stated_case(hand: CaseAtHand) -> Case | None:
    """The facts of the newest evaluation; None where they were erased, or are none that the ruleset of today can read."""
    return None if hand.recorded is None else read_facts(hand, hand.recorded.facts)


def read_facts(hand: CaseAtHand, recorded: CaseDocument) -> Case | None:
    """Facts as they were recorded once; None where the ruleset of today cannot read them."""
    try:
        return hand.evaluator.read(Document(recorded.document, hand.id))
    except InputError:
        return None


def facts_in(hand: CaseAtHand, case: Case) -> tuple[Option, ...]:
    """Every fact that a case states, by its pointer, with its value."""
    ids = [one.id for one in case.subjects]
    return tuple(_option(hand, at, ref, value, ids) for at, (ref, value) in _facts(case).items())


def stated_facts(hand: CaseAtHand, *, judged: bool = False, subject: str | None = None) -> tuple[Option, ...]:
    """The facts that the newest evaluation states, by their pointers, with their values.

    Args:
        judged: Only open norms, which a person has settled.
        subject: Only facts of this subject, and those that are about nobody.
    """
    case = stated_case(hand)
    if case is None:
        return ()
    ids, vocabulary = [one.id for one in case.subjects], hand.release.vocabulary
    return tuple(
        option
        for option in facts_in(hand, case)
        if (not judged or vocabulary.fact(fact_at(option.value)).judgement)
        and (subject is None or _subject(option.value, ids) in (None, subject))
    )


def fact_name(hand: CaseAtHand, at: str) -> str:
    """A fact in words, by its pointer; one that the ruleset does not know stands for itself."""
    try:
        return pointer_name(at, hand.release, hand.language)
    except (KeyError, StopIteration, ValueError, IndexError):
        return at


def _facts(case: Case) -> dict[str, tuple[FactRef, object]]:
    """What is stated, once each: a conduct knows the facts of its subject and of the case as well."""
    return dict(_stated(case))


def _stated(case: Case) -> Iterator[tuple[str, tuple[FactRef, object]]]:
    for place in walk(instances(case)):
        for ref, value in place.facts.items():
            if ref.entity in place.pointers:
                yield place.pointer(ref), (ref, value)


def _subject(at: str, ids: list[str]) -> str | None:
    steps = at.split("/")
    return ids[int(steps[2])] if steps[1] == "subjects" else None


def _option(hand: CaseAtHand, at: str, ref: FactRef, value: object, ids: list[str]) -> Option:
    whose = _subject(at, ids)
    name = pointer_name(at, hand.release, hand.language)
    in_words = hand.release.vocabulary.fact(ref).value_name(value, hand.language)  # type: ignore[arg-type]  # of a case that was read
    return Option(value=at, name=f"{whose} · {name}" if whose else name, explained=in_words)
