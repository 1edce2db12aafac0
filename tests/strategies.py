"""Random cases, made from the vocabulary and the rules, for every property test.

A case that is filled in at random hardly ever makes a rule fire: the four categories want six to nine elements at once. So
most cases are built around a *target*: a rule is drawn, and facts are chosen that make its premise true (of an `any`, one
part; of a conclusion, some rule that concludes it, and so on down to facts). What the target leaves open is filled in at
random, known or unknown as the example's *knowledge* says: sparse, half, most or full.

Values come from where rules can tell a difference: the days around each period, partial dates over them, numbers beside each
threshold, sets with members known to be in, known to be out, and not known.

How often rules fire (`test_strategies.py` holds a floor under it): in more than half of the cases some rule with a range
is established, and nine rules in ten are established somewhere among eight examples a rule.

A case is drawn as a *document*, the plain values that a user would write, and read by the same reader as any other case.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from zhunsheng.engine.atoms import truth_of
from zhunsheng.engine.case import Case, Instance
from zhunsheng.engine.kleene import Truth
from zhunsheng.engine.language.conditions import (
    AllOf,
    AnyOf,
    AtLeast,
    ConclusionTest,
    Condition,
    FactTest,
    LawDateTest,
    Not,
    Quantified,
    leaves,
)
from zhunsheng.engine.language.documents import Document
from zhunsheng.engine.language.rules import Rule
from zhunsheng.engine.law_dates import ACT_DATE, DECISION_DATE
from zhunsheng.engine.release import default_release
from zhunsheng.engine.vocabulary.dates import PartialDate
from zhunsheng.engine.vocabulary.facts import Fact, FactRef, FactType
from zhunsheng.engine.vocabulary.models import case_model, read_case

#: A case document, or a part of one, as plain values.
Plain = dict[str, Any]

#: How many of ten facts are known.
KNOWLEDGE = {"sparse": 1, "half": 5, "most": 9, "full": 10}


# Where rules tell a difference


def tests_of(condition: Condition) -> Iterator[Condition]:
    """Every comparison in a condition, also those about parts."""
    for leaf in leaves(condition):
        yield leaf
        if isinstance(leaf, Quantified):
            yield from tests_of(leaf.condition)


@functools.cache
def _tests() -> tuple[Condition, ...]:
    found = {test: None for rule in default_release().rules.values() for test in tests_of(rule.premise)}
    return tuple(found)


@functools.cache
def _days() -> tuple[str, ...]:
    """Days around each boundary that rules know, whole and in part."""
    limits: set[date] = set()
    for test in _tests():
        if isinstance(test, LawDateTest):
            limits |= {day for day in (test.start, test.end) if day}
        elif (
            isinstance(test, FactTest) and default_release().vocabulary.fact(test.fact).type is FactType.DATE
        ):
            limits.add(date.fromisoformat(str(test.operands[0])))
    days = {limit + timedelta(days=step) for limit in limits for step in (-1, 0, 1)}
    texts = {day.isoformat() for day in days}
    # The usual day comes first: hypothesis shrinks towards it.
    return ("2021-10-20", *sorted(texts | {text[:7] for text in texts} | {text[:4] for text in texts}))


def _numbers(ref: FactRef) -> tuple[int, ...]:
    limits = {int(test.operands[0]) for test in _tests() if isinstance(test, FactTest) and test.fact == ref}
    return (0, *sorted({n for limit in limits for n in (limit - 1, limit, limit + 1) if n > 0}), 7)


@functools.cache
def values_of(ref: FactRef, *, whole: bool = False) -> tuple[Any, ...]:
    """The values of a fact that are tried, as a user writes them, a set apart. `whole`: dates only to the day."""
    fact = default_release().vocabulary.fact(ref)
    match fact.type:
        case FactType.BOOL:
            return (False, True)
        case FactType.INT:
            return _numbers(ref)
        case FactType.DATE:
            return tuple(text for text in _days() if not whole or len(text) == 10)
        case _:
            return fact.value_keys()


def _members(fact: Fact, number: int, *, whole: bool) -> dict[str, bool]:
    """A set, its members in, out or unknown by the digits of a number."""
    kinds = (False, True) if whole else (None, True, False)
    digits = (
        (key, kinds[number // len(kinds) ** place % len(kinds)])
        for place, key in enumerate(fact.value_keys())
    )
    return {key: yes for key, yes in digits if yes is not None}


@functools.cache
def _facts_of(entity: str, known: int) -> SearchStrategy[Plain]:
    """The facts of an entity, of which `known` in ten are known.

    All of them are one draw of three bytes a fact (is it known, and which value), which is several times faster than a draw
    for each, and shrinks towards nothing known.
    """
    facts = facts_at(entity)

    def chosen(row: bytes) -> Plain:
        found: Plain = {}
        for position, (ref, fact) in enumerate(facts):
            chance, high, low = row[3 * position : 3 * position + 3]
            if chance * 10 < 256 * (10 - known):
                continue
            number = 256 * high + low
            values = values_of(ref, whole=known == 10)
            is_set = fact.type is FactType.SET
            found[fact.key] = (
                _members(fact, number, whole=known == 10) if is_set else values[number % len(values)]
            )
        return found

    return st.binary(min_size=3 * len(facts), max_size=3 * len(facts)).map(chosen)


# Making a rule's premise true


@dataclass
class _Goal:
    """Facts chosen so that a rule applies: of the whole, of one subject, and of one of its conducts."""

    draw: DrawFn
    facts: dict[FactRef, Any] = field(default_factory=dict)
    fitting: dict[FactRef, tuple[Any, ...]] = field(default_factory=dict)

    def reach(self, condition: Condition, wanted: bool) -> None:
        match condition:
            case FactTest(ref):
                self._choose(ref, condition, wanted)
            case LawDateTest(clock) if wanted:
                self._choose(
                    DECISION_DATE if clock in ("decision", "general") else ACT_DATE, condition, wanted
                )
            case ConclusionTest(key) if wanted:
                self.reach(self.draw(st.sampled_from(_concluding()[key])).premise, True)
            case Quantified(_, _, inner, _):
                self.reach(inner, wanted)
            case Not(part):
                self.reach(part, not wanted)
            case AllOf(parts) | AnyOf(parts):
                if isinstance(condition, AllOf) is not wanted and parts:
                    parts = (self.draw(st.sampled_from(parts)),)
                for part in parts:
                    self.reach(part, wanted)
            case AtLeast(number, parts):
                for part in parts[:number] if wanted else parts:
                    self.reach(part, wanted)

    def _choose(self, ref: FactRef, test: FactTest | LawDateTest, wanted: bool) -> None:
        """A value that fits this comparison and, if there is one, those before it."""
        if default_release().vocabulary.fact(ref).type is FactType.SET and isinstance(test, FactTest):
            self.facts.setdefault(ref, {})[str(test.operands[0])] = wanted
            return
        fitting = _fitting(ref, test, wanted)
        both = tuple(value for value in self.fitting.get(ref, fitting) if value in fitting)
        self.fitting[ref] = both or fitting
        if self.fitting[ref] and self.facts.get(ref) not in self.fitting[ref]:
            self.facts[ref] = self.draw(st.sampled_from(self.fitting[ref]))


@functools.cache
def _fitting(ref: FactRef, test: FactTest | LawDateTest, wanted: bool) -> tuple[Any, ...]:
    """The values of a fact that make a comparison true, or false."""
    vocabulary = default_release().vocabulary
    is_date = vocabulary.fact(ref).type is FactType.DATE

    def holds(value: Any) -> bool:
        known = PartialDate.parse(value) if is_date else value
        instance = Instance("conduct", "", {ref: known}, {})
        return truth_of(test, instance, vocabulary) is (Truth.TRUE if wanted else Truth.FALSE)

    return tuple(value for value in values_of(ref) if holds(value))


@functools.cache
def _concluding() -> Mapping[str, tuple[Rule, ...]]:
    implies = {item.key: item.implies for item in default_release().vocabulary.conclusions}
    found: dict[str, tuple[Rule, ...]] = {}
    for rule in default_release().rules.values():
        key: str | None = rule.conclusion
        while key is not None:
            found[key] = (*found.get(key, ()), rule)
            key = implies[key]
    return found


# Cases


@st.composite
def documents(draw: DrawFn, knowledge: str | None = None) -> Plain:
    """A case document. `knowledge`: one of `KNOWLEDGE`; drawn where it is left out."""
    known = KNOWLEDGE[knowledge or draw(st.sampled_from(tuple(KNOWLEDGE)))]
    subjects = []
    for s in range(1, draw(st.sampled_from((1, 1, 1, 2, 2, 3))) + 1):
        conducts = [
            {"id": f"C{c}", **draw(_facts_of("conduct", known))}
            for c in range(1, draw(st.sampled_from((1, 1, 1, 2, 2, 3, 0))) + 1)
        ]
        subjects.append(
            {
                "id": f"S{s}",
                **draw(_facts_of("subject", known)),
                "circumstances": draw(_facts_of("circumstance", known)),
                "conducts": conducts,
            }
        )
    document: Plain = {
        "case": {"id": "K1", **draw(_facts_of("case", known))},
        "incident": draw(_facts_of("incident", known)),
        "subjects": subjects,
    }
    for _ in range(draw(st.sampled_from((1, 1, 1, 2, 0)))):
        _aim(draw, document, whole=known == 10)
    return document


def _aim(draw: DrawFn, document: Plain, *, whole: bool) -> None:
    """Makes some rule apply to some subject of the document, or to one of its conducts.

    Args:
        whole: Leaves dates alone that are known only in part.
    """
    goal = _Goal(draw)
    goal.reach(draw(st.sampled_from(tuple(default_release().rules.values()))).premise, True)
    subject = draw(st.sampled_from(document["subjects"]))
    if not subject["conducts"]:
        subject["conducts"].append({"id": "C1", **draw(_facts_of("conduct", 10 if whole else 5))})
    conduct = draw(st.sampled_from(subject["conducts"]))
    homes = {
        "case": document["case"],
        "incident": document["incident"],
        "subject": subject,
        "circumstance": subject["circumstances"],
        "conduct": conduct,
    }
    for ref, value in goal.facts.items():
        home = homes[ref.entity]
        if isinstance(value, dict):
            home[ref.fact] = {**home.get(ref.fact, {}), **value}
        elif not (whole and _is_date(ref) and len(value) < 10):
            home[ref.fact] = value


def _is_date(ref: FactRef) -> bool:
    return default_release().vocabulary.fact(ref).type is FactType.DATE


@functools.cache
def _model() -> Any:
    return case_model(default_release().vocabulary)


def read(document: Plain) -> Case:
    """A document as a case, by the reader that users meet."""
    return read_case(Document(document, "case"), _model(), default_release().vocabulary)


def cases(knowledge: str | None = None) -> SearchStrategy[Case]:
    """A case."""
    return documents(knowledge).map(read)


# Places of facts in a document


def places(document: Plain) -> Iterator[tuple[Plain, str]]:
    """Every part of a document that holds facts, with its entity."""
    yield document["case"], "case"
    yield document["incident"], "incident"
    for subject in document["subjects"]:
        yield subject, "subject"
        yield subject["circumstances"], "circumstance"
        for conduct in subject["conducts"]:
            yield conduct, "conduct"


def facts_at(entity: str) -> tuple[tuple[FactRef, Fact], ...]:
    """The facts of an entity."""
    return tuple(
        (FactRef(entity, fact.key), fact) for fact in default_release().vocabulary.entity(entity).facts
    )
