"""The rules and cases that are measured: always the same ones, so that figures of different days can be compared.

They lie in ``benchmarks/workload/``, apart from ``rulesets/`` on purpose (docs/decisions/0010), and ``benchmarks/plain/`` is
the same rules by hand.
"""

from __future__ import annotations

from pathlib import Path

from zhunsheng.engine.case import Case
from zhunsheng.engine.release import Release, load_release
from zhunsheng.engine.scenarios import load_scenarios
from zhunsheng.engine.vocabulary.models import case_model, read_case

FOLDER = Path(__file__).resolve().parent / "workload"


def fixed_release() -> Release:
    """The rules of the workload.

    Raises:
        InputError: the rule language has moved on and the workload has not.
    """
    return load_release(FOLDER)


def fixed_cases(release: Release) -> tuple[Case, ...]:
    """The cases of the workload, in the order of file names.

    Raises:
        InputError: a case does not fit the vocabulary.
    """
    model = case_model(release.vocabulary)
    scenarios = load_scenarios(FOLDER / "scenarios", "workload/scenarios")
    return tuple(read_case(scenario.case, model, release.vocabulary) for scenario in scenarios)
