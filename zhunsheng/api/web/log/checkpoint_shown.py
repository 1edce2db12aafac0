"""The checkpoint of the log as its page shows it, and what came of one that somebody brought along."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from zhunsheng.api.web.form_data import Filled
from zhunsheng.engine.evaluation import Language
from zhunsheng.records.consistency import HeldAgainst
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.log.base64_text import encoded
from zhunsheng.records.log.refusals import LogRefused


class _Shown(BaseModel):
    model_config = ConfigDict(frozen=True)


class WitnessShown(_Shown):
    """How the database stands to its witness.

    Attributes:
        kept: The size of the checkpoint that it keeps; null where it keeps none.
        problem: What is wrong; "" where nothing is.
    """

    there: bool
    kept: int | None
    problem: str


class HeldShown(_Shown):
    """What came of a checkpoint that was brought along.

    Attributes:
        problem: Why the log does not begin with it, or why it is none of this log's; "" where it does and is.
        hashes: The proof, in base 64.
    """

    sound: bool
    size: int
    root: str
    now: int
    now_root: str
    hashes: tuple[str, ...]
    problem: str
    mend: str


class CheckpointShown(_Shown):
    """The checkpoint of the log.

    Attributes:
        note: As it is kept: a signed note, or the bare lines where the log has no key.
        key: The verifier key; "" where the log is not signed.
    """

    note: str
    origin: str
    size: int
    root: str
    key: str
    witness: WitnessShown
    held: HeldShown | None
    filled: Filled


def checkpoint_shown(
    ledger: Ledger, language: Language, filled: Filled, held: HeldShown | None = None
) -> CheckpointShown:
    """The checkpoint as it is now. It is given away with this, and so it is remembered.

    Raises:
        StorageUnavailable, LogRefused, NodeLost: see `Ledger.checkpoint`.
    """
    sealed, key = ledger.checkpoint(), ledger.signing.key
    return CheckpointShown(
        note=sealed.to_bytes().decode(),
        origin=sealed.checkpoint.origin,
        size=sealed.checkpoint.size,
        root=encoded(sealed.checkpoint.root),
        key="" if key is None else str(key.verifier),
        witness=_witness(ledger, language),
        held=held,
        filled=filled,
    )


def held_shown(found: HeldAgainst, language: Language) -> HeldShown:
    """What came of a checkpoint, in words."""
    problem, mend = ("", "") if found.problem is None else found.problem.say(language)
    return HeldShown(
        sound=found.problem is None,
        size=found.old.size,
        root=encoded(found.old.root),
        now=found.head.size,
        now_root=encoded(found.head.root),
        hashes=tuple(map(encoded, found.hashes)),
        problem=problem,
        mend=mend,
    )


def _witness(ledger: Ledger, language: Language) -> WitnessShown:
    try:
        found = ledger.standing()
    except LogRefused as error:
        return WitnessShown(there=True, kept=None, problem=error.problem.say(language)[0])
    return WitnessShown(
        there=ledger.witness is not None,
        kept=None if found.kept is None else found.kept.size,
        problem="" if found.problem is None else found.problem.say(language)[0],
    )
