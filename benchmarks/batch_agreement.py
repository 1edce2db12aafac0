"""A block of cases against the same cases one by one: every rule in both readings, every range, and which law was applied.

    python -m benchmarks.batch_agreement 100000

The one path walks trees of facts with Python's whole numbers, the other columns with machine words; they share the circuits. So
this compares everything between the facts and the verdict: comparisons, dates, the choice between two laws, conducts gathered
for their subjects, the two kernels.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

import numpy as np
import numpy.typing as npt

from benchmarks.fixed_workload import fixed_release
from benchmarks.random_cases import random_cases
from zhunsheng.engine.batch.block_cases import block_of
from zhunsheng.engine.batch.evaluated_block import EvaluatedBlock, evaluated
from zhunsheng.engine.batch.kernel import KernelName, kernel
from zhunsheng.engine.batch.level_programs import LevelPrograms
from zhunsheng.engine.batch.outputs import FormRail, LawRail, RuleRail, StepRail, Written
from zhunsheng.engine.batch.reported import Reported
from zhunsheng.engine.batch.words import truths_of
from zhunsheng.engine.case import Case, instances
from zhunsheng.engine.compiled import CompiledRelease
from zhunsheng.engine.engines.verdict import RuleVerdict, SubjectVerdict
from zhunsheng.engine.kleene import Truth
from zhunsheng.engine.lighter_law import Choice
from zhunsheng.engine.release import default_release
from zhunsheng.engine.scale import FORMS, Scale

#: Cases of a block; a few hundred have subjects of every number of conducts.
BLOCK = 500

_VALUES = {(True, False): Truth.TRUE, (False, True): Truth.FALSE, (False, False): Truth.UNKNOWN}


@dataclass(frozen=True)
class _Read:
    """What was written, as rows of truth values."""

    written: Written
    rows: int

    @cached_property
    def _truths(self) -> Mapping[object, npt.NDArray[np.bool_]]:
        return {name: truths_of(self.written[name], self.rows) for name in self.written.places}

    def holds(self, name: object, row: int) -> bool:
        """Whether something is so in a row."""
        return bool(self._truths[name][row])

    def verdict(self, rule: str, row: int) -> RuleVerdict:
        """The verdict on a rule."""
        rails = (
            self.holds(RuleRail(rule, "possible true"), row),
            self.holds(RuleRail(rule, "possible false"), row),
        )
        return RuleVerdict(self.holds(RuleRail(rule, "established"), row), _VALUES[rails])


def disagreements(
    cases: Sequence[Case], programs: LevelPrograms, name: KernelName
) -> Iterator[tuple[str, str]]:
    """(which subject, what differs) between the block of some cases and the same cases one by one.

    Args:
        programs: Made to write all verdicts.
    """
    compiled = programs.compiled
    block = evaluated(block_of(cases, compiled.release.vocabulary), programs, kernel(name))
    subjects = _Read(block.subjects, block.arrangement.number)
    positions = [_Read(written, written.rows.shape[1] * 64) for written in block.positions]
    rows = iter(_rows(block))
    for case in cases:
        judged = compiled.laws.judge(instances(case))
        verdict = compiled.laws.verdict(judged)
        choices = iter(judged.choices)
        for subject in judged.chosen.instance.parts:
            row, of_subject = next(rows), verdict.subjects[subject.id]
            chosen = list(islice(choices, len(subject.parts)))
            for what in _differences(of_subject, chosen, subjects, positions, row, compiled.release.scale):
                yield f"{case.id}/{subject.id}", what


def _rows(block: EvaluatedBlock) -> Sequence[int]:
    """The row of each subject, in the order of the block."""
    order = block.arrangement.subjects
    return range(block.arrangement.number) if order is None else np.argsort(order).tolist()


def _differences(
    verdict: SubjectVerdict,
    choices: Sequence[Choice],
    subjects: _Read,
    positions: Sequence[_Read],
    row: int,
    scale: Scale,
) -> Iterator[str]:
    for rule, of_rule in verdict.rules.items():
        if subjects.verdict(rule, row) != of_rule:
            yield rule
    for position, choice, rules in zip(positions, choices, verdict.conducts.values(), strict=False):
        if position.holds(LawRail("by decision"), row) != (choice.applied == "decision"):
            yield f"law, {choice.reason}"
        yield from (rule for rule, of_rule in rules.items() if position.verdict(rule, row) != of_rule)
    forms = verdict.forms
    if _ends(subjects, row, len(FORMS), _form) != (forms.low, forms.high, forms.lowest, forms.highest):
        yield "forms"
    for track in scale.tracks:
        of = verdict.tracks[track.key]

        def step(end: str, number: int, track: str = track.key) -> object:
            return StepRail(track, end.replace("at_least", "low").replace("at_most", "high"), number)

        if _ends(subjects, row, len(track.steps), step) != (of.low, of.high, of.lowest, of.highest):
            yield f"track {track.key}"


def _form(end: str, number: int) -> object:
    return FormRail(end, number)


def _ends(read: _Read, row: int, most: int, named: object) -> tuple[int, int, int, int]:
    def reached(end: str) -> int:
        return sum(read.holds(named(end, number), row) for number in range(1, most + 1))

    return reached("at_least"), reached("at_most"), reached("lowest"), most - reached("not_highest")


def blocks(cases: Iterable[Case]) -> Iterator[list[Case]]:
    """The cases, so many at a time."""
    waiting = iter(cases)
    while block := list(islice(waiting, BLOCK)):
        yield block


def verdict_programs(compiled: CompiledRelease) -> LevelPrograms:
    """Programs that write every verdict."""
    return LevelPrograms(compiled, Reported.of(compiled.release), writes="verdicts")


@dataclass(frozen=True)
class _Share:
    """The random cases that one process compares."""

    fixed: bool
    cases: int
    seed: int
    kernel: KernelName

    def compared(self) -> tuple[int, int]:
        """(how many subjects there were, how many differences); a difference is printed when it is found."""
        release = fixed_release() if self.fixed else default_release()
        programs = verdict_programs(CompiledRelease.of(release))
        found, subjects = 0, 0
        for block in blocks(random_cases(release, self.cases, self.seed)):
            subjects += sum(len(case.subjects) for case in block)
            for where, what in disagreements(block, programs, self.kernel):
                found += 1
                print(f"{release.name}: seed {self.seed}: {where}: {what}", file=sys.stderr, flush=True)
        return subjects, found


def _shares(fixed: bool, cases: int, seed: int, processes: int, name: KernelName) -> Iterator[_Share]:
    """The cases in equal shares, each from a seed of its own."""
    for number in range(processes):
        yield _Share(fixed, (cases + number) // processes, seed * processes + number, name)


def main() -> int:
    """Compares so many random cases under the rules in use, and under the rules of the workload."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.batch_agreement", description=__doc__)
    parser.add_argument("cases", type=int, help="how many random cases")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--kernel", choices=("numba", "numpy"), default="numba")
    options = parser.parse_args()
    differences = 0
    with ProcessPoolExecutor(options.processes) as pool:
        for fixed in (False, True):
            start = time.monotonic()
            shares = _shares(fixed, options.cases, options.seed, options.processes, options.kernel)
            compared = list(pool.map(_Share.compared, shares))
            subjects, found = (sum(numbers) for numbers in zip(*compared, strict=True))
            differences += found
            print(
                f"{'the rules of the workload' if fixed else 'the rules in use'}: {options.cases:,} cases, "
                f"{subjects:,} subjects, {found} differences ({time.monotonic() - start:,.0f} s)",
                flush=True,
            )
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
