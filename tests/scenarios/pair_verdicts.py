"""Which rules are established under the facts of a pair, by the first engine, and whether the pair does what it says.

All facts of the same shape (so many subjects with so many conducts) are variants of one case to the engine, so hundreds of
pairs take one pass each shape.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from zhunsheng.engine.case import Instance, instances, walk
from zhunsheng.engine.engines.bits.engine import BitsEngine
from zhunsheng.engine.engines.verdict import RuleVerdict, Verdict
from zhunsheng.engine.kleene import Truth
from zhunsheng.engine.pair_facts import FactPlace, Stated, name_of, stated_case
from zhunsheng.engine.scenario_pairs import Pair
from zhunsheng.engine.vocabulary.facts import Vocabulary


@dataclass(frozen=True)
class Standing:
    """What becomes of the rules under some facts.

    Attributes:
        established: Ids of the rules that apply to the case, or to any subject or conduct of it.
        open: Ids of those that may still apply to one.
    """

    established: frozenset[str]
    open: frozenset[str]


def standings(bits: BitsEngine, several: Sequence[Stated]) -> list[Standing]:
    """What becomes of the rules under each of several sets of facts."""
    tops = [instances(stated_case(stated)) for stated in several]
    shapes: dict[tuple[int, ...], list[int]] = {}
    for number, top in enumerate(tops):
        shapes.setdefault(_shape(top), []).append(number)
    found: dict[int, Standing] = {}
    for numbers in shapes.values():
        evaluated = bits.run([tops[number] for number in numbers])
        for bit, number in enumerate(numbers):
            found[number] = _standing(bits.verdict(evaluated, bit))
    return [found[number] for number in range(len(tops))]


def _shape(top: Instance) -> tuple[int, ...]:
    return tuple(len(instance.parts) for instance in walk(top))


def _standing(verdict: Verdict) -> Standing:
    everywhere = [item for rules in _each(verdict) for item in rules.items()]
    return Standing(
        frozenset(rule for rule, said in everywhere if said.established),
        frozenset(rule for rule, said in everywhere if said.possible is not Truth.FALSE),
    )


def _each(verdict: Verdict) -> Iterator[Mapping[str, RuleVerdict]]:
    yield verdict.rules
    for subject in verdict.subjects.values():
        yield subject.rules
        yield from subject.conducts.values()


def without(stated: Stated, place: FactPlace) -> Stated:
    """The facts but one."""
    return {other: value for other, value in stated.items() if other != place}


def faults(bits: BitsEngine, pairs: Sequence[Pair], vocabulary: Vocabulary) -> dict[str, list[str]]:
    """What each pair says and does not do, by rule; a pair at which nothing is wrong is left out."""
    asked: list[Stated] = []
    for pair in pairs:
        asked += [pair.applies, pair.nearly(), *(without(pair.applies, place) for place in pair.applies)]
    answers = iter(standings(bits, asked))
    found: dict[str, list[str]] = {}
    for pair in pairs:
        applies, nearly = next(answers), next(answers)
        wrong = [] if pair.rule in applies.established else ["it does not apply"]
        wrong += ["it still applies where it nearly should"] if pair.rule in nearly.established else []
        for place in pair.applies:
            if pair.rule in next(answers).established:
                wrong.append(f"it applies without {name_of(place, vocabulary)} as well")
        if wrong:
            found.setdefault(pair.rule, []).extend(wrong)
    return found
