"""Programs on words: what both kernels write is what the gates say, row by row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhunsheng.engine.batch import numba_kernel, numpy_kernel
from zhunsheng.engine.batch.fetched_ahead import AHEAD, fetched_ahead
from zhunsheng.engine.batch.kernel import Kernel, fastest, kernel
from zhunsheng.engine.batch.rail_graph import Bits, Compared, Literal, RailGraph
from zhunsheng.engine.batch.rail_program import program
from zhunsheng.engine.batch.sized_steps import NARROWINGS, TAKE, Narrowing, sized
from zhunsheng.engine.batch.word_shares import in_shares
from zhunsheng.engine.batch.words import LINE, STRIDE, Words, rows_of_words, truths_of, words_for, words_of

KERNELS: tuple[Kernel, ...] = (numba_kernel.run, numpy_kernel.run)
ROWS = 3000
STORED = (np.int8, np.int16, np.int32, np.int64)
RANDOM = np.random.default_rng(3)
FLAGS = [RANDOM.random(ROWS) < 0.5 for _ in range(4)]
COLUMNS = [RANDOM.integers(-3, 4, ROWS).astype(stored) for stored in STORED]


Row = Callable[[int], bool]


def _written(graph: RailGraph, outputs: list[Literal], run: Kernel) -> Words:
    made = program(graph, outputs)
    out = np.full((made.outputs, words_for(ROWS)), 0x5555, dtype=np.uint64)
    bits = [words_of(FLAGS[name]) for name in made.bits]
    columns = [COLUMNS[name[1] if isinstance(name, tuple) else name] for name in made.columns]
    run(made, bits, columns, ROWS, out)
    return out


@st.composite
def graphs(draw: st.DrawFn) -> tuple[RailGraph, list[Literal], list[np.ndarray[Any, Any]]]:
    """A graph, some of its literals, and what each holds in every row."""
    graph = RailGraph()
    true = np.ones(ROWS, np.bool_)
    known: list[tuple[Literal, np.ndarray[Any, Any]]] = [(graph.true, true)]
    for number, flags in enumerate(FLAGS):
        known.append((graph.input(Bits(number)), flags))
    for number, column in enumerate(COLUMNS):
        limit = draw(st.integers(-4, 4))
        for sign, truths in (("==", column == limit), (">=", column >= limit)):
            known.append((graph.input(Compared(number, sign, limit)), truths))
            # Where it is not known, no comparison is true.
            where = draw(st.integers(0, len(FLAGS) - 1))
            told = graph.input(Compared(("partly", number, where), sign, limit, where))
            known.append((told, truths & FLAGS[where]))
    for _ in range(draw(st.integers(0, 40))):
        picked = draw(st.lists(st.sampled_from(range(len(known))), min_size=1, max_size=7))
        signs = [draw(st.booleans()) for _ in picked]
        literals = [
            known[place][0] if sign else -known[place][0] for place, sign in zip(picked, signs, strict=True)
        ]
        truths = [
            known[place][1] if sign else ~known[place][1] for place, sign in zip(picked, signs, strict=True)
        ]
        if draw(st.booleans()):
            known.append((graph.all_of(literals), np.logical_and.reduce(truths)))
        else:
            known.append((graph.any_of(literals), np.logical_or.reduce(truths)))
    wanted = draw(st.lists(st.sampled_from(range(len(known))), min_size=1, max_size=12))
    outputs = [(known[place], draw(st.booleans())) for place in wanted]
    return (
        graph,
        [literal if sign else -literal for (literal, _), sign in outputs],
        [truths if sign else ~truths for (_, truths), sign in outputs],
    )


@given(graphs())
def test_both_kernels_write_what_the_gates_say(
    made: tuple[RailGraph, list[Literal], list[np.ndarray[Any, Any]]],
) -> None:
    graph, outputs, expected = made
    for run in KERNELS:
        out = _written(graph, outputs, run)
        for row, truths in zip(out, expected, strict=True):
            assert (truths_of(row, ROWS) == truths).all()


@pytest.mark.parametrize("run", KERNELS)
def test_more_rows_than_a_block_and_no_rows(run: Kernel) -> None:
    graph = RailGraph()
    both = graph.both(graph.input(Bits("one")), -graph.input(Compared("number", ">=", 7)))
    made = program(graph, [both, -both])
    for rows in (0, 1, 64, 1023, 1024, 1_000_003):
        random = np.random.default_rng(rows)
        one, number = random.random(rows) < 0.5, random.integers(0, 12, rows).astype(np.int16)
        out = np.empty((2, words_for(rows)), np.uint64)
        run(made, [words_of(one)], [number], rows, out)
        assert (truths_of(out[0], rows) == (one & (number < 7))).all()
        assert (truths_of(out[1], rows) == ~(one & (number < 7))).all()


@pytest.mark.parametrize("run", KERNELS)
@pytest.mark.parametrize("rows", [1, 1024, 5000, 100_003])
def test_threads_share_the_rows_and_write_the_same(run: Kernel, rows: int) -> None:
    graph = RailGraph()
    both = graph.both(graph.input(Bits("one")), graph.input(Compared("number", ">=", 7, "one")))
    made = program(graph, [both])
    random = np.random.default_rng(rows)
    one, number = words_of(random.random(rows) < 0.5), random.integers(0, 12, rows)
    found = []
    for threads in (1, 2, 3):
        out = np.empty((1, words_for(rows)), np.uint64)
        run(made, [one], [number], rows, out, threads)
        found.append(truths_of(out[0], rows))
    assert (found[0] == (truths_of(one, rows) & (number >= 7))).all()
    assert (found[0] == found[1]).all()
    assert (found[0] == found[2]).all()


def test_what_one_thread_raises_is_raised() -> None:
    done = []

    def does(first: int, end: int) -> None:
        done.append((first, end))
        if first:
            raise ValueError("beyond the first share")

    with pytest.raises(ValueError, match="beyond"):
        in_shares(5 * STRIDE, 2, does)
    assert sorted(done) == [(0, 2 * STRIDE), (2 * STRIDE, 5 * STRIDE)]


def test_readings_of_a_rule_are_worked_out_together() -> None:
    # Ten rules over inputs of their own, wanted first in one reading, then in the other: what the two readings of a rule share
    # is not kept in a register while all other rules are gone through.
    graph = RailGraph()
    one, other = [], []
    for inputs in (range(4 * rule, 4 * rule + 4) for rule in range(10)):
        first, second, third, fourth = (graph.input(Bits(number)) for number in inputs)
        shared = graph.both(first, second)
        one.append(graph.both(shared, third))
        other.append(graph.both(shared, fourth))
    assert program(graph, [*one, *other]).registers == 1


def test_registers_are_used_again() -> None:
    # A chain of a thousand gates over two inputs needs no thousand registers.
    graph = RailGraph()
    one, other = graph.input(Bits(0)), graph.input(Bits(1))
    found = graph.both(one, other)
    for number in range(1000):
        found = graph.both(-found, one if number % 2 else other)
    assert program(graph, [found]).registers <= 4


def test_a_false_rail_costs_nothing_where_everything_is_known() -> None:
    graph = RailGraph()
    parts = [graph.input(Bits(number)) for number in range(3)]
    true = graph.all_of(parts)
    # Kleene's "and": known false where a part is.
    false = graph.any_of(-part for part in parts)
    assert false == -true


def test_equal_gates_are_made_once() -> None:
    graph = RailGraph()
    one, other = graph.input(Bits(0)), graph.input(Bits(1))
    assert graph.both(one, other) == graph.both(other, one)
    assert graph.either(one, other, other) == other
    assert graph.all_of((one, -one)) == -graph.true
    assert graph.any_of(()) == -graph.true


def test_kernels_by_name() -> None:
    assert kernel(fastest()) is numba_kernel.run
    assert kernel("numpy") is numpy_kernel.run


def test_without_numba_everything_runs_on_numpy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert fastest() == "numpy"


def test_memory_is_fetched_a_little_before_it_is_needed_and_once() -> None:
    steps = [f"step {number}" for number in range(2 * AHEAD)]
    needs = {steps[0]: ["one"], steps[AHEAD + 1]: ["one", "other"]}
    found = list(fetched_ahead(steps, lambda step: needs.get(step, [])))
    assert found == ["one", steps[0], "other", *steps[1:]]


def test_rows_begin_where_cache_lines_do() -> None:
    for rows in (1, 1_000_000):
        out = rows_of_words(3, rows)
        assert out.shape == (3, words_for(rows))
        assert [row.__array_interface__["data"][0] % LINE for row in out] == [0, 0, 0]


def test_a_column_is_narrowed_only_where_it_must_be() -> None:
    graph = RailGraph()
    wide, narrow = Compared("wide", ">=", 300), Compared("narrow", "==", 1, known="where")
    made = program(graph, [graph.input(wide), graph.input(narrow)])
    codes = {
        widths: [
            NARROWINGS.get(int(code), "as it is")
            for code in sized(made, widths, 50, 60)[:, 0]
            if code >= TAKE
        ]
        for widths in ((16, 8), (64, 16))
    }
    compared = "as it is"  # what is no narrowing
    assert codes[16, 8] == [compared, compared, Narrowing(8, 8), compared]
    assert codes[64, 16] == [Narrowing(64, 16), compared, Narrowing(16, 8), compared]
