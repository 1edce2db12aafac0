"""A law small enough to work out on paper: one ladder of sanctions, one of admonitions, and yes-or-no facts.

    sanction: warning(2) serious_warning(2) removal(3) expulsion(3)        (in brackets: the form)
    admonition: talk(1) criticism(1)

Facts are named by a letter and are of a conduct (``c.a``) or of a subject (``s.a``); rules say "if this fact, then that".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from zhunsheng.engine.case import Case, Conduct, Subject
from zhunsheng.engine.circuit.compiler import compile_circuits
from zhunsheng.engine.engines.bits.engine import BitsEngine
from zhunsheng.engine.engines.verdict import SubjectVerdict
from zhunsheng.engine.language.conditions import Condition, FactTest
from zhunsheng.engine.language.rules import Layer, Level, Rule
from zhunsheng.engine.problems import Span
from zhunsheng.engine.release import Release
from zhunsheng.engine.scale import Move, MoveKind, Range, Scale, Step, Track
from zhunsheng.engine.vocabulary.facts import (
    Conclusion,
    Entity,
    Fact,
    FactRef,
    FactType,
    Text,
    Vocabulary,
    Weight,
)

ENTITIES = {"c": "conduct", "s": "subject"}


def text(word: str) -> Text:
    return Text(word, word)


def track(key: str, **steps: int) -> Track:
    return Track(
        key,
        "person",
        text(key),
        tuple(Step(name, text(name), form) for name, form in steps.items()),
        (),
        False,
    )


SANCTION = track("sanction", warning=2, serious_warning=2, removal=3, expulsion=3)
ADMONITION = track("admonition", talk=1, criticism=1)


def ref(name: str) -> FactRef:
    entity, _, fact = name.partition(".")
    return FactRef(ENTITIES[entity], fact)


def fact(name: str) -> FactTest:
    """The condition that a fact is true."""
    return FactTest(ref(name), "is", ())


def rule(
    when: str | Condition,
    then: str,
    low: int = 0,
    high: int = 0,
    *,
    track: str = "sanction",
    id: str = "",
    overrides: Sequence[str] = (),
    layer: str = "any",
    may_spare: Sequence[str] = (),
    must_spare: Sequence[str] = (),
) -> Rule:
    """A rule with a range where `high` is given. ``then`` is ``kind:conclusion``."""
    condition = fact(when) if isinstance(when, str) else when
    kind, _, conclusion = then.partition(":")
    level: Level = "subject" if kind in ("circumstance", "measure") else "conduct"
    ranges = (Range(track, low, high),) if high else ()
    return Rule(
        id or f"{when}.{conclusion}",
        text(conclusion),
        layer,
        level,
        (),
        None,
        condition,
        kind,
        conclusion,
        ranges,
        tuple(overrides),
        Span("small", 1, 1),
        may_spare=tuple(may_spare),
        must_spare=tuple(must_spare),
    )


def move(kind: MoveKind, *, start_at_most: int = 0, instead: int = 0, at: int = 0) -> Move:
    """A move on the sanctions, made where the circumstance of its name holds."""
    return Move(kind, kind, "sanction", (), start_at_most, ("admonition", instead) if instead else None, at)


def engine(rules: Sequence[Rule], *moves: Move) -> BitsEngine:
    vocabulary = vocabulary_of(rules)
    scale = Scale((SANCTION, ADMONITION), moves, ())
    return BitsEngine(compile_circuits(rules, vocabulary, scale), vocabulary, scale)


def small_release(rules: Sequence[Rule], *moves: Move) -> Release:
    """The same law as a release, for what asks for one: rules of conducts in one layer, those of subjects in the next."""
    levels: tuple[Level, ...] = ("conduct", "subject")
    layers = {level: Layer(level, level, "act", text(level)) for level in levels}
    placed = {made.id: replace(made, layer=made.level) for made in rules}
    scale = Scale((SANCTION, ADMONITION), moves, ())
    return Release("small", "1", "sha256:0", vocabulary_of(rules), {}, scale, layers, placed, (), Path())


def vocabulary_of(rules: Sequence[Rule]) -> Vocabulary:
    """Facts a to f of both entities; conclusions as the rules and the scale know them."""
    entities = tuple(
        Entity(
            entity,
            text(entity),
            tuple(
                Fact(
                    letter,
                    text(letter),
                    FactType.BOOL,
                    (),
                    text(letter),
                    "handler",
                    False,
                    Weight.NEUTRAL,
                    text(""),
                )
                for letter in "abcdef"
            ),
        )
        for entity in ENTITIES.values()
    )
    tolerances = [
        Conclusion(key, text(key), "tolerance", implies)
        for key, implies in (
            ("tolerated", None),
            ("tolerance_approved", None),
            ("ground", "tolerated"),
            ("mild_ground", "tolerated"),
            ("hook", None),
        )
    ]
    known = {item.key for item in tolerances}
    others = {item.conclusion: item.kind for item in rules if item.conclusion not in known}
    return Vocabulary(
        entities, (*tolerances, *(Conclusion(key, text(key), kind) for key, kind in others.items()))
    )


def case(*conducts: str, subject: str = "") -> Case:
    """A case of one subject. Facts by letter: small is true, large is false, what is not named is unknown (``"aB"``)."""

    def facts(entity: str, letters: str) -> dict[FactRef, bool]:
        return {FactRef(entity, letter.lower()): letter.islower() for letter in letters}

    parts = tuple(
        Conduct(f"C{number}", facts("conduct", letters)) for number, letters in enumerate(conducts, 1)
    )
    return Case("K", {}, (Subject("S", facts("subject", subject), parts),), {})


def verdict(bits: BitsEngine, *conducts: str, subject: str = "") -> SubjectVerdict:
    return bits.evaluate(case(*conducts, subject=subject)).subjects["S"]


def sanction(bits: BitsEngine, *conducts: str, subject: str = "") -> tuple[int, int, int, int, int]:
    """Where the sanction stands: (low, wish, high) established, (lowest, highest) possible."""
    ends = verdict(bits, *conducts, subject=subject).tracks["sanction"]
    return ends.low, ends.wish, ends.high, ends.lowest, ends.highest
