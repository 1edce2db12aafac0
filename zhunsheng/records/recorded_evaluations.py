"""Evaluations as the log has them, to be replayed: the facts and the answer to the byte, and the basis of both.

Each says what it was made of by a digest, and what that was is kept as files (`storage.release_rows`). To unpack and compile
those takes longer than to replay a case, so evaluations are replayed basis by basis, each of which is unpacked once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import rfc8785
from sqlalchemy import select

from zhunsheng.engine.case import Case
from zhunsheng.engine.engines.rete.client import Absence
from zhunsheng.engine.evaluation import Evaluator, Language
from zhunsheng.engine.problems import Chinese, InputError, Problem
from zhunsheng.engine.release import Release
from zhunsheng.records.case_files import CaseFiles
from zhunsheng.records.evaluating import evaluation_id
from zhunsheng.records.log.entries import parse
from zhunsheng.records.replaying import Engine, Recorded, Replayed, replayed
from zhunsheng.records.storage import tables
from zhunsheng.records.storage.entry_rows import EntryRows
from zhunsheng.records.storage.release_rows import stored_ruleset
from zhunsheng.records.workflow.events import EvaluationRecorded, FactsRecorded

#: The kind of the entries that are evaluations.
_KIND = "evaluation.recorded"


@dataclass(frozen=True)
class Located:
    """Where an evaluation is.

    Attributes:
        number: Its place among the events of the case.
        basis: The digest of what it was made of.
    """

    case: str
    number: int
    basis: str

    @property
    def id(self) -> str:
        """What it is called."""
        return evaluation_id(self.case, self.number)


@dataclass(frozen=True)
class Erased:
    """An evaluation that cannot be replayed any more, because its facts or its answer were erased."""

    id: str


def located(log: EntryRows) -> tuple[Located, ...]:
    """Every evaluation, in the order of the log.

    Raises:
        LogRefused: an entry is none any more.
    """
    found = select(tables.entries.c.body).where(tables.entries.c.kind == _KIND)
    read = [parse(bytes(row.body)) for row in log.connection.execute(found.order_by(tables.entries.c.number))]
    return tuple(
        Located(entry.subjects["case"], entry.facts["number"], entry.facts["basis"]) for entry in read
    )


def find(log: EntryRows, wanted: str) -> Located:
    """The evaluation of that name.

    Raises:
        InputError: there is none.
    """
    case, _, number = wanted.rpartition("~")
    for event in CaseFiles(log).history(case):
        if isinstance(event, EvaluationRecorded) and str(event.number) == number:
            return Located(case, event.number, event.basis)
    zh = Chinese(f"没有编号为 {wanted} 的评估", "编号写作 案卷编号~步骤号，例如 case-1~3")
    mend = "An evaluation is called by its case and its place among the events of it, such as case-1~3."
    raise InputError([Problem("unknown_evaluation", f"there is no evaluation {wanted}", mend=mend, zh=zh)])


def recorded(log: EntryRows, of: Located) -> Recorded | Erased:
    """An evaluation as it was recorded, or that its contents are no more.

    Raises:
        LogRefused: a content is not what its entry names.
        Sealed: a content was sealed with a key that is not here.
    """
    events = {event.number: event for event in CaseFiles(log).history(of.case, with_contents=True)}
    evaluation = events[of.number]
    if not isinstance(evaluation, EvaluationRecorded):
        raise TypeError(f"{of.id} is no evaluation")
    facts = events[evaluation.facts]
    if not isinstance(facts, FactsRecorded) or facts.content is None or evaluation.content is None:
        return Erased(of.id)
    answer = evaluation.content.document
    language: Language = "en" if answer.get("language") == "en" else "zh"
    return Recorded(of.id, language, rfc8785.dumps(facts.content.document), rfc8785.dumps(answer))


def replay(log: EntryRows, wanted: Iterable[Located], engine: Engine) -> Iterator[Replayed | Erased]:
    """Replays evaluations, basis by basis.

    Raises:
        InputError: the files that were kept are not those that the digest names, or no case is one to this version.
    """
    of_basis: dict[str, list[Located]] = {}
    for one in wanted:
        of_basis.setdefault(one.basis, []).append(one)
    for basis, together in of_basis.items():
        packed = stored_ruleset(log.connection, basis)
        if packed is None:
            for one in together:
                yield Replayed(one.id, engine, failure=f"ruleset_missing: {basis}")
            continue
        with packed.unpacked() as release, evaluator_of(release, engine) as evaluator:
            for one in together:
                read = recorded(log, one)
                yield read if isinstance(read, Erased) else replayed(read, evaluator, engine)


def evaluator_of(release: Release, engine: Engine) -> Evaluator:
    """Evaluates as the engine that was asked for wants it: with the second one, unless the first one's word is enough."""
    return Evaluator(release, second=_Unasked()) if engine == "bits" else Evaluator(release)


class _Unasked:
    """A second engine that nobody asks."""

    running = False

    def evaluate(self, case: Case) -> Absence:  # noqa: ARG002  # the protocol names it
        """Says that it was not asked."""
        return Absence("replayed by the first engine alone")

    def close(self) -> None:
        """Holds nothing."""
