"""The hand-written rules and the bits engine say the same, rule by rule and range by range.

This is no test of speed. It is the one place where the rules are held against a version of them that never passed through
the rule language: whoever changes a rule in rulesets/ changes benchmarks/plain with it, and a failure below names its id.
"""

from __future__ import annotations

from pathlib import Path

from benchmarks.agreement import Agreement, compare
from benchmarks.random_cases import random_cases
from zhunsheng.engine.circuit.compiler import compile_circuits
from zhunsheng.engine.engines.bits.engine import BitsEngine
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.release import Release
from zhunsheng.engine.scenarios import load_scenarios

ROOT = Path(__file__).resolve().parents[2]


def _first_differences(agreement: Agreement) -> dict[str, str]:
    """Rule id (or track, or forms) → the first case in which the two differ, and how."""
    return {what: where[0] for what, where in agreement.differing.items()}


def test_they_agree_on_every_scenario(release: Release, evaluator: Evaluator) -> None:
    scenarios = load_scenarios(release.folder / "scenarios")
    agreement = compare((evaluator.read(scenario.case) for scenario in scenarios), evaluator.bits)
    assert agreement.cases == len(scenarios) > 0
    assert _first_differences(agreement) == {}


def test_they_agree_on_random_cases(release: Release, bits: BitsEngine) -> None:
    agreement = compare(random_cases(release, 1000, seed=2), bits)
    assert agreement.cases == 1000
    assert _first_differences(agreement) == {}
    # Agreement on "does not apply" is cheap: nearly every rule must have applied somewhere.
    assert len(agreement.established) >= 0.97 * len(release.rules)


def test_a_changed_result_is_named_by_its_rule(release: Release, bits: BitsEngine) -> None:
    """The comparison itself notices: with one rule taken away, that rule is what differs."""
    rule = "disciplinary_2018.133.actor"
    kept = [other for other in release.rules.values() if other.id != rule]
    engine = BitsEngine(
        compile_circuits(kept, release.vocabulary, release.scale), release.vocabulary, release.scale
    )
    found = compare(random_cases(release, 300, seed=2), engine)
    assert rule in found.differing
    # What follows from it, and nothing else.
    follows = {"procedure.present_facts", "track party", "track accountability", "track corrective", "forms"}
    assert set(found.differing) <= {rule} | follows


def test_the_same_seed_gives_the_same_cases(release: Release) -> None:
    assert list(random_cases(release, 20, seed=5)) == list(random_cases(release, 20, seed=5))


def test_plain_takes_nothing_of_the_engine_but_the_case() -> None:
    for path in (ROOT / "benchmarks" / "plain").glob("*.py"):
        imports = [line for line in path.read_text(encoding="utf-8").splitlines() if "zhunsheng" in line]
        assert set(imports) <= {"from zhunsheng.engine.case import Case"}, path.name
