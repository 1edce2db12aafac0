"""A batch and a single case are one evaluation: every rule and range, the law that is applied, every column of the answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks import batch_agreement
from benchmarks.batch_agreement import disagreements, verdict_programs
from benchmarks.fixed_workload import fixed_cases, fixed_release
from benchmarks.random_cases import random_cases
from tests.engine.batch.reference import ReferenceEvaluator
from tests.samples import examples
from zhunsheng.engine.batch.block_cases import block_of
from zhunsheng.engine.batch.evaluator import BatchEvaluator
from zhunsheng.engine.batch.kernel import KernelName, kernel
from zhunsheng.engine.batch.open_questions import QuestionCounter
from zhunsheng.engine.case import Case
from zhunsheng.engine.compiled import CompiledRelease
from zhunsheng.engine.release import Release, default_release
from zhunsheng.engine.scenarios import load_scenarios
from zhunsheng.engine.vocabulary.models import case_model, read_case

KERNELS: tuple[KernelName, ...] = ("numba", "numpy")


@pytest.fixture(scope="module")
def compiled() -> CompiledRelease:
    return CompiledRelease.of(default_release())


@pytest.fixture(scope="module")
def published(compiled: CompiledRelease) -> list[Case]:
    release = compiled.release
    model = case_model(release.vocabulary)
    scenarios = load_scenarios(release.folder / "scenarios", "scenarios")
    return [read_case(scenario.case, model, release.vocabulary) for scenario in scenarios]


def _same_columns(cases: list[Case], compiled: CompiledRelease, kernel: KernelName) -> None:
    block = block_of(cases, compiled.release.vocabulary)
    expected = ReferenceEvaluator(compiled, questions=False).evaluate(block)
    found = BatchEvaluator(compiled, kernel=kernel).evaluate(block)
    for name in expected.schema.names:
        assert found.column(name).to_pylist() == expected.column(name).to_pylist(), name


@pytest.mark.parametrize("kernel", KERNELS)
def test_every_verdict_on_random_cases(compiled: CompiledRelease, kernel: KernelName) -> None:
    cases = list(random_cases(compiled.release, examples(300), seed=11))
    assert list(disagreements(cases, verdict_programs(compiled), kernel)) == []


@pytest.mark.parametrize("kernel", KERNELS)
def test_every_verdict_under_other_rules(kernel: KernelName) -> None:
    release: Release = fixed_release()
    cases = [*fixed_cases(release), *random_cases(release, examples(300), seed=12)]
    assert list(disagreements(cases, verdict_programs(CompiledRelease.of(release)), kernel)) == []


def test_every_verdict_on_scenarios(compiled: CompiledRelease, published: list[Case]) -> None:
    assert list(disagreements(published, verdict_programs(compiled), "numba")) == []


@pytest.mark.parametrize("kernel", KERNELS)
def test_every_column_of_random_cases(compiled: CompiledRelease, kernel: KernelName) -> None:
    _same_columns(list(random_cases(compiled.release, examples(240), seed=13)), compiled, kernel)


def test_every_column_of_scenarios(compiled: CompiledRelease, published: list[Case]) -> None:
    _same_columns(published, compiled, "numba")


def test_a_block_of_one_case_each(compiled: CompiledRelease) -> None:
    # What is known of whole columns makes another program; of one case, much is. After some, those for anything serve the rest.
    programs = verdict_programs(compiled)
    for case in random_cases(compiled.release, examples(40), seed=14):
        assert list(disagreements([case], programs, "numpy")) == []


def test_no_cases(compiled: CompiledRelease) -> None:
    found = BatchEvaluator(compiled).evaluate(block_of([], compiled.release.vocabulary))
    assert found.num_rows == 0


def test_a_difference_is_found(compiled: CompiledRelease, monkeypatch: pytest.MonkeyPatch) -> None:
    # The comparison itself: the verdicts on other facts are told apart.
    cases = list(random_cases(compiled.release, examples(40), seed=15))
    monkeypatch.setattr(
        batch_agreement, "block_of", lambda found, words: block_of([*found[1:], found[0]], words)
    )
    assert list(disagreements(cases, verdict_programs(compiled), "numpy"))


def test_open_questions_are_those_of_single_cases(compiled: CompiledRelease) -> None:
    cases = [
        replace(case, subjects=(replace(subject, conducts=subject.conducts[:1]),))
        for case in random_cases(compiled.release, examples(24), seed=16)
        for subject in case.subjects
    ]
    counter = QuestionCounter(compiled, kernel("numba"))
    block = block_of(cases, compiled.release.vocabulary)
    assert counter.together(block).tolist() == counter.one_by_one(block).tolist()


def test_open_questions_of_several_conducts_and_subjects(compiled: CompiledRelease) -> None:
    random = random_cases(compiled.release, examples(1600), seed=17)
    cases = [
        case for case in random if len(case.subjects) > 1 and max(len(s.conducts) for s in case.subjects) == 2
    ]
    counter = QuestionCounter(compiled, kernel("numba"))
    block = block_of(cases[:6], compiled.release.vocabulary)
    assert counter.together(block).tolist() == counter.one_by_one(block).tolist()
