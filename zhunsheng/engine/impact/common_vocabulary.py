"""One vocabulary that reads whatever either of two releases can read.

Reading is most of the work of a batch, and a file that was read twice would have to be matched up again row by row. So it is read
once, with the facts and values of both releases, and each release then gets the block as it would have seen it (`seen_blocks`).
What both know is called what the later one calls it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from zhunsheng.engine.vocabulary.facts import Entity, Fact, FactRef, Vocabulary


@dataclass(frozen=True)
class CommonVocabulary:
    """Two vocabularies, and the one that reads both."""

    before: Vocabulary
    after: Vocabulary

    @cached_property
    def reads(self) -> Vocabulary:
        """What files are read with: the later one itself where the two know the same."""
        if self.same:
            return self.after
        return Vocabulary(tuple(self._entities()), self.after.conclusions)

    @cached_property
    def same(self) -> bool:
        """Whether what one reads the other reads alike, so that nothing has to be translated."""
        return _facts(self.before) == _facts(self.after)

    @cached_property
    def conflicts(self) -> Mapping[FactRef, tuple[Fact, Fact]]:
        """The facts that have another type in each: no value means the same in both."""
        pairs = {ref: (fact, self.after.fact(ref)) for ref, fact in _common(self.before, self.after)}
        return {ref: (one, other) for ref, (one, other) in pairs.items() if one.type is not other.type}

    def _entities(self) -> Iterator[Entity]:
        before = {entity.key: entity for entity in self.before.entities}
        for entity in self.after.entities:
            yield _merged(before.pop(entity.key), entity) if entity.key in before else entity
        yield from before.values()


def _facts(vocabulary: Vocabulary) -> Mapping[FactRef, tuple[object, ...]]:
    """What readers go by: names, types and values. Questions and weights are for people."""
    names = {entity.key: entity.name for entity in vocabulary.entities}
    return {
        ref: (names[ref.entity], fact.name, fact.type, fact.values) for ref, fact in vocabulary.all_facts()
    }


def _common(before: Vocabulary, after: Vocabulary) -> Iterator[tuple[FactRef, Fact]]:
    return ((ref, fact) for ref, fact in before.all_facts() if after.has(ref))


def _merged(before: Entity, after: Entity) -> Entity:
    known = {fact.key: fact for fact in before.facts}
    facts = [_with_values(fact, known.pop(fact.key, fact)) for fact in after.facts]
    return replace(after, facts=(*facts, *known.values()))


def _with_values(fact: Fact, other: Fact) -> Fact:
    """The fact with the values of the other, too; their order does not matter to a reader."""
    own = set(fact.value_keys())
    return replace(fact, values=(*fact.values, *(value for value in other.values if value.key not in own)))


def only_in(vocabulary: Vocabulary, other: Vocabulary) -> Iterable[FactRef]:
    """The facts that the one has and the other has not, in order."""
    return (ref for ref, _ in vocabulary.all_facts() if not other.has(ref))
