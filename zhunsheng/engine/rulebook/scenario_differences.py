"""In which scenarios the outcome differs between two releases: both evaluate all of them in one batch, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from zhunsheng.engine.batch.block_cases import block_of
from zhunsheng.engine.batch.case_block import Chunk
from zhunsheng.engine.batch.evaluator import BatchEvaluator
from zhunsheng.engine.case import Case
from zhunsheng.engine.compiled import CompiledRelease
from zhunsheng.engine.impact.common_vocabulary import CommonVocabulary
from zhunsheng.engine.impact.compared_block import Aspect, ComparedBlock
from zhunsheng.engine.impact.streaming import Comparer, FileChunk
from zhunsheng.engine.problems import InputError
from zhunsheng.engine.release import Release
from zhunsheng.engine.scenarios import Scenario
from zhunsheng.engine.vocabulary.facts import Vocabulary
from zhunsheng.engine.vocabulary.models import case_model, read_case


@dataclass(frozen=True)
class ScenarioOutcome:
    """What comes out for a subject under one release: forms by number, measures and deciding rules by key."""

    recommended: int
    at_least: int
    at_most: int
    measures: tuple[str, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True)
class ScenarioDifference:
    """A subject of a scenario for whom something else comes out.

    Attributes:
        aspects: What of the outcome is different.
    """

    scenario: Scenario
    subject: str
    aspects: tuple[Aspect, ...]
    before: ScenarioOutcome
    after: ScenarioOutcome


@dataclass(frozen=True)
class ScenarioDifferences:
    """The scenarios under two releases.

    Attributes:
        subjects: How many were compared.
        unread: Ids of the scenarios that cannot be read with what either release knows.
        left_out: How many subjects only one of them can read, or neither.
    """

    subjects: int
    changed: tuple[ScenarioDifference, ...]
    unread: tuple[str, ...]
    left_out: int


def scenario_differences(
    before: Release, after: Release, scenarios: Iterable[Scenario]
) -> ScenarioDifferences:
    """Evaluates scenarios under two releases.

    Raises:
        InputError: a fact in them means something else in each release.
    """
    common = CommonVocabulary(before.vocabulary, after.vocabulary)
    given = tuple(scenarios)
    read = dict(_read(given, common.reads))
    unread = tuple(scenario.id for scenario in given if scenario.id not in read)
    if not read:
        return ScenarioDifferences(0, (), unread, 0)
    # Compiled kernels take longer to make than these few cases take to run.
    sides = [BatchEvaluator(CompiledRelease.of(release), kernel="numpy") for release in (before, after)]
    ids = [scenario for scenario in given if scenario.id in read]
    block = block_of([read[scenario.id] for scenario in ids], common.reads, range(len(ids)))
    comparer = Comparer(sides[0], sides[1], common)
    found = comparer.compare(FileChunk("scenarios", Chunk(block, (), len(ids))))
    left = found.left_out
    return ScenarioDifferences(
        found.before.num_rows,
        tuple(_changed(found, ids)),
        unread,
        left.only_before + left.only_after + left.neither,
    )


def _read(scenarios: Iterable[Scenario], vocabulary: Vocabulary) -> Iterator[tuple[str, Case]]:
    model = case_model(vocabulary)
    for scenario in scenarios:
        try:
            yield scenario.id, read_case(scenario.case, model, vocabulary)
        except InputError:
            continue


def _changed(found: ComparedBlock, scenarios: list[Scenario]) -> Iterator[ScenarioDifference]:
    before, after = found.before.to_pylist(), found.after.to_pylist()
    for number in found.changed.nonzero()[0].tolist():
        old, new = before[number], after[number]
        aspects = tuple(aspect for aspect, rows in found.differs.items() if rows[number])
        yield ScenarioDifference(
            scenarios[new["row"]], new["subject_id"], aspects, _outcome(old), _outcome(new)
        )


def _outcome(row: Mapping[str, Any]) -> ScenarioOutcome:
    return ScenarioOutcome(
        row["recommended"],
        row["at_least"],
        row["at_most"],
        tuple(row["measures"]),
        tuple(row["rules"]),
    )
