"""Evaluations of the log, replayed under the rulesets that were kept with them.

Each says what it was made of by a digest, and what that was is kept as files (`storage.release_rows`). To unpack and compile
those takes longer than to replay a case, so evaluations are replayed basis by basis, each of which is unpacked once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import rfc8785

from zhunsheng.engine.case import Case
from zhunsheng.engine.engines.rete.client import Absence
from zhunsheng.engine.evaluation import Evaluator, Language
from zhunsheng.engine.release import Release
from zhunsheng.records.recorded_evaluations import Erased, Located, RecordedEvaluation, recorded
from zhunsheng.records.replaying import Engine, Recorded, Replayed, replayed
from zhunsheng.records.storage.entry_rows import EntryRows
from zhunsheng.records.storage.release_rows import stored_ruleset


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
                yield read if isinstance(read, Erased) else replayed(to_replay(one, read), evaluator, engine)


def to_replay(of: Located, read: RecordedEvaluation) -> Recorded:
    """What of a recorded evaluation a replay needs: the facts and the answer, to the byte."""
    answer = read.answer.document
    language: Language = "en" if answer.get("language") == "en" else "zh"
    return Recorded(of.id, language, rfc8785.dumps(read.facts.document), rfc8785.dumps(answer))


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
