"""Random cases from the vocabulary, the same for the same seed.

Filled in evenly, a case of ninety facts hardly ever makes a rule fire. So most values are drawn from those that some rule
names, yes-or-no facts lean to yes, dates lie on or after the days on which periods begin and end, and each case knows much or
little as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from zhunsheng.engine.case import Case
from zhunsheng.engine.language.conditions import Condition, FactTest, LawDateTest, Quantified, leaves
from zhunsheng.engine.language.documents import Document
from zhunsheng.engine.release import Release
from zhunsheng.engine.vocabulary.facts import Fact, FactRef, FactType
from zhunsheng.engine.vocabulary.models import case_model, read_case

#: How likely a fact is to be known, drawn once a case.
KNOWLEDGE = (0.1, 0.5, 0.8, 0.95, 1.0, 1.0)
#: How likely a known yes-or-no fact is to be a yes, drawn once a subject.
YES = (0.2, 0.6, 0.9, 0.95)


@dataclass(frozen=True)
class Interesting:
    """The values that rules name, by fact, and the days on which periods begin and end."""

    values: Mapping[FactRef, tuple[str | int, ...]]
    days: tuple[date, ...]


def random_cases(release: Release, count: int, seed: int = 0) -> Iterator[Case]:
    """Some random cases."""
    random = Random(seed)
    maker = _Maker(release, interesting(release), random)
    model = case_model(release.vocabulary)
    for number in range(count):
        yield read_case(Document(maker.case(f"random-{seed}-{number}"), "random"), model, release.vocabulary)


def interesting(release: Release) -> Interesting:
    """What the rules tell apart."""
    values: dict[FactRef, set[str | int]] = {}
    days: set[date] = set()
    for rule in release.rules.values():
        for test in _tests(rule.premise):
            if isinstance(test, FactTest):
                values.setdefault(test.fact, set()).update(test.operands)
            elif isinstance(test, LawDateTest):
                days.update(day for day in (test.start, test.end) if day)
    return Interesting(
        {ref: tuple(sorted(found, key=str)) for ref, found in values.items()}, tuple(sorted(days))
    )


def _tests(condition: Condition) -> Iterator[Condition]:
    for leaf in leaves(condition):
        yield leaf
        if isinstance(leaf, Quantified):
            yield from _tests(leaf.condition)


@dataclass(frozen=True)
class _Maker:
    release: Release
    known_to_rules: Interesting
    random: Random

    def case(self, id: str) -> dict[str, Any]:
        knowledge = self.random.choice(KNOWLEDGE)
        return {
            "case": {"id": id, **self._facts("case", knowledge, 0.5)},
            "incident": self._facts("incident", knowledge, self.random.choice(YES)),
            "subjects": [self._subject(f"S{n}", knowledge) for n in range(self.random.randint(1, 3))],
        }

    def _subject(self, id: str, knowledge: float) -> dict[str, Any]:
        yes = self.random.choice(YES)
        return {
            "id": id,
            **self._facts("subject", knowledge, yes),
            "circumstances": self._facts("circumstance", knowledge, self.random.choice(YES)),
            "conducts": [
                {"id": f"C{n}", **self._facts("conduct", knowledge, yes)}
                for n in range(self.random.randint(0, 3))
            ],
        }

    def _facts(self, entity: str, knowledge: float, yes: float) -> dict[str, Any]:
        return {
            fact.key: self._value(FactRef(entity, fact.key), fact, yes)
            for fact in self.release.vocabulary.entity(entity).facts
            if self.random.random() < knowledge
        }

    def _value(self, ref: FactRef, fact: Fact, yes: float) -> Any:
        named = self.known_to_rules.values.get(ref, ())
        match fact.type:
            case FactType.BOOL:
                return self.random.random() < yes
            case FactType.ENUM | FactType.ORDERED:
                keys = named if named and self.random.random() < 0.7 else fact.value_keys()
                return self.random.choice(keys)
            case FactType.SET:
                return {
                    key: self.random.random() < 0.5 for key in fact.value_keys() if self.random.random() < 0.4
                }
            case FactType.INT:
                limits = [int(limit) for limit in named] or [10]
                return max(0, self.random.choice(limits) + self.random.randint(-1, 1))
            case FactType.DATE:
                return self._day()

    def _day(self) -> str:
        near = self.random.choice(self.known_to_rules.days)
        day = near + timedelta(days=self.random.choice((-1, 0, 1, self.random.randint(0, 800))))
        return day.isoformat()[: self.random.choice((4, 7, 10, 10, 10))]
