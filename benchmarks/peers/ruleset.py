"""The 150 rules that every contestant evaluates: two layers, with exceptions, the same for the same seed.

A rule applies where its premise holds and no rule that overrides it applies. A rule of the second layer also reads
conclusions of the first. Both stand in the order in which they can be worked out: a rule comes after those that override it.

They are made, not written: nobody would trust a set that was picked so that one contestant shines, and no real law has 150
rules about one level alone. What they are made of is like the rules in use: three to eight leaves in groups of all, any and
none; two in three leaves are about yes-or-no facts; one rule in four is an exception to some other, seldom to another
exception.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from random import Random

from benchmarks.peers.conditions import All, AnyOf, Concluded, Condition, Field, Kind, Not, Test, leaves

SEED = 20210806
FIRST, SECOND = 110, 40
FLAGS, ENUMS, ORDERED, NUMBERS, DAYS = 50, 15, 5, 7, 3
#: Rules that are exceptions to another rule, and how many rules each is an exception to at most.
EXCEPTIONS, REACH = 0.25, 2
#: Comparisons of a rule, at least and at most: as rules in use are written (5 on the average), and as they are with the
#: conclusions that they read written out, which is how an engine without layers has them (half of them have 14 or more).
SHORT, LONG = (3, 8), (8, 20)

EPOCH = date(1970, 1, 1)
#: The days between which days of cases lie.
EARLIEST, LATEST = date(2016, 1, 1), date(2023, 12, 31)


@dataclass(frozen=True)
class Rule:
    """One rule.

    Attributes:
        layer: 1, or 2 where the premise may read conclusions.
        overrides: Ids of the rules of its layer that do not apply where this one does; they come after it.
    """

    id: str
    layer: int
    premise: Condition
    conclusion: str
    overrides: tuple[str, ...] = ()

    @property
    def variable(self) -> str:
        """Its id as languages take it that know no dots in names."""
        return self.id.replace(".", "_")


@dataclass(frozen=True)
class RuleSet:
    """Fields and rules, the rules in an order in which they can be worked out."""

    fields: tuple[Field, ...]
    rules: tuple[Rule, ...]

    @cached_property
    def overriding(self) -> Mapping[str, tuple[str, ...]]:
        """Of each rule, the ids of those that override it."""
        return {
            rule.id: tuple(other.id for other in self.rules if rule.id in other.overrides)
            for rule in self.rules
        }

    @cached_property
    def concluding(self) -> Mapping[str, tuple[str, ...]]:
        """Of each conclusion, the ids of the rules that come to it."""
        found: dict[str, tuple[str, ...]] = {}
        for rule in self.rules:
            found[rule.conclusion] = (*found.get(rule.conclusion, ()), rule.id)
        return found

    @cached_property
    def stages(self) -> tuple[tuple[Rule, ...], ...]:
        """The rules in steps: each reads only rules of earlier steps, or none. For peers that compute column by column."""
        steps: dict[str, int] = {}
        for rule in self.rules:
            read = [
                id
                for leaf in leaves(rule.premise)
                if isinstance(leaf, Concluded)
                for id in self.concluding[leaf.conclusion]
            ]
            before = [steps[id] for id in (*read, *self.overriding[rule.id])]
            steps[rule.id] = 1 + max(before, default=-1)
        return tuple(
            tuple(rule for rule in self.rules if steps[rule.id] == step)
            for step in range(1 + max(steps.values()))
        )

    def layer(self, number: int) -> tuple[Rule, ...]:
        """The rules of a layer."""
        return tuple(rule for rule in self.rules if rule.layer == number)


_LAYER = {1: "first", 2: "second"}


def made_rules(seed: int = SEED, number: int = FIRST + SECOND, leaves: tuple[int, int] = SHORT) -> RuleSet:
    """The rule set of a seed.

    Args:
        number: Of rules; the layers stay in the same proportion.
        leaves: The fewest and the most comparisons of a rule.
    """
    in_first = number * FIRST // (FIRST + SECOND)
    random = Random(seed)
    fields = tuple(_fields(random))
    first = tuple(_rules(random, fields, 1, in_first, (), leaves))
    conclusions = tuple(dict.fromkeys(rule.conclusion for rule in first))
    return RuleSet(fields, (*first, *_rules(random, fields, 2, number - in_first, conclusions, leaves)))


def _fields(random: Random) -> Iterator[Field]:
    for n in range(1, FLAGS + 1):
        yield Field(f"flag_{n:02}", Kind.FLAG)
    for n in range(1, ENUMS + 1):
        yield Field(f"sort_{n:02}", Kind.ENUM, tuple(f"value_{v}" for v in range(random.randint(4, 8))))
    for n in range(1, ORDERED + 1):
        yield Field(f"grade_{n}", Kind.ORDERED, tuple(f"grade_{v}" for v in range(random.randint(4, 6))))
    for n in range(1, NUMBERS + 1):
        yield Field(f"number_{n}", Kind.NUMBER, limits=(0, random.choice((12, 50, 365, 10_000))))
    for n in range(1, DAYS + 1):
        yield Field(f"day_{n}", Kind.DAY, limits=((EARLIEST - EPOCH).days, (LATEST - EPOCH).days))


def _rules(
    random: Random,
    fields: tuple[Field, ...],
    layer: int,
    count: int,
    conclusions: tuple[str, ...],
    leaves: tuple[int, int],
) -> Iterator[Rule]:
    ids = [f"{_LAYER[layer]}.r{n:03}" for n in range(count)]
    for n, id in enumerate(ids):
        later = ids[n + 1 : n + 12]
        exception = later and random.random() < EXCEPTIONS
        overrides = random.sample(later, min(len(later), random.randint(1, REACH))) if exception else ()
        # In the first layer one rule in five comes to the conclusion of the one before: a conclusion has several ways.
        number = n - 1 if layer == 1 and n % 5 == 4 else n
        yield Rule(
            id,
            layer,
            _premise(random, fields, conclusions, leaves),
            f"conclusion_{layer}_{number:03}",
            tuple(sorted(overrides)),
        )


def _premise(
    random: Random, fields: tuple[Field, ...], conclusions: tuple[str, ...], leaves: tuple[int, int]
) -> Condition:
    parts: list[Condition] = []
    if conclusions:
        parts += [_conclusion(random, conclusions) for _ in range(random.randint(1, 2))]
    size = random.randint(*leaves)
    while size > 0:
        group = min(size, random.choice((1, 1, 1, 2, 3, 4)))
        chosen = [_leaf(random, field) for field in random.sample(fields, group)]
        if group == 1:
            parts += chosen
        elif random.random() < 0.8:
            parts.append(AnyOf(tuple(chosen)))
        else:
            parts.append(Not(AnyOf(tuple(chosen))))
        size -= group
    if len(parts) == 1:
        return parts[0]
    return All(tuple(parts)) if random.random() < 0.9 else AnyOf(tuple(parts))


def _conclusion(random: Random, conclusions: tuple[str, ...]) -> Condition:
    found = Concluded(random.choice(conclusions))
    return Not(found) if random.random() < 0.25 else found


def _leaf(random: Random, field: Field) -> Condition:
    match field.kind:
        case Kind.FLAG:
            test = Test(field, "is")
            return Not(test) if random.random() < 0.2 else test
        case Kind.ENUM:
            number = random.randint(1, len(field.values) - 1)
            return Test(field, "in", tuple(sorted(random.sample(range(len(field.values)), number))))
        case Kind.ORDERED:
            return Test(field, random.choice((">=", ">=", "<=")), (random.randrange(1, len(field.values)),))
        case Kind.NUMBER:
            return Test(field, random.choice((">=", ">", "<", "<=")), (random.randint(1, field.limits[1]),))
        case Kind.DAY:
            return Test(field, random.choice((">=", "<=")), (random.randint(*field.limits),))
