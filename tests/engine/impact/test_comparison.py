"""The comparison of two releases is what comparing the answers one by one would be; and its figures add up."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from benchmarks.random_cases import random_cases
from tests.engine.batch.reference import ReferenceEvaluator
from tests.engine.impact.mutated import mutated
from tests.engine.impact.releases import CONCEALED, REMOVAL, act, release, rule
from tests.second_engines import nobody
from zhunsheng.engine.batch.block_cases import block_of
from zhunsheng.engine.batch.case_block import BadRow, Chunk
from zhunsheng.engine.batch.evaluator import BatchEvaluator
from zhunsheng.engine.case import Case
from zhunsheng.engine.compiled import CompiledRelease
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.impact.answer import Impact
from zhunsheng.engine.impact.changed_rows import SCHEMA, changed_rows
from zhunsheng.engine.impact.common_vocabulary import CommonVocabulary
from zhunsheng.engine.impact.compared_block import ASPECTS, DIRECTIONS, ComparedBlock
from zhunsheng.engine.impact.first_difference import first_difference
from zhunsheng.engine.impact.ruleset_changes import RulesetChanges
from zhunsheng.engine.impact.streaming import Comparer, FileChunk, in_order
from zhunsheng.engine.impact.summary import impact_of, tally_of
from zhunsheng.engine.impact.tally import TotalsDiffer
from zhunsheng.engine.problems import Problem
from zhunsheng.engine.release import Release
from zhunsheng.engine.suggestion import SubjectAnswer, Suggestion

CASES = 120
LIMIT = 4


def comparer(before: Release, after: Release) -> Comparer:
    """Without compiled kernels, which take longer to make than these few cases to run."""
    evaluators = [BatchEvaluator(CompiledRelease.of(of), kernel="numpy") for of in (before, after)]
    return Comparer(evaluators[0], evaluators[1], CommonVocabulary(before.vocabulary, after.vocabulary))


def chunk(cases: Sequence[Case], made: Release, first_row: int = 1) -> FileChunk:
    rows = range(first_row, first_row + len(cases))
    return FileChunk("cases.csv", Chunk(block_of(cases, made.vocabulary, rows), (), rows.stop - 1))


def compared(before: Release, after: Release, cases: Sequence[Case]) -> ComparedBlock:
    return comparer(before, after).compare(chunk(cases, after))


def impact(before: Release, after: Release, blocks: Sequence[ComparedBlock], limit: int = LIMIT) -> Impact:
    changes = RulesetChanges(before, after)
    tally = tally_of(changes, limit)
    for block in blocks:
        tally.add(block)
    return impact_of(tally, changes, "zh")


@pytest.fixture(scope="module")
def pair() -> tuple[Release, Release]:
    return mutated(1), mutated(2)


@pytest.fixture(scope="module")
def cases(release: Release) -> list[Case]:
    return list(random_cases(release, CASES, seed=5))


@pytest.fixture(scope="module")
def block(pair: tuple[Release, Release], cases: list[Case]) -> ComparedBlock:
    return compared(*pair, cases)


@pytest.fixture(scope="module")
def found(pair: tuple[Release, Release], block: ComparedBlock) -> Impact:
    return impact(*pair, [block])


def test_a_release_beside_itself_changes_nothing(pair: tuple[Release, Release], cases: list[Case]) -> None:
    made = pair[0]
    same = impact(made, made, [compared(made, made, cases)])
    assert same.changed == 0
    assert same.unchanged == same.subjects == sum(len(case.subjects) for case in cases)
    assert not same.rules
    assert not same.elsewhere
    assert not any((*same.by_aspect.values(), *same.by_direction.values()))
    assert all(cell.before == cell.after and not cell.changed for cell in same.matrix)


def test_the_mutations_change_much(found: Impact) -> None:
    """Else the other tests would say little."""
    assert found.changed > found.subjects // 10
    assert all(found.by_aspect[aspect] for aspect in ASPECTS if aspect != "findings")
    assert found.by_direction["heavier"]
    assert found.by_direction["lighter"]
    assert {rule.presence for rule in found.rules} == {"both", "only_before", "only_after"}


def test_the_other_way_round_is_the_mirror(
    pair: tuple[Release, Release], cases: list[Case], found: Impact
) -> None:
    before, after = pair
    back = impact(after, before, [compared(after, before, cases)])
    assert {
        (cell.before, cell.after): (cell.subjects, cell.changed, cell.examples) for cell in found.matrix
    } == {(cell.after, cell.before): (cell.subjects, cell.changed, cell.examples) for cell in back.matrix}
    assert back.by_aspect == found.by_aspect
    turned = {"heavier": "lighter", "lighter": "heavier"}
    assert back.by_direction == {
        direction: found.by_direction[turned.get(direction, direction)] for direction in DIRECTIONS
    }
    there = {of.rule: of for of in found.rules}
    for mirrored in back.rules:
        other = there.pop(mirrored.rule)
        assert (mirrored.newly_decides, mirrored.no_longer_decides) == (
            other.no_longer_decides,
            other.newly_decides,
        )
        assert mirrored.still_decides == other.still_decides
        assert (mirrored.ranges_before, mirrored.ranges_after) == (
            other.ranges_after,
            other.ranges_before,
        )
    assert not there


def test_each_subject_is_as_the_interactive_path_has_it(
    pair: tuple[Release, Release], cases: list[Case], block: ComparedBlock
) -> None:
    rows = []
    for made in pair:
        reference = ReferenceEvaluator(CompiledRelease.of(made), questions=False)
        rows.append(reference.evaluate(block_of(cases, made.vocabulary)).to_pylist())
    for number, (before, after) in enumerate(zip(*rows, strict=True)):
        differs = {
            aspect: any(before[column] != after[column] for column in columns)
            for aspect, columns in ASPECTS.items()
        }
        assert {aspect: bool(of[number]) for aspect, of in block.differs.items()} == differs, before[
            "case_id"
        ]
        assert bool(block.changed[number]) is any(differs.values())


def test_every_example_changes_so_in_the_suggestions(
    pair: tuple[Release, Release], cases: list[Case], found: Impact
) -> None:
    """And the two derivations part at a rule that is written differently, or over which law is applied."""
    evaluators = [Evaluator(made, second=nobody()) for made in pair]
    changes = RulesetChanges(*pair)
    touched = {*changes.added, *changes.removed, *changes.rewritten}
    by_id = {case.id: case for case in cases}
    checked = 0
    for cell in found.matrix:
        assert len(cell.examples) == min(LIMIT, cell.changed)
        for example in cell.examples[:1]:
            case, id = by_id[example.case_id], example.subject_id
            assert cases[example.row - 1] is case
            answers = [of.evaluate(case, "en", every_rule=True) for of in evaluators]
            before, after = (_subject(answer, id) for answer in answers)
            assert (before.form.recommended, after.form.recommended) == (cell.before, cell.after)
            assert _outcome(before) != _outcome(after)
            difference = first_difference(answers[0], answers[1], id)
            assert difference is not None
            last = difference.path[-1]
            assert last.kind == "law" or last.node.partition("#")[2] in touched, difference
            checked += 1
    assert checked > 6


def _subject(answer: Suggestion, subject_id: str) -> SubjectAnswer:
    return next(subject for subject in answer.subjects if subject.subject_id == subject_id)


def _outcome(subject: SubjectAnswer) -> object:
    """All that a subject is compared by, and more: every conclusion that is established."""
    concluded = (
        *subject.provisions,
        *subject.circumstances,
        *subject.practice,
        *subject.findings,
        *subject.tolerance.grounds,
        *subject.tolerance.exclusions,
    )
    return (
        subject.form,
        (subject.possible.lowest, subject.possible.highest),
        [(measure.key, measure.recommended) for measure in subject.measures],
        [(item.rule, getattr(item, "status", "")) for item in concluded],
    )


def test_blocks_and_threads_do_not_matter(
    pair: tuple[Release, Release], cases: list[Case], found: Impact
) -> None:
    chunks = [chunk(cases[start : start + 37], pair[0], start + 1) for start in range(0, len(cases), 37)]
    made = comparer(*pair)
    for threads in (1, 3):
        assert impact(*pair, list(in_order(made.compare, chunks, threads))) == found


def test_the_changed_rows_are_the_changed_subjects(block: ComparedBlock, found: Impact) -> None:
    rows = changed_rows(block)
    assert rows.schema.equals(SCHEMA)
    assert rows.num_rows == found.changed
    listed = rows.to_pylist()
    assert {
        direction: sum(row["direction"] == direction for row in listed) for direction in DIRECTIONS
    } == dict(found.by_direction)
    for row in listed:
        sides = [
            {key.removeprefix(side): value for key, value in row.items() if key.startswith(side)}
            for side in ("before_", "after_")
        ]
        assert sides[0] != sides[1]


def test_totals_that_do_not_add_up_are_refused(pair: tuple[Release, Release], block: ComparedBlock) -> None:
    changes = RulesetChanges(*pair)
    tally = tally_of(changes, LIMIT)
    tally.add(block)
    tally.check()
    tally.directions["heavier"] += 1
    with pytest.raises(TotalsDiffer, match="directions"):
        impact_of(tally, changes, "zh")


def test_rules_are_counted_by_what_they_do(tmp_path: Path) -> None:
    """Three members: one concealed, one profited, one did both."""
    gain = rule("gain", "行为.谋取私利", REMOVAL)
    before = release(tmp_path / "before", provisions=[CONCEALED, gain])
    after = release(
        tmp_path / "after",
        provisions=[rule("concealed", "行为.隐瞒", REMOVAL), rule("other", "行为.谋取私利", REMOVAL)],
    )
    cases = [
        act(concealed=True, personal_gain=False),
        act(concealed=False, personal_gain=True),
        act(concealed=True, personal_gain=True),
    ]
    found = impact(before, after, [compared(before, after, cases)])
    rules = {of.rule.removeprefix("trial."): of for of in found.rules}
    assert rules["concealed"].rewritten == ("ranges",)
    assert rules["concealed"].still_decides.model_dump() == {"subjects": 2, "form_changed": 1}
    assert (rules["gain"].presence, rules["gain"].no_longer_decides.subjects) == ("only_before", 2)
    assert (rules["other"].presence, rules["other"].newly_decides.subjects) == ("only_after", 2)
    assert rules["other"].newly_decides.form_changed == 0
    assert {(cell.before, cell.after): cell.subjects for cell in found.matrix} == {(2, 3): 1, (3, 3): 2}
    assert found.by_direction["heavier"] == 1


def test_bad_rows_are_counted_and_the_first_are_shown(
    pair: tuple[Release, Release], cases: list[Case]
) -> None:
    bad = tuple(BadRow(row, None, None, (Problem("x", f"wrong {row}"),)) for row in range(1, 9))
    read = FileChunk("a.csv", Chunk(block_of(cases[:1], pair[0].vocabulary), bad, 9))
    found = impact(*pair, [comparer(*pair).compare(read)])
    assert found.left_out.unreadable == 8
    assert [record.row for record in found.left_out.records] == [1, 2, 3, 4, 5]
    assert found.left_out.records[0].problem == "wrong 1"


def test_nothing_at_all_is_no_change(pair: tuple[Release, Release]) -> None:
    found = impact(*pair, [compared(*pair, [])])
    assert (found.cases, found.subjects, found.changed) == (0, 0, 0)
    assert np.array_equal(found.matrix, ())
