"""How many unknown facts can change something by themselves, for each subject: the questions that an answer would list.

For every fact and every answer to it, the whole block is evaluated again with that answer wherever the fact is open, and compared
with what it showed before (`relevance`, for all rows at once). That is a few hundred evaluations of the block, so it costs a few
hundred times what the outcome costs, and is done where somebody asks for it. A block of few subjects is asked one by one instead:
an evaluation of a block has a price of its own, however few rows it has.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from zhunsheng.engine.batch.block_cases import as_cases
from zhunsheng.engine.batch.case_block import CaseBlock
from zhunsheng.engine.batch.evaluated_block import EvaluatedBlock, evaluated
from zhunsheng.engine.batch.hypotheses import Hypotheses, separated
from zhunsheng.engine.batch.kernel import Kernel
from zhunsheng.engine.batch.level_programs import LevelPrograms
from zhunsheng.engine.batch.outputs import FormRail, StepRail, Written
from zhunsheng.engine.batch.reported import Reported
from zhunsheng.engine.batch.words import Truths, Words, truths_of, words_of
from zhunsheng.engine.case import instances
from zhunsheng.engine.circuit.outputs import ContradictionOutput
from zhunsheng.engine.compiled import CompiledRelease
from zhunsheng.engine.explain.questions import open_questions

#: With fewer conducts than these, subjects are asked one by one.
FEW = 300


@dataclass(frozen=True)
class QuestionCounter:
    """Counts open questions under one release."""

    compiled: CompiledRelease
    run: Kernel

    def counts(self, block: CaseBlock) -> npt.NDArray[np.int16]:
        """The number of open questions of each subject, in the order of the block."""
        few = len(block.conduct_ids) < FEW
        return self.one_by_one(block) if few else self.together(block)

    def one_by_one(self, block: CaseBlock) -> npt.NDArray[np.int16]:
        """As many as an answer to each single case lists."""
        cases = as_cases(block, self.compiled.release.vocabulary)
        subjects = (subject for case in cases for subject in instances(case).parts)
        counts = [len(open_questions(self.compiled, subject, "alone").questions) for subject in subjects]
        return np.array(counts, dtype=np.int16)

    def together(self, block: CaseBlock) -> npt.NDArray[np.int16]:
        """The same, all rows at once."""
        alone = separated(block)
        before = evaluated(alone, self._programs, self.run)
        hypotheses = Hypotheses(alone, self.compiled.slots)
        found = np.zeros(len(block.subject_ids), np.int16)
        for place in hypotheses.places():
            matters = np.zeros(len(found), np.bool_)
            for hypothesis in hypotheses.of(place):
                after = evaluated(hypothesis.block, self._programs, self.run)
                matters |= hypothesis.subjects & _changed(before, after)
            found += matters
        return found

    @cached_property
    def _programs(self) -> LevelPrograms:
        reported = Reported.of(self.compiled.release)
        return LevelPrograms(self.compiled, reported, writes="differences", plain=True)


def _changed(before: EvaluatedBlock, after: EvaluatedBlock) -> Truths:
    """The subjects of whom something else is shown, and whose facts do not come to contradict each other."""
    shown = _any(before.subjects.rows ^ after.subjects.rows, before.subjects.of_kinds(FormRail, StepRail))
    impossible = _newly(before.subjects, after.subjects)
    sizes = before.arrangement.sizes()
    for one, other, size in zip(before.positions, after.positions, sizes, strict=True):
        of_conducts = _newly(one, other) & words_of(np.ones(size, np.bool_))
        impossible[: len(of_conducts)] |= of_conducts
    return before.arrangement.back(truths_of(shown & ~impossible, before.arrangement.number))


def _newly(before: Written, after: Written) -> Words:
    """Where facts contradict each other that did not before."""
    return _any(after.rows & ~before.rows, before.of_kinds(ContradictionOutput))


def _any(rows: Words, places: Sequence[int]) -> Words:
    """Where one of some rows is set."""
    found: Words = np.bitwise_or.reduce(rows[places], axis=0)
    return found
