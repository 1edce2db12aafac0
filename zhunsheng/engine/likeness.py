"""How alike two subjects are, by the facts that are stated of them, and wherein.

A *trait* is a stated fact with its value: of a set, each member by itself. What both have counts, the more the rarer it is among
the notices; what only one has counts half against it, so that a different value (one trait on either side) weighs as much as
the same value would, and a fact that only one of the two states half as much: nobody knows whether they differ in it.

    weight(trait) = ln((1 + N) / (1 + n)) + 1
    likeness      = Σ both / (Σ both + ½ Σ only one + ½ Σ only other)

with N subjects in the notices, n of them with the trait (for traits of conducts: N conducts), and sums of weights. It is from 0
to 1, and the same both ways.

Conducts are compared with each other and not as one heap: the most alike two are a pair, then the most alike of those that are
left, and so on; the traits of a conduct that is left over are on one side only. Raw numbers and dates say little about likeness
and are left out, as is the place; a person is never compared with an organization.

Sources: inverse document frequency, K. Spärck Jones, *A statistical interpretation of term specificity*, 1972 (smoothed as in
scikit-learn's ``TfidfTransformer``); the ratio model with α = β = ½, A. Tversky, *Features of similarity*, 1977 (on plain sets
it is Dice's coefficient).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from zhunsheng.engine.case import Instance
from zhunsheng.engine.vocabulary.facts import FactRef, FactType, Vocabulary

_KIND = FactRef("subject", "kind")


class Aspect(NamedTuple):
    """What is stated: a fact, or whether a member is in a set (else `member` is empty)."""

    entity: str
    fact: str
    member: str


Trait: TypeAlias = "tuple[Aspect, bool | str]"
Traits: TypeAlias = frozenset[Trait]


@dataclass(frozen=True)
class Profile:
    """The traits of a subject, and of each of its conducts. `kind`: a person or an organization, where that is known."""

    kind: str | None
    own: Traits
    conducts: tuple[Traits, ...]

    def comparable(self, other: Profile) -> bool:
        """Whether the two are not known to be of different kinds."""
        return self.kind is None or other.kind is None or self.kind == other.kind


@dataclass(frozen=True)
class Likeness:
    """How alike a subject is to another.

    Attributes:
        value: From 0 to 1.
        pairs: What was compared with what: traits of the one and of the other, the number of the one's conduct (None: the
            subject itself).
    """

    value: float
    pairs: tuple[tuple[int | None, Traits, Traits], ...]


@dataclass(frozen=True)
class Weights:
    """What a trait weighs, by how rare it is among the notices.

    Attributes:
        known: Of the traits that occur there.
        unseen_of_subject, unseen_of_conduct: Of one that does not.
    """

    known: Mapping[Trait, float]
    unseen_of_subject: float
    unseen_of_conduct: float

    @staticmethod
    def of(profiles: Iterable[Profile]) -> Weights:
        """The weights among these subjects."""
        found = tuple(profiles)
        acts = [conduct for profile in found for conduct in profile.conducts]
        subjects = Counter(trait for profile in found for trait in profile.own)
        conducts = Counter(trait for conduct in acts for trait in conduct)
        return Weights(
            {trait: _rarity(n, len(found)) for trait, n in subjects.items()}
            | {trait: _rarity(n, len(acts)) for trait, n in conducts.items()},
            _rarity(0, len(found)),
            _rarity(0, len(acts)),
        )

    def weight(self, trait: Trait) -> float:
        """The weight of one trait: 1 for what all have, more for what is rare."""
        found = self.known.get(trait)
        if found is None:
            return self.unseen_of_conduct if trait[0].entity == "conduct" else self.unseen_of_subject
        return found

    def total(self, traits: Traits) -> float:
        """The weight of all of them (`fsum`: whatever the order, the same traits weigh the same)."""
        return math.fsum(map(self.weight, traits))

    def likeness(self, one: Profile, other: Profile) -> Likeness:
        """How alike two subjects are; 0 where nothing is stated of either."""
        places = (
            (None, one.own, other.own),
            *((n, one.conducts[n], other.conducts[m]) for n, m in self._paired(one, other)),
        )
        both = math.fsum(self.total(first & second) for _, first, second in places)
        stated = math.fsum(
            self.total(traits) for side in (one, other) for traits in (side.own, *side.conducts)
        )
        return Likeness(2 * both / stated if stated else 0.0, places)

    def _paired(self, one: Profile, other: Profile) -> Iterator[tuple[int, int]]:
        """Conducts of the one and of the other by number, the most alike two first, each in one pair only."""
        if len(one.conducts) == len(other.conducts) == 1:
            yield 0, 0
            return
        alike = sorted(
            (-self._of_traits(first, second), n, m)
            for n, first in enumerate(one.conducts)
            for m, second in enumerate(other.conducts)
        )
        left, right = set(range(len(one.conducts))), set(range(len(other.conducts)))
        for _, n, m in alike:
            if n in left and m in right:
                left.remove(n)
                right.remove(m)
                yield n, m

    def _of_traits(self, one: Traits, other: Traits) -> float:
        stated = self.total(one) + self.total(other)
        return 2 * self.total(one & other) / stated if stated else 0.0


def _rarity(having: int, number: int) -> float:
    return math.log((1 + number) / (1 + having)) + 1


def profile(subject: Instance, vocabulary: Vocabulary) -> Profile:
    """What is stated of a subject and its conducts."""
    kind = subject.facts.get(_KIND)
    return Profile(
        kind if isinstance(kind, str) else None,
        frozenset(_traits(subject, vocabulary)),
        tuple(
            frozenset(trait for trait in _traits(conduct, vocabulary) if trait[0].entity == "conduct")
            for conduct in subject.parts
        ),
    )


def _traits(place: Instance, vocabulary: Vocabulary) -> Iterator[Trait]:
    for ref, value in place.facts.items():
        if ref.entity == "case" or ref == _KIND or vocabulary.fact(ref).type in (FactType.INT, FactType.DATE):
            continue
        if isinstance(value, Mapping):
            for member, yes in value.items():
                yield Aspect(ref.entity, ref.fact, member), yes
        elif isinstance(value, bool | str):
            yield Aspect(ref.entity, ref.fact, ""), value
