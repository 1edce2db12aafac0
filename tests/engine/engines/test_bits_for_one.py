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
