"""What a condition means, by the book: a walk over the tree with Kleene's operators.

No engine uses this. It is the definition that they are tested against, and the trace uses it to show the value of each part of
a condition, so that what an auditor reads is computed in a third way, from the same facts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from zhunsheng.engine.atoms import truth_of
from zhunsheng.engine.case import Instance
from zhunsheng.engine.kleene import Truth, at_least, conjunction, disjunction, truth
from zhunsheng.engine.language.conditions import (
    AllOf,
    AnyOf,
    AtLeast,
    ConclusionTest,
    Condition,
    FactTest,
    LawDateTest,
    MonthsTest,
    Not,
    Quantified,
)
from zhunsheng.engine.vocabulary.facts import Vocabulary

#: The value of a conclusion (by key) on an instance.
Concluded: TypeAlias = Callable[[Instance, str], Truth]


@dataclass(frozen=True)
class Meaning:
    """Evaluates conditions on instances.

    Attributes:
        concluded: How to look a conclusion up; this is where the two readings differ.
    """

    vocabulary: Vocabulary
    concluded: Concluded

    def value(self, condition: Condition, instance: Instance) -> Truth:
        """The Kleene value of a condition on an instance."""
        match condition:
            case FactTest() | MonthsTest() | LawDateTest():
                return truth_of(condition, instance, self.vocabulary)
            case ConclusionTest(key):
                return self.concluded(instance, key)
            case Quantified(quantifier, _, inner, number):
                values = [self.value(inner, part) for part in instance.parts]
                if quantifier == "all":
                    return conjunction(values)
                return disjunction(values) if quantifier == "any" else at_least(number, values)
            case Not(part):
                return ~self.value(part, instance)
            case AllOf(parts):
                return conjunction(self.value(part, instance) for part in parts)
            case AnyOf(parts):
                return disjunction(self.value(part, instance) for part in parts)
            case AtLeast(number, parts):
                return at_least(number, [self.value(part, instance) for part in parts])


def value_of(
    condition: Condition,
    facts: Mapping[object, object],
    concluded: Mapping[str, object],
    vocabulary: Vocabulary,
) -> Truth:
    """The value of a condition on bare facts and conclusions, for checks on rules outside any case."""
    instance = Instance("conduct", "", facts, {})  # type: ignore[arg-type]  # typed by the vocabulary
    return Meaning(vocabulary, lambda _, key: truth(bool(concluded[key]))).value(condition, instance)
