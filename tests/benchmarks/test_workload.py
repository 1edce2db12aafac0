"""The workload of the benchmark is fixed. Read benchmarks/workload/README.md before you renew a figure in this file."""

from __future__ import annotations

import hashlib

from benchmarks.fixed_workload import FOLDER, fixed_cases
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.release import Release


def _digest_of_cases() -> str:
    hashed = hashlib.sha256()
    for path in sorted((FOLDER / "scenarios").rglob("*.yaml")):
        hashed.update(path.relative_to(FOLDER).as_posix().encode() + b"\n" + path.read_bytes())
    return hashed.hexdigest()


def test_its_rules_are_the_same_as_ever(workload: Release) -> None:
    assert workload.digest == "sha256:a0ea3bc42e7392332d9bf593c6ccb85597d69627c4a677748b71b5563ca959d6"


def test_its_cases_are_the_same_as_ever(workload: Release) -> None:
    assert _digest_of_cases() == "9e750c52aef92888e3ce23a94525fc324f4aca3568812b2eb1ce3b180f32de2c"
    cases = fixed_cases(workload)
    assert (len(cases), sum(len(case.subjects) for case in cases)) == (83, 188)


def test_nobody_takes_it_for_the_rules_in_use(workload: Release, release: Release) -> None:
    assert workload.name != release.name
    assert not workload.folder.is_relative_to(release.folder)


def test_a_vocabulary_without_some_date_gives_full_answers_all_the_same(workload: Release) -> None:
    """The workload knows no fact for until when an act went on; nobody can be asked for it."""
    with Evaluator(workload) as evaluator:
        for case in fixed_cases(workload)[:5]:
            assert evaluator.evaluate(case).case_id == case.id
