"""Evaluates a case: the one function that everything else in the project serves.

    suggestion = evaluate(case)

The case is evaluated by both engines, which share nothing but the parsed rules. If they differ, no suggestion is given: an error
names the rules. Where the second engine is absent or fails, the answer says that one engine checked it.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Literal, Protocol, Self

from pydantic import BaseModel

from zhunsheng.engine.answer_trace import Trace
from zhunsheng.engine.applied_law import applied_law
from zhunsheng.engine.assembly import Assembler
from zhunsheng.engine.both_laws import Judged, Run
from zhunsheng.engine.case import Case, Instance, instances, under_laws_of
from zhunsheng.engine.compiled import CompiledRelease
from zhunsheng.engine.duties import duties
from zhunsheng.engine.engines.rete.client import Absence, ReteClient
from zhunsheng.engine.engines.verdict import Verdict, differences
from zhunsheng.engine.explain.explained import Explained
from zhunsheng.engine.explain.questions import open_questions
from zhunsheng.engine.explain.trace import TraceBuilder
from zhunsheng.engine.language.documents import Document, Value, read_file
from zhunsheng.engine.precedents import Precedents
from zhunsheng.engine.proof.horizon import horizon
from zhunsheng.engine.release import Release, default_release
from zhunsheng.engine.suggestion import Engines, Horizon, ReleaseInfo, SubjectAnswer, Suggestion
from zhunsheng.engine.vocabulary.models import case_model, read_case

Language = Literal["zh", "en"]
_NO_TRACE = Trace(nodes=(), not_applicable={})
#: What became of asking the second engine.
Agreement = Literal["agreed", "differ", "one_engine"]


class EnginesDiffer(Exception):
    """The two engines disagree, so there is no answer.

    Attributes:
        where: Ids of the rules, and ``subject: track`` of the ranges, on which they differ.
    """

    def __init__(self, case_id: str, where: tuple[str, ...]) -> None:
        self.case_id = case_id
        self.where = where
        super().__init__(f"the engines differ on case '{case_id}': {', '.join(where)}")


class SecondEngine(Protocol):
    """An engine that checks the first one: a verdict of its own, or the reason why there is none."""

    @property
    def running(self) -> bool:
        """Whether it is there now; one that is not may start with the next case."""

    def ready(self) -> Absence | None:
        """Starts it if it is not there: None once it is, or why it is not. It need not be called."""

    def evaluate(self, case: Case) -> Verdict | Absence:
        """The verdict on a case."""

    def close(self) -> None:
        """Frees what it holds."""


@dataclass
class Evaluator:
    """Evaluates cases under one release. Safe to use from several threads; close it, or use it in `with`.

    Attributes:
        deadline: Seconds that the second engine may take for one case.
        second: The second engine; by default durable-rules in a worker process.
        watch: Is told of each evaluation whether the engines agreed, from the thread that asks the second one; for those who
            count.
    """

    release: Release
    deadline: float = 10.0
    second: SecondEngine | None = None
    watch: Callable[[Agreement], None] = field(default=lambda _: None, repr=False)

    def __post_init__(self) -> None:
        self.compiled = CompiledRelease.of(self.release)
        self.circuits = self.compiled.circuits
        self.bits = self.compiled.bits
        self.laws = self.compiled.laws
        self.slots = self.compiled.slots
        self.model: type[BaseModel] = case_model(self.release.vocabulary)
        self.precedents = Precedents.load(self.release, self.model)
        if self.second is None:
            self.second = ReteClient(self.release, self.deadline)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends the second engine's worker."""
        if self.second is not None:
            self.second.close()

    def read(self, document: Document) -> Case:
        """A case document as a case.

        Raises:
            InputError: it is not a case; every problem with its place.
        """
        return read_case(document, self.model, self.release.vocabulary)

    def evaluate(
        self, case: Case, language: Language = "zh", *, every_rule: bool = False, traced: bool = True
    ) -> Suggestion:
        """The suggestion for a case.

        Args:
            every_rule: Whether rules that are known to fail are in the trace, too, with their conditions.
            traced: Whether it has its trace. Without, it takes two thirds of the time: for pages that show none, such as one on
                which facts are tried, and for nothing that is kept or handed on.

        Raises:
            EnginesDiffer: the engines do not agree.
        """
        judged = self.laws.judge(instances(case))
        with ThreadPoolExecutor(1) as beside:
            # The second engine is a process of its own: it works while the answer of the first is put together.
            engines = beside.submit(self.second_opinion, case, judged.runs, language)
            assembler = self._assembler(case, judged, language)
            subjects = self._subjects(case, assembler)
            trace = self._trace(judged, assembler, every_rule=every_rule) if traced else _NO_TRACE
        return Suggestion(
            case_id=case.id,
            language=language,
            release=ReleaseInfo(
                name=self.release.name, version=self.release.version, digest=self.release.digest
            ),
            law=applied_law(assembler.explained, judged.choices, language),
            engines=engines.result(),
            subjects=subjects,
            procedure=tuple(duties(assembler.explained, assembler.explained.top, {}, language)),
            warnings=assembler.notices(assembler.explained.top),
            trace=trace,
        )

    def _assembler(self, case: Case, judged: Judged, language: Language) -> Assembler:
        chosen, horizon = judged.chosen.instance, judged.horizon.instance
        return Assembler(Explained(self.release, case, self.laws.verdict(judged), chosen, horizon), language)

    def _trace(self, judged: Judged, assembler: Assembler, *, every_rule: bool) -> Trace:
        explained, verdict = assembler.explained, assembler.explained.verdict
        stages = {part.instance.id: self.bits.stages(part, 0) for part in judged.chosen.evaluated.parts}
        recommended = {
            instance.id: assembler.recommended(instance, verdict.subjects[instance.id]).steps
            for instance in explained.top.parts
        }
        return TraceBuilder(explained, assembler.language, every_rule=every_rule).trace(stages, recommended)

    def _subjects(self, case: Case, assembler: Assembler) -> tuple[SubjectAnswer, ...]:
        explained, language = assembler.explained, assembler.language
        return tuple(
            assembler.subject(
                instance,
                explained.verdict.subjects[instance.id],
                open_questions(self.compiled, plain, "alone").questions,
                self.precedents.similar(instance, language, case.id),
                self.horizon(plain),
            )
            for plain, instance in zip(instances(case).parts, explained.top.parts, strict=True)
        )

    def horizon(self, subject: Instance) -> Horizon | None:
        """What a subject can still come to; None where its facts contradict each other.

        Args:
            subject: Its facts; a law that its conducts were given has no say.
        """
        found = horizon(self.compiled.rulebook, subject)
        if found is None:
            return None
        return Horizon(
            lowest=found.lowest, highest=found.highest, recommended=found.recommended, exact=found.exact
        )

    def second_opinion(self, case: Case, runs: Sequence[Run], language: Language) -> Engines:
        """Whether the second engine says the same under every law that was tried."""
        if self.second is None:
            raise RuntimeError("the evaluator was not initialized")
        for run in runs:
            other = self.second.evaluate(under_laws_of(case, run.instance))
            if isinstance(other, Absence):
                self.watch("one_engine")
                say = {"zh": "仅由一个引擎核对：{reason}", "en": "checked by one engine: {reason}"}[language]
                return Engines(agreed=None, ran=("bits",), note=say.format(reason=other.reason))
            where = tuple(differences(self.bits.verdict(run.evaluated, 0), other))
            if where:
                self.watch("differ")
                raise EnginesDiffer(case.id, where)
        self.watch("agreed")
        return Engines(agreed=True, ran=("bits", "rete"))


@functools.cache
def default_evaluator() -> Evaluator:
    """The evaluator of the rulesets that come with the project, made once."""
    return Evaluator(default_release())


def evaluate(case: Case | Mapping[str, Value] | Path, language: Language = "zh") -> Suggestion:
    """Evaluates a case under the rulesets that come with the project.

    Args:
        case: A case, its document as plain values, or the path of a YAML or JSON file.

    Raises:
        InputError: the document is not a case.
        EnginesDiffer: the engines do not agree.
    """
    evaluator = default_evaluator()
    if isinstance(case, Path):
        case = evaluator.read(read_file(case))
    elif not isinstance(case, Case):
        case = evaluator.read(Document(dict(case), "case"))
    return evaluator.evaluate(case, language)
