"""The vocabulary: every fact that a case may state, every conclusion that a rule may draw, and the rules that read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from fastapi import APIRouter

from zhunsheng.api.web.language import TheLanguage
from zhunsheng.api.web.pages import Page, page
from zhunsheng.api.web.rules.book import RuleBook, TheRuleBook
from zhunsheng.api.web.rules.moves_shown import MoveShown, moves_shown
from zhunsheng.api.web.rules.refusing import not_found
from zhunsheng.api.web.rules.shown import (
    FactLine,
    Link,
    RuleLine,
    Shown,
    conclusion_link,
    fact_line,
    rule_lines,
)
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.language.rules import Rule
from zhunsheng.engine.law_dates import ACT_DATE, CONTINUED_UNTIL, DECISION_DATE, Clock
from zhunsheng.engine.release import Release
from zhunsheng.engine.vocabulary.facts import FactRef
from zhunsheng.records.access.operations import Operation

router = APIRouter(include_in_schema=False)

#: So many rules are listed that read a fact or a conclusion; how many there are is said.
LISTED = 120
#: The clocks of `law_dates` that a date has a part in.
_CLOCKS: Mapping[FactRef, tuple[Clock, ...]] = {
    ACT_DATE: ("act", "policy", "general"),
    CONTINUED_UNTIL: ("act", "policy"),
    DECISION_DATE: ("act", "general", "decision"),
}


class CountedFact(FactLine):
    """A fact in the vocabulary, with how many rules read it."""

    answer_by: Literal["handler", "reviewer"]
    rules: int


class EntityShown(Shown):
    """A part of a case with its facts."""

    key: str
    name: str
    facts: tuple[CountedFact, ...]


class KindShown(Shown):
    """The conclusions of a kind."""

    kind: str
    conclusions: tuple[Link, ...]


class VocabularyShown(Shown):
    """The whole vocabulary."""

    facts: int
    judgements: int
    entities: tuple[EntityShown, ...]
    kinds: tuple[KindShown, ...]


class ValueShown(Shown):
    """A value of a fact: its key, and its name in the language of the page and in the rules."""

    key: str
    name: str
    term: str


class FactShown(Shown):
    """A fact.

    Attributes:
        term: Its word in the rules: its entity's Chinese name and its own.
        law_clocks: How many rules are in force by a day that is worked out from it, by the clock; empty for other facts.
        reading: How many rules read it, of which the first are in `rules`.
    """

    fact: CountedFact
    term: str
    weighs: Literal["against", "for", "neutral"]
    values: tuple[ValueShown, ...]
    evidence: str
    law_clocks: dict[str, int]
    reading: int
    rules: tuple[RuleLine, ...]


class ConclusionShown(Shown):
    """A conclusion.

    Attributes:
        implies: The broader conclusion that holds whenever this one does.
        moves: What the scale does where it holds.
        concluding, reading: How many rules draw it and how many read it, of which the first are listed.
    """

    conclusion: Link
    kind: str
    detail: str | None
    implies: Link | None
    moves: tuple[MoveShown, ...]
    concluding: int
    concluded_by: tuple[RuleLine, ...]
    reading: int
    read_by: tuple[RuleLine, ...]


@page(router, "/vocabulary", needs=Operation.READ_VOCABULARY)
def vocabulary(book: TheRuleBook, language: TheLanguage) -> Page:
    """All facts and conclusions."""
    of = book.release.vocabulary
    facts = [fact for _, fact in of.all_facts()]
    kinds = dict.fromkeys(item.kind for item in of.conclusions)
    return Page(
        "rules/vocabulary.html",
        VocabularyShown(
            facts=len(facts),
            judgements=sum(fact.judgement for fact in facts),
            entities=tuple(
                EntityShown(
                    key=entity.key,
                    name=entity.name.get(language),
                    facts=tuple(
                        _counted(FactRef(entity.key, fact.key), book, language) for fact in entity.facts
                    ),
                )
                for entity in of.entities
            ),
            kinds=tuple(
                KindShown(
                    kind=kind,
                    conclusions=tuple(
                        conclusion_link(item.key, book.release, language)
                        for item in of.conclusions
                        if item.kind == kind
                    ),
                )
                for kind in kinds
            ),
        ),
    )


@page(router, "/vocabulary/conclusions/{conclusion}", needs=Operation.READ_VOCABULARY)
def one_conclusion(conclusion: str, book: TheRuleBook, language: TheLanguage) -> Page:
    """A conclusion, with the rules that draw and that read it."""
    known = {item.key: item for item in book.release.vocabulary.conclusions}
    found = known.get(conclusion)
    if found is None:
        raise not_found("conclusion", conclusion, known, language)
    concluding, reading = book.readers.concluding(conclusion), book.readers.of_conclusion(conclusion)
    return Page(
        "rules/conclusion.html",
        ConclusionShown(
            conclusion=conclusion_link(conclusion, book.release, language),
            kind=found.kind,
            detail=found.detail.get(language) if found.detail else None,
            implies=conclusion_link(found.implies, book.release, language) if found.implies else None,
            moves=moves_shown(book.readers.moves(conclusion), book.release, language),
            concluding=len(concluding),
            concluded_by=_listed(concluding, book.release, language),
            reading=len(reading),
            read_by=_listed(reading, book.release, language),
        ),
    )


@page(router, "/vocabulary/{fact}", needs=Operation.READ_VOCABULARY)
def one_fact(fact: str, book: TheRuleBook, language: TheLanguage) -> Page:
    """A fact, with the rules that read it."""
    of = book.release.vocabulary
    known = {str(ref): ref for ref, _ in of.all_facts()}
    ref = known.get(fact)
    if ref is None:
        raise not_found("fact", fact, known, language)
    found, reading = of.fact(ref), book.readers.of_fact(ref)
    return Page(
        "rules/fact.html",
        FactShown(
            fact=_counted(ref, book, language),
            term=f"{of.entity(ref.entity).name.zh}.{found.name.zh}",
            weighs=found.weight.value,
            values=tuple(
                ValueShown(key=value.key, name=value.name.get(language), term=value.name.zh)
                for value in found.values
            ),
            evidence=found.evidence.get(language),
            law_clocks=_law_clocks(ref, book),
            reading=len(reading),
            rules=_listed(reading, book.release, language),
        ),
    )


def _counted(ref: FactRef, book: RuleBook, language: Language) -> CountedFact:
    line = fact_line(ref, book.release, language)
    fact = book.release.vocabulary.fact(ref)
    # `answer_by` is a plain text in the engine; validating holds it to the two words that are promised here.
    return CountedFact.model_validate(
        {**line.model_dump(), "answer_by": fact.answer_by, "rules": len(book.readers.of_fact(ref))}
    )


def _law_clocks(ref: FactRef, book: RuleBook) -> dict[str, int]:
    """A day whose law is asked for is worked out from the facts; that rules are in force on it is no comparison of theirs."""
    clocks = _CLOCKS.get(ref, ())
    return {clock: number for clock in clocks if (number := book.readers.under_clock(clock))}


def _listed(rules: Iterable[Rule], release: Release, language: Language) -> tuple[RuleLine, ...]:
    return rule_lines(tuple(rules)[:LISTED], release, language)
