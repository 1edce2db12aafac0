"""A single case on `and` and `or` is the same case on `&` and `|`, and tables of values say what each comparison says."""

from __future__ import annotations

from random import Random

import pytest

from benchmarks.random_cases import random_cases
from zhunsheng.engine.atoms import truth_of
from zhunsheng.engine.case import instances, walk
from zhunsheng.engine.circuit.nodes import Atom
from zhunsheng.engine.engines.bits import value_tables
from zhunsheng.engine.engines.bits.for_one import generate_for_one
from zhunsheng.engine.engines.bits.generation import generate, inputs
from zhunsheng.engine.engines.bits.reused_names import with_reused_names
from zhunsheng.engine.engines.bits.value_tables import RAILS, ValueTables
from zhunsheng.engine.release import Release

LEVELS = ("conduct", "subject", "case")


@pytest.mark.parametrize("level", LEVELS)
def test_both_functions_give_the_same_rails(release: Release, level: str) -> None:
    circuit = getattr(release.circuits(), level)
    wanted = sorted(set(circuit.outputs.values()))
    given = inputs(circuit, wanted)
    many, one = generate(circuit, wanted), generate_for_one(circuit, wanted, (given[::2], (), given[1::2]))
    random = Random(level)
    for _ in range(50):
        rails = {number: random.choice(((0, 0), (1, 0), (0, 1))) for number in given}
        groups = [[rail for n in group for rail in rails[n]] for group in (given[::2], (), given[1::2])]
        found = one(groups)
        assert list(found) == wanted
        assert [found[number] for number in wanted] == list(many([rails[n] for n in given], 1))


@pytest.mark.parametrize("values", [1, value_tables.VALUES])
def test_tables_say_what_each_comparison_says(
    release: Release, values: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However soon a table begins anew."""
    monkeypatch.setattr(value_tables, "VALUES", values)
    circuits = release.circuits()
    tables = {}
    for level in LEVELS:
        circuit = getattr(circuits, level)
        atoms = [number for number, node in enumerate(circuit.nodes) if isinstance(node, Atom)]
        tables[level] = (circuit, ValueTables(circuit, atoms, release.vocabulary))
    for case in random_cases(release, 20):
        for instance in walk(instances(case)):
            circuit, of_level = tables[instance.level]
            for numbers, rails in zip(of_level.groups, of_level.rails(instance), strict=True):
                tests = [circuit.nodes[number].test for number in numbers]
                expected = [RAILS[truth_of(test, instance, release.vocabulary)] for test in tests]
                assert list(zip(rails[::2], rails[1::2], strict=True)) == expected


def test_names_are_used_again_when_nobody_reads_them_any_more() -> None:
    lines = ["((t1, f1,), (t2, f2,),) = groups", "t3 = (t1 and t2)", "f3 = (t3 or f2)", "(t3, f3, True,)"]
    assert with_reused_names(lines) == [
        "((v0, _,), (v1, v2,),) = groups",
        "v1 = (v0 and v1)",
        "v2 = (v1 or v2)",
        "(v1, v2, True,)",
    ]


def test_the_largest_function_has_a_frame_within_a_piece_of_the_stack(release: Release) -> None:
    """Beyond 16 kB each call asks the system for memory, which takes as long as a third of the work."""
    circuit = release.circuits().conduct
    wanted = sorted(set(circuit.outputs.values()))
    code = generate_for_one(circuit, wanted, (inputs(circuit, wanted),)).function.__code__  # type: ignore[attr-defined]  # it is a function, made from text
    assert code.co_nlocals + code.co_stacksize < 2000
