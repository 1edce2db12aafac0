"""The parts of the second engine, each against the definition of what it does."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest

from zhunsheng.engine.atoms import truth_of
from zhunsheng.engine.case import Instance
from zhunsheng.engine.engines.rete import naming
from zhunsheng.engine.engines.rete.bounds import Bounds, to_none
from zhunsheng.engine.engines.rete.formulas import (
    ALWAYS,
    NEVER,
    All,
    Formula,
    Reading,
    Some,
    all_of,
    at_least,
    known,
    some_of,
)
from zhunsheng.engine.engines.rete.leaves import of_parts, value_of
from zhunsheng.engine.engines.rete.naming import Names, fnv1a
from zhunsheng.engine.engines.rete.program import Production
from zhunsheng.engine.kleene import Truth
from zhunsheng.engine.kleene import at_least as kleene_at_least
from zhunsheng.engine.language.conditions import (
    AllOf,
    AnyOf,
    AtLeast,
    ConclusionTest,
    Condition,
    LawDateTest,
    Leaf,
    MonthsTest,
    Not,
    Quantified,
)
from zhunsheng.engine.law_dates import ACT_DATE, DECISION_DATE
from zhunsheng.engine.vocabulary.dates import PartialDate
from zhunsheng.engine.vocabulary.facts import Vocabulary

NO_WORDS = Vocabulary((), ())
VALUES = (Truth.TRUE, Truth.FALSE, Truth.UNKNOWN)


# Leaves


def test_months_count_as_the_definition_does_on_every_day_of_some_years() -> None:
    days = [date(2019, 11, 25) + timedelta(days=n) for n in range(0, 500, 27)]
    texts = [day.isoformat() for day in days] + ["2020-01-31", "2020-02-29", "2020", "2020-02", "2019"]
    for first, last in itertools.product(texts, repeat=2):
        facts = {ACT_DATE: PartialDate.parse(first), DECISION_DATE: PartialDate.parse(last)}
        for sign, months in itertools.product(("==", "<", "<=", ">", ">="), (-2, -1, 0, 1, 2, 12)):
            test = MonthsTest(ACT_DATE, DECISION_DATE, sign, months)
            expected = truth_of(test, Instance("conduct", "", facts, {}), NO_WORDS)
            assert value_of(test, facts, NO_WORDS) == expected


@pytest.mark.parametrize("day", ["2020", "2021", "2021-08", "2021-08-05", "2021-08-06", "2021-12-31", "2022"])
@pytest.mark.parametrize("start", [None, date(2021, 8, 6)])
@pytest.mark.parametrize("end", [None, date(2021, 8, 6), date(2021, 12, 31)])
def test_a_law_is_in_force_as_the_definition_says(day: str, start: date | None, end: date | None) -> None:
    test = LawDateTest("act", start, end)
    facts = {ACT_DATE: PartialDate.parse(day)}
    assert value_of(test, facts, NO_WORDS) == truth_of(test, Instance("conduct", "", facts, {}), NO_WORDS)


def test_questions_about_parts_are_kleene() -> None:
    for answers in itertools.chain.from_iterable(itertools.product(VALUES, repeat=n) for n in range(4)):
        for number in (1, 2, 3):
            asked = Quantified("count", "conduct", AllOf(()), number)
            assert of_parts(asked, answers) == kleene_at_least(number, answers)
        anyone, everyone = (Quantified(asked, "conduct", AllOf(())) for asked in ("any", "all"))
        assert of_parts(anyone, answers) == kleene_at_least(1, answers)
        assert of_parts(everyone, answers) == kleene_at_least(len(answers), answers)


# Formulas


def holds(formula: Formula, keys: set[str]) -> bool:
    if isinstance(formula, str):
        return formula in keys
    each = (holds(part, keys) for part in formula.parts)
    return all(each) if isinstance(formula, All) else any(each)


def key_of(leaf: Leaf, reading: Reading, value: bool) -> str:
    assert isinstance(leaf, ConclusionTest)
    return f"{leaf.conclusion}{'t' if value else 'f'}"


def test_at_least_says_how_many() -> None:
    for size in range(6):
        parts = [f"k{n}" for n in range(size)]
        for number in range(-1, size + 2):
            formula = at_least(number, parts)
            for n in range(size + 1):
                for kept in itertools.combinations(parts, n):
                    assert holds(formula, set(kept)) == (n >= number)


def test_constants_absorb_and_disappear() -> None:
    assert all_of(["a", ALWAYS, "a"]) == "a"
    assert all_of(["a", NEVER]) == NEVER
    assert some_of(["a", NEVER]) == "a"
    assert some_of(["a", ALWAYS]) == ALWAYS
    assert some_of([Some(("a", "b")), "c"]) == Some(("a", "b", "c"))


def test_both_rails_of_a_condition_are_kleene() -> None:
    a, b, c = (ConclusionTest(name) for name in "abc")
    conditions: list[Condition] = [
        Not(AllOf((a, AnyOf((b, Not(c)))))),
        AtLeast(2, (a, b, c)),
        Not(AtLeast(2, (a, Not(b), c))),
        AllOf(()),
        AnyOf(()),
        AtLeast(4, (a, b, c)),
    ]
    for values in itertools.product(VALUES, repeat=3):
        keys = {
            f"{name}{'t' if value is Truth.TRUE else 'f'}"
            for name, value in zip("abc", values, strict=True)
            if value is not Truth.UNKNOWN
        }
        for condition in conditions:
            true, false = (
                holds(known(condition, value, Reading.POSSIBLE, key_of), keys) for value in (True, False)
            )
            expected = kleene(condition, dict(zip("abc", values, strict=True)))
            assert (true, false) == (expected is Truth.TRUE, expected is Truth.FALSE)


def kleene(condition: Condition, values: dict[str, Truth]) -> Truth:
    match condition:
        case ConclusionTest(key):
            return values[key]
        case Not(part):
            return ~kleene(part, values)
        case AllOf(parts):
            return kleene_at_least(len(parts), [kleene(part, values) for part in parts])
        case AnyOf(parts):
            return kleene_at_least(1, [kleene(part, values) for part in parts])
        case AtLeast(number, parts):
            return kleene_at_least(number, [kleene(part, values) for part in parts])
    raise TypeError(condition)


# Names


def test_the_hash_is_the_one_of_durable_rules() -> None:
    assert fnv1a("$and") == 3746487396  # HASH_AND in its rete.h


def test_a_name_whose_hash_is_taken_is_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(naming, "fnv1a", lambda name: 7 if name in ("k0", "k1") else fnv1a(name))
    names = Names()
    assert [names.fresh(), names.fresh(), names.of("x"), names.of("x")] == ["k0", "k2", "k3", "k3"]


# Bounds


@pytest.mark.parametrize(
    ("when", "after"),
    [(Truth.TRUE, Bounds(0, 0)), (Truth.FALSE, Bounds(2, 4)), (Truth.UNKNOWN, Bounds(0, 4))],
)
def test_a_change_that_may_be_made_leaves_both_open(when: Truth, after: Bounds) -> None:
    assert Bounds(2, 4).changed(when, to_none) == after


# durable-rules itself


def test_shards_hold_what_durable_rules_can() -> None:
    host = pytest.importorskip("zhunsheng.engine.engines.rete.host", reason="durable-rules is not installed")
    productions = [Production(f"r{n}", tuple(f"k{n}_{k}" for k in range(30))) for n in range(200)]
    found = host.shards(productions, "x")
    assert [production for shard in found for production in shard.productions] == productions
    assert all(len(shard.fields) <= 250 and len(shard.productions) <= 48 for shard in found)
    assert len({shard.name for shard in found}) == len(found)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # durable-rules, on Python 3.12
def test_everything_in_a_full_shard_may_fire_and_nothing_stays() -> None:
    host = pytest.importorskip("zhunsheng.engine.engines.rete.host", reason="durable-rules is not installed")
    names = Names()
    keys = [names.fresh() for _ in range(48)]
    productions = [Production(f"r{n}", (key, keys[0])) for n, key in enumerate(keys)]
    (shard,) = host.shards(productions, "x")
    held = host.ReteHost([shard])
    for _ in range(3):
        assert set(held.fire(shard, set(keys))) == {f"r{n}" for n in range(48)}
        assert set(held.fire(shard, set())) == set()
        assert set(held.fire(shard, {keys[0], keys[5]})) == {"r0", "r5"}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # durable-rules, on Python 3.12
def test_a_failure_is_an_error_and_the_next_evaluation_works() -> None:
    host = pytest.importorskip("zhunsheng.engine.engines.rete.host", reason="durable-rules is not installed")
    (shard,) = host.shards([Production("r", ("k",))], "x")
    (foreign,) = host.shards([Production("r", ("k",))], "y")
    held = host.ReteHost([shard])
    with pytest.raises(host.ReteError, match="durable-rules failed"):
        held.fire(foreign, {"k"})
    assert tuple(held.fire(shard, {"k"})) == ("r",)
