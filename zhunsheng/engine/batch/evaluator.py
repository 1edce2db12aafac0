"""Evaluates blocks of cases: what `zhunsheng batch` does with each, and what runs on each machine of a cluster.

    evaluator = BatchEvaluator(CompiledRelease.of(default_release()))
    batch = evaluator.evaluate(block)          # one row a subject, in the order of the block (`results.SCHEMA`)

The same circuits, the same law, the same choice of measures as for a single case: a property test compares the two, rule by rule
and range by range. What a batch leaves out (traces, reports) is derived again for the case that somebody asks about.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pyarrow as pa

from zhunsheng.engine.batch.case_block import CaseBlock, Codes, ColumnKey, Columns, Days, cases_of
from zhunsheng.engine.batch.evaluated_block import EvaluatedBlock, evaluated
from zhunsheng.engine.batch.kernel import KernelName, fastest, kernel
from zhunsheng.engine.batch.level_programs import LevelPrograms
from zhunsheng.engine.batch.open_questions import QuestionCounter
from zhunsheng.engine.batch.outcome_columns import Measures, forms, listed
from zhunsheng.engine.batch.outputs import RuleRail
from zhunsheng.engine.batch.reported import Reported
from zhunsheng.engine.batch.results import SCHEMA
from zhunsheng.engine.batch.words import Words
from zhunsheng.engine.compiled import CompiledRelease
from zhunsheng.engine.law_dates import DECISION_DATE
from zhunsheng.engine.vocabulary.facts import FactRef

#: What a result says of who and where, by the column that says it.
WHOSE = {
    "province": FactRef("case", "province"),
    "category": FactRef("subject", "category"),
    "level": FactRef("subject", "level"),
}


@dataclass(frozen=True)
class BatchEvaluator:
    """Evaluates blocks of cases under one release. Safe to use from several threads; most of the time they run at once.

    Attributes:
        questions: Whether open questions are counted: each answer to each is an evaluation of its own (`open_questions`).
        kernel: What runs the programs.
    """

    compiled: CompiledRelease
    questions: bool = False
    kernel: KernelName = field(default_factory=fastest)

    def evaluate(self, block: CaseBlock) -> pa.RecordBatch:
        """One row a subject, in the order of the block."""
        found = evaluated(block, self._programs, kernel(self.kernel))
        rows = found.arrangement.number
        ends = {
            end: found.arrangement.back(forms(found.subjects, rows, rail))
            for end, rail in (
                ("recommended", "recommended"),
                ("at_least", "at_least"),
                ("at_most", "at_most"),
                ("lowest", "lowest"),
                ("highest", "not_highest"),
            )
        }
        contingent = (ends["lowest"] != ends["at_least"]) | (ends["highest"] != ends["at_most"])
        columns = {
            "row": pa.array(block.rows, pa.int64()),
            "case_id": block.case_ids.take(pa.array(cases_of(block))),
            "subject_id": block.subject_ids,
            **_whose(block, self.compiled),
            **{end: pa.array(values) for end, values in ends.items()},
            "contingent": pa.array(contingent),
            "findings": _back(found, listed(self._findings(found), rows)),
            "measures": _back(found, self._measures.of(found.subjects, rows)),
            "rules": _back(found, listed(self._rules(found), rows)),
            "open_questions": self._questions(block),
            "digest": pa.repeat(pa.scalar(self.compiled.release.digest), rows),
            "error": pa.nulls(rows, pa.string()),
        }
        return pa.record_batch([columns[field.name] for field in SCHEMA], schema=SCHEMA)

    def _questions(self, block: CaseBlock) -> pa.Array:
        """How many facts are open that can change something by themselves."""
        if not self.questions:
            return pa.nulls(len(block.subject_ids), pa.int16())
        return pa.array(self._counter.counts(block), pa.int16())

    @cached_property
    def _counter(self) -> QuestionCounter:
        return QuestionCounter(self.compiled, kernel(self.kernel))

    @cached_property
    def _programs(self) -> LevelPrograms:
        return LevelPrograms(self.compiled, Reported.of(self.compiled.release))

    @cached_property
    def _measures(self) -> Measures:
        return Measures(self.compiled.release.scale)

    def _findings(self, found: EvaluatedBlock) -> dict[str, Words]:
        """By category of the notices, the subjects with a conduct that is found to belong to it."""
        rows: dict[str, Words] = {}
        for rule, category in self._programs.reported.findings.items():
            of_rule = found.conduct_rules[rule]
            rows[category] = rows[category] | of_rule if category in rows else of_rule
        return rows

    def _rules(self, found: EvaluatedBlock) -> dict[str, Words]:
        """By deciding rule, the subjects on whom, or on a conduct of whom, it is established."""
        reported = self._programs.reported
        return {rule: found.conduct_rules[rule] for rule in reported.of_conducts} | {
            rule: found.subjects[RuleRail(rule, "established")] for rule in reported.of_subjects
        }


def _back(found: EvaluatedBlock, values: pa.Array) -> pa.Array:
    """What was found for each subject, in the block's own order."""
    order = found.arrangement.subjects
    return values if order is None else values.take(pa.array(np.argsort(order)))


def _whose(block: CaseBlock, compiled: CompiledRelease) -> dict[str, pa.Array]:
    """Where and who, as far as it is known, and the month of the decision where it is known to the month."""
    subjects = len(block.subject_ids)
    of_cases = pa.array(cases_of(block))
    found = {}
    for name, ref in WHOSE.items():
        columns = block.cases if ref.entity == "case" else block.subjects
        values = _keys(columns, ref, compiled, len(block.case_ids) if ref.entity == "case" else subjects)
        found[name] = values.take(of_cases) if ref.entity == "case" else values
    found["month"] = _months(block).take(of_cases)
    return found


def _keys(columns: Columns, ref: FactRef, compiled: CompiledRelease, rows: int) -> pa.Array:
    vocabulary = compiled.release.vocabulary
    column = columns.get(ColumnKey(ref))
    if column is None or not vocabulary.has(ref) or not isinstance(column, Codes):
        return pa.nulls(rows, pa.string())
    return pa.array(vocabulary.fact(ref).value_keys(), pa.string()).take(column.values)


def _months(block: CaseBlock) -> pa.Array:
    column = block.cases.get(ColumnKey(DECISION_DATE))
    if not isinstance(column, Days):
        return pa.nulls(len(block.case_ids), pa.string())
    first, last = (
        values.to_numpy(zero_copy_only=False).astype("datetime64[M]")
        for values in (column.earliest, column.latest)
    )
    same = (first == last) & column.earliest.is_valid().to_numpy(zero_copy_only=False)
    months, which = np.unique(first[same], return_inverse=True)
    places = np.full(len(first), -1)
    places[same] = which
    return pa.array([str(month) for month in months], pa.string()).take(pa.array(places, mask=places < 0))
