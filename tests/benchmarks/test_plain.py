"""The hand-written rules and the bits engine say the same, rule by rule and range by range.

This is no test of speed. It is the one place where rules are held against a version of them that never passed through the rule
language: what a rule, an override, a table or a range means is read here a second time, by hand. The rules are those of the
benchmark's fixed workload; whoever changes what rules mean changes benchmarks/plain, and a failure below names the id.
"""

from __future__ import annotations

from pathlib import Path

from benchmarks.agreement import Agreement, compare
from benchmarks.fixed_workload import fixed_cases
from benchmarks.random_cases import random_cases
from zhunsheng.engine.circuit.compiler import compile_circuits
from zhunsheng.engine.engines.bits.engine import BitsEngine
from zhunsheng.engine.release import Release

ROOT = Path(__file__).resolve().parents[2]


def _first_differences(agreement: Agreement) -> dict[str, str]:
    """Rule id (or track, or forms) → the first case in which the two differ, and how."""
    return {what: where[0] for what, where in agreement.differing.items()}


def test_they_agree_on_every_scenario(workload: Release, workload_bits: BitsEngine) -> None:
    cases = fixed_cases(workload)
    agreement = compare(cases, workload_bits)
    assert agreement.cases == len(cases) > 0
    assert _first_differences(agreement) == {}


def test_they_agree_on_random_cases(workload: Release, workload_bits: BitsEngine) -> None:
    agreement = compare(random_cases(workload, 1000, seed=2), workload_bits)
    assert agreement.cases == 1000
    assert _first_differences(agreement) == {}
    # Agreement on "does not apply" is cheap: nearly every rule must have applied somewhere.
    assert len(agreement.established) >= 0.97 * len(workload.rules)


def test_a_changed_result_is_named_by_its_rule(workload: Release) -> None:
    """The comparison itself notices: with one rule taken away, that rule is what differs."""
    rule = "disciplinary_2018.133.actor"
    kept = [other for other in workload.rules.values() if other.id != rule]
    engine = BitsEngine(
        compile_circuits(kept, workload.vocabulary, workload.scale), workload.vocabulary, workload.scale
    )
    found = compare(random_cases(workload, 300, seed=2), engine)
    assert rule in found.differing
    # What follows from it, and nothing else.
    follows = {"procedure.present_facts", "track party", "track accountability", "track corrective", "forms"}
    assert set(found.differing) <= {rule} | follows


def test_the_same_seed_gives_the_same_cases(workload: Release) -> None:
    assert list(random_cases(workload, 20, seed=5)) == list(random_cases(workload, 20, seed=5))


def test_plain_takes_nothing_of_the_engine_but_the_case() -> None:
    for path in (ROOT / "benchmarks" / "plain").glob("*.py"):
        imports = [line for line in path.read_text(encoding="utf-8").splitlines() if "zhunsheng" in line]
        assert set(imports) <= {"from zhunsheng.engine.case import Case"}, path.name
