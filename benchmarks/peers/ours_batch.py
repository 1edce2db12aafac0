"""Our engine on columns of cases: Arrow columns in, a bit a case for every rule in both readings out.

`verdict_bits` is what is timed, from the Arrow columns on: comparing values is part of the work. Blocks of cases are small
enough to stay in the processor's cache.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import reduce
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from benchmarks.peers.batch import APPLIES, READINGS, Answers, BatchPeer
from benchmarks.peers.cases import Cases
from benchmarks.peers.ruleset import EPOCH, RuleSet
from zhunsheng.engine.circuit.nodes import Atom
from zhunsheng.engine.circuit.outputs import Reading, RuleOutput
from zhunsheng.engine.engines.bits.generation import Rails, generate, inputs
from zhunsheng.engine.language.conditions import FactTest
from zhunsheng.engine.release import Release
from zhunsheng.engine.vocabulary.facts import Fact, FactType, Vocabulary

KEY = "ours"
LABEL = "zhunsheng, both readings"
#: Cases a block; a rail of a block has as many bits.
BLOCK = 1 << 16

Words = npt.NDArray[np.uint64]
Bits = Callable[[pa.Table], Words]

_COMPARED: Mapping[str, Callable[[Any, Any], Any]] = {
    "==": np.equal,
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
}


def ours_batch(rules: RuleSet, release: Release) -> BatchPeer:
    """The contestant."""
    bits = verdict_bits(rules, release)

    def prepared(cases: Cases, threads: int) -> Callable[[], Any]:  # noqa: ARG001 (numpy uses one)
        table = cases.table()
        return lambda: (bits(table), cases)

    def answers(found: tuple[Words, Cases]) -> Answers:
        words, cases = found
        octets = words.view(np.uint8)[:, :, : (cases.rows + 7) // 8]
        if cases.complete:
            return {APPLIES[0]: octets[1]}
        return dict(zip(READINGS, octets, strict=True))

    return BatchPeer(KEY, LABEL, prepared, answers)


def verdict_bits(rules: RuleSet, release: Release) -> Bits:
    """From a table of cases to words of bits: established, known to apply, known not to; in each a row a rule."""
    circuit = release.circuits().case
    wanted = [circuit.outputs[RuleOutput(rule.id, reading)] for rule in rules.rules for reading in Reading]
    function, given = generate(circuit, wanted), inputs(circuit, wanted)
    tests = [node.test for node in (circuit.nodes[n] for n in given) if isinstance(node, Atom)]
    facts = [(test, release.vocabulary) for test in tests if isinstance(test, FactTest)]

    def bits(table: pa.Table) -> Words:
        found = np.zeros((3, len(rules.rules), (table.num_rows + 63) // 64), np.uint64)
        for start in range(0, table.num_rows, BLOCK):
            block = table.slice(start, BLOCK)
            count = (block.num_rows + 63) // 64
            columns = {name: _column(block.column(name)) for name in block.column_names}
            full = _words(np.ones(block.num_rows, np.bool_))
            rails = function([_rails(test, vocabulary, columns) for test, vocabulary in facts], full)  # type: ignore[arg-type]  # words for whole numbers
            where = slice(start // 64, start // 64 + count)
            for number, (true, false) in enumerate(rails):
                rule, reading = divmod(number, 2)
                if reading == 0:
                    found[0, rule, where] = true
                else:
                    found[1, rule, where], found[2, rule, where] = true, false
        return found

    return bits


def _column(chunks: pa.ChunkedArray) -> tuple[npt.NDArray[Any], npt.NDArray[np.bool_]]:
    """Values, and where they are known."""
    array = chunks.combine_chunks() if chunks.num_chunks != 1 else chunks.chunk(0)
    known = array.is_valid().to_numpy(zero_copy_only=False)
    if pa.types.is_date32(array.type):
        array = array.cast(pa.int32())
    return array.fill_null(False if pa.types.is_boolean(array.type) else 0).to_numpy(
        zero_copy_only=False
    ), known


def _rails(
    test: FactTest,
    vocabulary: Vocabulary,
    columns: Mapping[str, tuple[npt.NDArray[Any], npt.NDArray[np.bool_]]],
) -> Rails:
    values, known = columns[test.fact.fact]
    true = _holds(test, vocabulary.fact(test.fact), values) & known
    return _words(true), _words(known & ~true)  # type: ignore[return-value]  # words for whole numbers


def _holds(test: FactTest, fact: Fact, values: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    places = [_place(fact, operand) for operand in test.operands]
    if test.operator == "is":
        return values
    if test.operator == "in" or fact.type is FactType.ENUM:
        return reduce(np.bitwise_or, [values == place for place in places])
    return _COMPARED[test.operator](values, places[0])  # type: ignore[no-any-return]  # of arrays


def _place(fact: Fact, operand: str | int) -> int:
    """A constant as columns hold it."""
    if fact.type is FactType.DATE:
        return (date.fromisoformat(str(operand)) - EPOCH).days
    return operand if isinstance(operand, int) else fact.rank(operand)


def _words(truths: npt.NDArray[np.bool_]) -> Words:
    octets = np.packbits(truths, bitorder="little")
    padded = np.zeros((len(octets) + 7) // 8 * 8, np.uint8)
    padded[: len(octets)] = octets
    return padded.view(np.uint64)
