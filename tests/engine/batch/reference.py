"""A batch by the interactive path: slow, and right by definition. What evaluates columns is compared with this."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from zhunsheng.engine.assembly import Assembler
from zhunsheng.engine.batch.block_cases import as_cases
from zhunsheng.engine.batch.case_block import CaseBlock
from zhunsheng.engine.batch.results import SCHEMA
from zhunsheng.engine.case import Case, Instance, instances
from zhunsheng.engine.compiled import CompiledRelease
from zhunsheng.engine.engines.verdict import SubjectVerdict, Verdict
from zhunsheng.engine.explain.explained import Explained
from zhunsheng.engine.explain.questions import open_questions
from zhunsheng.engine.law_dates import DECISION_DATE
from zhunsheng.engine.outcome import recommended_form, usual_form
from zhunsheng.engine.vocabulary.dates import PartialDate
from zhunsheng.engine.vocabulary.facts import FactRef

#: Rules of these kinds decide; of the others, those that move an end or choose within a range.
DECIDING = ("provision", "measure", "tolerance")


@dataclass(frozen=True)
class ReferenceEvaluator:
    """Evaluates the cases of a block one by one.

    Attributes:
        questions: Whether open questions are counted.
    """

    compiled: CompiledRelease
    questions: bool = True

    def evaluate(self, block: CaseBlock) -> pa.RecordBatch:
        """One row a subject, in the order of the block."""
        found = [row for case in as_cases(block, self.compiled.release.vocabulary) for row in self.rows(case)]
        records = block.rows.tolist()
        return pa.RecordBatch.from_pylist(
            [{**row, "row": record} for row, record in zip(found, records, strict=True)], schema=SCHEMA
        )

    def rows(self, case: Case) -> Iterator[dict[str, Any]]:
        """The rows of one case, but for the number of its record."""
        release, laws = self.compiled.release, self.compiled.laws
        top = instances(case)
        judged = laws.judge(top)
        verdict = laws.verdict(judged)
        explained = Explained(release, case, verdict, judged.chosen.instance, judged.horizon.instance)
        for plain, instance in zip(top.parts, explained.top.parts, strict=True):
            yield {
                "case_id": case.id,
                "subject_id": plain.id,
                **_whose(plain),
                **self._forms(verdict.subjects[plain.id]),
                **self._concluded(explained, instance, verdict),
                "open_questions": self._questions(plain),
                "digest": release.digest,
            }

    def _forms(self, verdict: SubjectVerdict) -> dict[str, Any]:
        release, forms = self.compiled.release, verdict.forms
        usual = usual_form(release.rules, verdict.rules, release.scale)
        return {
            "recommended": recommended_form(verdict.tracks, release.scale, usual),
            "at_least": forms.low,
            "at_most": forms.high,
            "lowest": forms.lowest,
            "highest": forms.highest,
            "contingent": (forms.lowest, forms.highest) != (forms.low, forms.high),
        }

    def _concluded(self, explained: Explained, instance: Instance, verdict: Verdict) -> dict[str, Any]:
        release, scale = self.compiled.release, self.compiled.release.scale
        of_subject = verdict.subjects[instance.id]
        steps = Assembler(explained, "en").recommended(instance, of_subject).steps
        established = {key for key, of in of_subject.rules.items() if of.established}
        of_conducts = {
            key for rules in of_subject.conducts.values() for key, of in rules.items() if of.established
        }
        named = {move.conclusion for move in scale.moves} | {
            usual.conclusion for usual in scale.practice.forms
        }
        measures = []
        for track in scale.tracks:
            ends, step = of_subject.tracks[track.key], steps[track.key]
            if max(ends.low, 1) <= step <= ends.high:
                measures.append(track.steps[step - 1].key)
        return {
            "findings": sorted(
                {release.rules[key].conclusion for key in of_conducts if release.rules[key].kind == "finding"}
            ),
            "measures": measures,
            "rules": sorted(
                key
                for key in established | of_conducts
                if release.rules[key].kind in DECIDING or release.rules[key].conclusion in named
            ),
        }

    def _questions(self, subject: Instance) -> int | None:
        return len(open_questions(self.compiled, subject, "alone").questions) if self.questions else None


def _whose(subject: Instance) -> dict[str, Any]:
    """Where and who, as far as it is known."""
    decided = subject.facts.get(DECISION_DATE)
    month = None
    if isinstance(decided, PartialDate):
        first, last = (day.isoformat()[:7] for day in (decided.earliest, decided.latest))
        month = first if first == last else None
    return {
        "province": subject.facts.get(FactRef("case", "province")),
        "category": subject.facts.get(FactRef("subject", "category")),
        "level": subject.facts.get(FactRef("subject", "level")),
        "month": month,
    }
