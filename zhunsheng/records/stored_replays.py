"""Evaluations of the log, replayed under the rulesets that were kept with them.

Each says what it was made of by a digest, and what that was is kept as files (`storage.release_rows`). To unpack and compile
those takes longer than to replay a case, so evaluations are replayed basis by basis, each of which is unpacked once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack

import rfc8785

from zhunsheng.engine.batch.packed_ruleset import PackedRuleset
from zhunsheng.engine.case import Case
from zhunsheng.engine.engines.rete.client import Absence
from zhunsheng.engine.evaluation import Evaluator, Language
from zhunsheng.engine.problems import InputError
from zhunsheng.engine.release import Release
from zhunsheng.records.recorded_evaluations import Erased, Located, RecordedEvaluation, recorded
from zhunsheng.records.replaying import Engine, Recorded, Replayed, replayed
from zhunsheng.records.storage.entry_rows import EntryRows
from zhunsheng.records.storage.release_rows import stored_ruleset


def replay(log: EntryRows, wanted: Iterable[Located], engine: Engine) -> Iterator[Replayed | Erased]:
    """Replays evaluations, basis by basis. What cannot be replayed says why, and the others are replayed all the same.

    Raises:
        LogRefused: a content is not what its entry names.
        Sealed: a content was sealed with a key that is not here.
    """
    of_basis: dict[str, list[Located]] = {}
    for one in wanted:
        of_basis.setdefault(one.basis, []).append(one)
    for basis, together in of_basis.items():
        read = ((one, recorded(log, one)) for one in together)
        yield from replay_under(stored_ruleset(log.connection, basis), basis, read, engine)


def replay_under(
    packed: PackedRuleset | None,
    basis: str,
    read: Iterable[tuple[Located, RecordedEvaluation | Erased]],
    engine: Engine,
) -> Iterator[Replayed | Erased]:
    """Replays evaluations that were made of one basis.

    Args:
        packed: The files of that basis; None where they were never kept.
    """
    if packed is None:
        yield from _all_failed(read, engine, f"ruleset_missing: {basis}")
        return
    with ExitStack() as opened:
        try:
            release = opened.enter_context(packed.unpacked())
            evaluator = opened.enter_context(evaluator_of(release, engine))
        except (
            InputError
        ) as error:  # the files are not those that the digest names, or none that this version reads
            yield from _all_failed(read, engine, f"ruleset_unusable: {basis}: {error.problems[0].what}")
            return
        for of, one in read:
            yield one if isinstance(one, Erased) else replay_with(evaluator, of, one, engine)


def replay_with(evaluator: Evaluator, of: Located, read: RecordedEvaluation, engine: Engine) -> Replayed:
    """Replays an evaluation with an evaluator that answers from its basis."""
    try:
        return replayed(to_replay(of, read), evaluator, engine)
    except InputError as error:
        return Replayed(of.id, engine, failure=f"facts_unreadable: {error.problems[0].what}")


def to_replay(of: Located, read: RecordedEvaluation) -> Recorded:
    """What of a recorded evaluation a replay needs: the facts and the answer, to the byte."""
    answer = read.answer.document
    language: Language = "en" if answer.get("language") == "en" else "zh"
    return Recorded(of.id, language, rfc8785.dumps(read.facts.document), rfc8785.dumps(answer))


def _all_failed(
    read: Iterable[tuple[Located, RecordedEvaluation | Erased]], engine: Engine, why: str
) -> Iterator[Replayed | Erased]:
    for of, one in read:
        yield one if isinstance(one, Erased) else Replayed(of.id, engine, failure=why)


def evaluator_of(release: Release, engine: Engine) -> Evaluator:
    """Evaluates as the engine that was asked for wants it: with the second one, unless the first one's word is enough."""
    return Evaluator(release, second=_Unasked()) if engine == "bits" else Evaluator(release)


class _Unasked:
    """A second engine that nobody asks."""

    running = False

    def ready(self) -> None:
        """Is as ready as it gets."""

    def evaluate(self, case: Case) -> Absence:  # noqa: ARG002  # the protocol names it
        """Says that it was not asked."""
        return Absence("replayed by the first engine alone")

    def close(self) -> None:
        """Holds nothing."""
