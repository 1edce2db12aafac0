"""Our engine on columns of cases: Arrow columns in, a bit a case for every rule in both readings out.

The rules of this benchmark are about the case alone, while `zhunsheng batch` evaluates subjects and their conducts; so this is
`zhunsheng.engine.batch` one floor lower: the same comparisons, gates and kernel, on the one circuit that there is here.

What is timed begins at the Arrow columns: laying them out is part of the work. Each thread takes its share of the rows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from benchmarks.peers.batch import APPLIES, READINGS, Answers, BatchPeer
from benchmarks.peers.cases import Cases
from benchmarks.peers.conditions import Field, Kind
from benchmarks.peers.ruleset import RuleSet
from zhunsheng.engine.batch.case_block import Codes, Column, ColumnKey, Days, Flags, Numbers
from zhunsheng.engine.batch.comparisons import Comparisons, TwoRails
from zhunsheng.engine.batch.kernel import Kernel, KernelName, fastest, kernel
from zhunsheng.engine.batch.law_calendar import LawCalendar
from zhunsheng.engine.batch.level_columns import LevelColumns, State
from zhunsheng.engine.batch.lowering import lowered
from zhunsheng.engine.batch.rail_graph import RailGraph
from zhunsheng.engine.batch.rail_program import RailProgram, program
from zhunsheng.engine.batch.words import Words, rows_of_words, words_for
from zhunsheng.engine.circuit.nodes import Atom, Circuit, Parts
from zhunsheng.engine.circuit.outputs import Reading, RuleOutput
from zhunsheng.engine.language.conditions import FactTest
from zhunsheng.engine.release import Release
from zhunsheng.engine.vocabulary.facts import FactRef, Vocabulary

KEY = "ours"
LABEL = "zhunsheng, both readings"

States = Mapping[ColumnKey, State]
Evaluate = Callable[[Mapping[str, pa.Array], int, int], Words]


def ours_batch(rules: RuleSet, release: Release, name: KernelName | None = None) -> BatchPeer:
    """The contestant, on the fastest kernel or a certain one."""
    evaluate = verdict_bits(rules, release, kernel(name or fastest()))

    def prepared(cases: Cases, threads: int) -> Callable[[], Any]:
        arrays = columns_of(cases)
        return lambda: (evaluate(arrays, cases.rows, threads), cases)

    def answers(found: tuple[Words, Cases]) -> Answers:
        words, cases = found
        octets = words.view(np.uint8)[:, :, : (cases.rows + 7) // 8].copy()
        octets[:, :, -1] &= 0xFF >> -cases.rows % 8
        return dict(zip(APPLIES if cases.complete else READINGS, octets, strict=True))

    return BatchPeer(KEY, LABEL, prepared, answers, threaded=True)


def columns_of(cases: Cases) -> Mapping[str, pa.Array]:
    """The Arrow array of each field."""
    table = cases.table().combine_chunks()
    return {name: table.column(name).chunk(0) for name in table.column_names}


def verdict_bits(rules: RuleSet, release: Release, run: Kernel) -> Evaluate:
    """From the columns of so many cases, and a number of threads, to words of bits, a row a rule.

    Three such: established, known to apply, known not to. Of complete cases these are one thing, and there is one.
    """
    circuit, vocabulary = release.circuits().case, release.vocabulary
    keys = {field.name: ColumnKey(FactRef("incident", field.name)) for field in rules.fields}
    programs: dict[tuple[State, ...], RailProgram] = {}
    # Buffers are used again, as in a batch: its answers are read off the words of one block before the next one comes.
    kept: dict[int, Words] = {}

    def compiled(states: States, kinds: int) -> RailProgram:
        key = tuple(states.values())
        if key not in programs:
            programs[key] = _program(rules, circuit, vocabulary, states, kinds)
        return programs[key]

    def evaluate(arrays: Mapping[str, pa.Array], rows: int, threads: int) -> Words:
        kinds = 3 if any(array.null_count for array in arrays.values()) else 1
        out = kept.get(kinds)
        if out is None or out.shape[1] != words_for(rows):
            out = kept[kinds] = rows_of_words(kinds * len(rules.rules), rows)
        columns = {keys[field.name]: _column(field, arrays[field.name]) for field in rules.fields}
        level = LevelColumns.of(rows, columns)
        of = compiled(level.states, kinds)
        run(
            of,
            [level.bits[name] for name in of.bits],
            [level.columns[name] for name in of.columns],
            rows,
            out,
            threads,
        )
        return out.reshape(kinds, len(rules.rules), -1)

    return evaluate


def _program(
    rules: RuleSet, circuit: Circuit, vocabulary: Vocabulary, states: States, kinds: int
) -> RailProgram:
    graph = RailGraph()
    # No rule of these comes into force, so there is no day on which the law changes.
    comparisons = Comparisons(graph, vocabulary, states, {}, LawCalendar(()).place_of)

    def of_input(node: Atom | Parts) -> TwoRails:
        match node:
            case Atom(FactTest() as test):
                return comparisons.fact(test)
        raise TypeError(f"{node} is no comparison with a fact")

    nodes = {
        (rule.id, reading): circuit.outputs[RuleOutput(rule.id, reading)]
        for rule in rules.rules
        for reading in Reading
    }
    rails = lowered(graph, circuit, nodes.values(), of_input)
    possible = [rails[nodes[rule.id, Reading.POSSIBLE]] for rule in rules.rules]
    if kinds == 1:
        return program(graph, [true for true, _ in possible])
    established = [rails[nodes[rule.id, Reading.ESTABLISHED]][0] for rule in rules.rules]
    return program(graph, [*established, *(true for true, _ in possible), *(false for _, false in possible)])


def _column(field: Field, values: pa.Array) -> Column:
    match field.kind:
        case Kind.FLAG:
            return Flags(values)
        case Kind.ENUM | Kind.ORDERED:
            return Codes(values)
        case Kind.NUMBER:
            return Numbers(values)
        case Kind.DAY:
            return Days(values, values)
