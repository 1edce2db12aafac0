"""The two engines on rules and cases that nobody would write: they share the parsed rules and must agree."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.samples import examples
from zhunsheng.engine.case import Case, Conduct, Facts, Subject
from zhunsheng.engine.engines.bits.engine import BitsEngine
from zhunsheng.engine.engines.verdict import differences
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
from zhunsheng.engine.language.rules import Layer, Level, Rule
from zhunsheng.engine.law_dates import LawDates
from zhunsheng.engine.problems import Span
from zhunsheng.engine.release import Release, default_release
from zhunsheng.engine.scale import Move, Range, Scale, Step, Track
from zhunsheng.engine.vocabulary.dates import PartialDate
from zhunsheng.engine.vocabulary.facts import (
    Conclusion,
    Entity,
    EnumValue,
    Fact,
    FactRef,
    FactType,
    FactValue,
    Text,
    Vocabulary,
    Weight,
)

pytest.importorskip("durable_rules_engine", reason="durable-rules is not installed")
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # durable-rules, on Python 3.12

from zhunsheng.engine.engines.rete.engine import ReteEngine  # noqa: E402  # needs durable-rules

VALUES = ("v0", "v1", "v2", "v3")
SEEN: dict[Level, tuple[str, ...]] = {
    "conduct": ("conduct", "subject", "circumstance", "incident", "case"),
    "subject": ("subject", "circumstance", "incident", "case"),
    "case": ("incident", "case"),
}
BELOW: dict[Level, Level] = {"subject": "conduct", "case": "subject"}
LAYERS: tuple[tuple[str, Level], ...] = (
    ("scope", "conduct"),
    ("findings", "conduct"),
    ("circumstances", "subject"),
    ("tolerance", "conduct"),
    ("disposition", "subject"),
    ("review", "case"),
)
DAYS = ("2019", "2020", "2020-02", "2020-02-29", "2020-03", "2020-03-31", "2021-01-31", "2021-02-28", "2021")


def text(word: str) -> Text:
    return Text(word, word)


def fact(kind: FactType, key: str) -> Fact:
    values = tuple(EnumValue(value, text(value)) for value in VALUES)
    valued = kind in (FactType.ENUM, FactType.ORDERED, FactType.SET)
    return Fact(
        key, text(key), kind, values if valued else (), text(key), "handler", False, Weight.NEUTRAL, text("")
    )


def vocabulary() -> Vocabulary:
    """Two facts of every type on each of the five entities, and conclusions of which some imply others."""
    dates = {"conduct": "date", "incident": "date", "case": "decision_date"}
    entities = tuple(
        Entity(
            entity,
            text(entity),
            (
                *(fact(kind, f"{kind.value}{n}") for kind in FactType for n in range(2)),
                *((fact(FactType.DATE, dates[entity]),) if entity in dates else ()),
            ),
        )
        for entity in SEEN["conduct"]
    )
    conclusions = (
        *(Conclusion(f"f{n}", text(f"f{n}"), "finding", f"f{n - 1}" if n % 3 else None) for n in range(6)),
        *(Conclusion(f"p{n}", text(f"p{n}"), "provision") for n in range(4)),
        *(Conclusion(f"c{n}", text(f"c{n}"), "circumstance", "c0" if n == 1 else None) for n in range(7)),
        Conclusion("tolerated", text("tolerated"), "tolerance"),
        Conclusion("tolerance_approved", text("tolerance_approved"), "tolerance"),
        Conclusion("t0", text("t0"), "tolerance", "tolerated"),
        Conclusion("t1", text("t1"), "tolerance"),
        *(Conclusion(f"m{n}", text(f"m{n}"), "measure") for n in range(3)),
        *(Conclusion(f"r{n}", text(f"r{n}"), "notice") for n in range(3)),
    )
    return Vocabulary(entities, conclusions)


#: What may be concluded in each layer, by kind.
CONCLUDED = {
    "scope": {"finding": ("f0", "f1", "f2")},
    "findings": {"finding": ("f3", "f4", "f5"), "provision": ("p0", "p1", "p2", "p3")},
    "circumstances": {"circumstance": tuple(f"c{n}" for n in range(7))},
    "tolerance": {"tolerance": ("tolerated", "tolerance_approved", "t0", "t1")},
    "disposition": {"measure": ("m0", "m1", "m2")},
    "review": {"notice": ("r0", "r1", "r2")},
}


def scale(random: Random) -> Scale:
    """Tracks of one to five steps, some of which no form counts, and moves of every kind."""
    tracks = []
    for name in "abc":
        forms = sorted(random.choices((1, 2, 3, 4), k=random.randint(1, 5)))
        steps = tuple(
            Step(f"{name}{n}", text(f"{name}{n}"), None if random.random() < 0.15 else form)
            for n, form in enumerate(forms)
        )
        tracks.append(Track(name, "person", text(name), steps, (), False))
    moves = []
    for kind in random.choices(
        ("merge", "aggravate", "severe", "reduce", "lenient", "mitigate", "waive", "cap"), k=9
    ):
        track, other = random.sample(tracks, 2)
        instead = (other.key, random.randint(1, len(other.steps))) if random.random() < 0.8 else None
        moves.append(
            Move(
                f"c{random.randint(0, 6)}",
                kind,
                track.key,
                (),
                random.randint(0, len(track.steps)) if kind == "waive" else 0,
                instead if kind in ("waive", "reduce") else None,
                random.randint(1, len(track.steps)) if kind == "cap" else 0,
            )
        )
    return Scale(tuple(tracks), tuple(moves), ())


def fact_test(random: Random, level: Level) -> Condition:
    entity, kind, n = random.choice(SEEN[level]), random.choice(list(FactType)), random.randint(0, 1)
    ref = FactRef(entity, f"{kind.value}{n}")
    sign = random.choice(("==", "<", "<=", ">", ">="))
    match kind:
        case FactType.BOOL:
            return FactTest(ref, "is", ())
        case FactType.SET:
            return FactTest(ref, "has", (random.choice(VALUES),))
        case FactType.INT:
            return FactTest(ref, sign, (random.randint(0, 4),))
        case FactType.DATE:
            if random.random() < 0.5:
                end = FactRef(random.choice(SEEN[level]), f"date{1 - n}")
                return MonthsTest(ref, end, sign, random.randint(-13, 13))
            day = PartialDate.parse(random.choice(DAYS))
            return FactTest(ref, sign, (random.choice((day.earliest, day.latest)).isoformat(),))
        case FactType.ENUM:
            if random.random() < 0.5:
                return FactTest(ref, "==", (random.choice(VALUES),))
        case FactType.ORDERED:
            if random.random() < 0.7:
                return FactTest(ref, sign, (random.choice(VALUES),))
    return FactTest(ref, "in", tuple(random.sample(VALUES, random.randint(1, 4))))


def condition(random: Random, level: Level, readable: dict[Level, list[str]], depth: int) -> Condition:
    """A condition; `readable` holds the conclusions that it may read, by level."""
    choice = random.random()
    if depth == 0 or choice < 0.3:
        if readable[level] and random.random() < 0.3:
            return ConclusionTest(random.choice(readable[level]))
        return fact_test(random, level)
    if choice < 0.4:
        return Not(condition(random, level, readable, depth - 1))
    if choice < 0.55 and level in BELOW:
        inner = condition(random, BELOW[level], readable, depth - 1)
        return Quantified(random.choice(("any", "all", "count")), BELOW[level], inner, random.randint(1, 3))
    size = random.randint(0 if depth < 3 else 2, 5)
    parts = tuple(condition(random, level, readable, depth - 1) for _ in range(size))
    if choice < 0.7:
        return AtLeast(random.randint(1, len(parts) + 1), parts)
    return AllOf(parts) if choice < 0.85 else AnyOf(parts)


def in_force(random: Random, level: Level) -> tuple[LawDateTest | None, Condition]:
    if random.random() < 0.6:
        return None, AllOf(())
    start, end = sorted(PartialDate.parse(random.choice(DAYS)).earliest for _ in range(2))
    test = LawDateTest(
        random.choice(("act", "policy", "general", "decision")),
        random.choice((start, None)),
        random.choice((end, None)),
    )
    wrapped: Condition = test
    if test.clock != "decision" and level != "conduct":
        wrapped = Quantified("any", "conduct", test)
        if level == "case":
            wrapped = Quantified("any", "subject", wrapped)
    return test, wrapped


def ranges(random: Random, of: Scale) -> tuple[Range, ...]:
    found = []
    for track in random.sample(of.tracks, random.randint(0, 2)):
        low, high = sorted((random.randint(0, len(track.steps)), random.randint(1, len(track.steps))))
        found.append(Range(track.key, low, high))
    return tuple(found)


def rules(random: Random, of: Scale, words: Vocabulary) -> dict[str, Rule]:
    """A few rules in every layer, with overrides among those of one layer."""
    implies = {item.key: item.implies for item in words.conclusions}
    readable: dict[Level, list[str]] = {"conduct": [], "subject": [], "case": []}
    found: dict[str, Rule] = {}
    for layer, level in LAYERS:
        here: list[Rule] = []
        for n in range(random.randint(1, 5)):
            kind = random.choice(list(CONCLUDED[layer]))
            force, current = in_force(random, level)
            when = condition(random, level, readable, random.randint(0, 4))
            premise = AllOf((current, when)) if force else when
            overrides = tuple(rule.id for rule in here if random.random() < 0.25)
            carries = kind in ("provision", "measure", "tolerance")
            here.append(
                Rule(
                    f"{layer}.r{n}",
                    text("rule"),
                    layer,
                    level,
                    (),
                    force,
                    premise,
                    kind,
                    random.choice(CONCLUDED[layer][kind]),
                    ranges(random, of) if carries else (),
                    overrides,
                    Span("test", 1, 1),
                )
            )
        random.shuffle(here)
        found.update((rule.id, rule) for rule in here)
        for rule in here:
            key: str | None = rule.conclusion
            while key is not None:
                readable[level].append(key)
                key = implies[key]
    return dict(sorted(found.items()))


def release(random: Random) -> Release:
    words, ladders = vocabulary(), scale(random)
    layers = {key: Layer(key, level, "act", text(key)) for key, level in LAYERS}
    of = rules(random, ladders, words)
    return Release("test", "1", "sha256:0", words, {}, ladders, layers, of, (), Path("."))


def value(random: Random, of: Fact) -> FactValue:
    match of.type:
        case FactType.BOOL:
            return random.random() < 0.5
        case FactType.INT:
            return random.randint(0, 4)
        case FactType.DATE:
            return PartialDate.parse(random.choice(DAYS))
        case FactType.SET:
            return {v.key: random.random() < 0.5 for v in of.values if random.random() < 0.6}
        case FactType.ENUM | FactType.ORDERED:
            return random.choice(of.values).key


def law(random: Random) -> LawDates | None:
    """Law dates as they are given to a conduct: a day, some day between two others, nothing known; or none given."""
    if random.random() < 0.5:
        return None

    def day() -> PartialDate | None:
        first, last = sorted(PartialDate.parse(random.choice(DAYS)).earliest for _ in range(2))
        return random.choice((PartialDate.between(first, last), PartialDate.between(first, first), None))

    return LawDates(day(), day(), day(), day())


def case(random: Random, words: Vocabulary) -> Case:
    """A case of which more or less is known."""
    share = random.choice((0.0, 0.3, 0.6, 0.9, 1.0))

    def facts(*entities: str) -> Facts:
        return {
            FactRef(key, of.key): value(random, of)
            for key in entities
            for of in words.entity(key).facts
            if random.random() < share
        }

    subjects = tuple(
        Subject(
            f"S{s}",
            facts("subject", "circumstance"),
            tuple(Conduct(f"C{c}", facts("conduct"), law(random)) for c in range(random.randint(0, 3))),
        )
        for s in range(random.randint(1, 3))
    )
    return Case("case", facts("case", "incident"), subjects, {})


def verdicts_agree(bits: BitsEngine, rete: ReteEngine, one: Case) -> None:
    expected, found = bits.evaluate(one), rete.evaluate(one)
    assert list(differences(expected, found)) == []
    assert expected == found


slow = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@settings(slow, max_examples=examples(60))
@given(st.randoms(use_true_random=False))
def test_the_engines_agree_on_any_rules_and_any_cases(random: Random) -> None:
    of = release(random)
    bits = BitsEngine(of.circuits(), of.vocabulary, of.scale)
    rete = ReteEngine(of)
    for _ in range(3):
        verdicts_agree(bits, rete, case(random, of.vocabulary))


def test_conditions_that_would_multiply_are_cut_up() -> None:
    """Twelve two-way choices, six of twelve, and a long chain of exceptions."""
    random = Random(1)
    of = release(random)
    tests = [fact_test(random, "conduct") for _ in range(24)]
    pairs = tuple(AnyOf((tests[n], tests[n + 1])) for n in range(0, 24, 2))
    premises = [AllOf(pairs), AtLeast(6, pairs), Not(AtLeast(7, tuple(tests[:12]))), *tests]
    chain = {
        f"scope.x{n}": Rule(
            f"scope.x{n}",
            text("rule"),
            "scope",
            "conduct",
            (),
            None,
            premise,
            "finding",
            "f0",
            (),
            (f"scope.x{n - 1}",) if n else (),
            Span("test", 1, 1),
        )
        for n, premise in enumerate(premises)
    }
    of = replace(of, rules=chain)
    rete = ReteEngine(of)
    assert sum(len(shard.productions) for shards in rete._shards.values() for shard in shards) < 1000
    bits = BitsEngine(of.circuits(), of.vocabulary, of.scale)
    for _ in range(5):
        verdicts_agree(bits, rete, case(random, of.vocabulary))


@pytest.fixture(scope="module")
def default_engines() -> tuple[Release, BitsEngine, ReteEngine]:
    of = default_release()
    return of, BitsEngine(of.circuits(), of.vocabulary, of.scale), ReteEngine(of)


@settings(slow, max_examples=examples(60))
@given(random=st.randoms(use_true_random=False))
def test_the_engines_agree_on_the_rules_of_the_project(
    random: Random, default_engines: tuple[Release, BitsEngine, ReteEngine]
) -> None:
    of, bits, rete = default_engines
    verdicts_agree(bits, rete, case(random, of.vocabulary))


def test_threads_take_turns(default_engines: tuple[Release, BitsEngine, ReteEngine]) -> None:
    of, bits, rete = default_engines
    cases = [case(Random(seed), of.vocabulary) for seed in range(24)]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(rete.evaluate, cases)) == [bits.evaluate(one) for one in cases]
