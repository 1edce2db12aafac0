"""A checkpoint that somebody took home, held against the log as it is now: does it still begin with what he saw?"""

from __future__ import annotations

from dataclasses import dataclass

from zhunsheng.engine.problems import Problem
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.log import verification_problems as say
from zhunsheng.records.log.checkpoints import Checkpoint, SealedCheckpoint, parse
from zhunsheng.records.log.proof_checks import verify_consistency
from zhunsheng.records.log.proofs import Proof, consistency_proof
from zhunsheng.records.log.refusals import LogRefused
from zhunsheng.records.signing_history import history_of
from zhunsheng.records.storage.entry_rows import EntryRows
from zhunsheng.records.storage.tree_rows import TreeRows


@dataclass(frozen=True)
class HeldAgainst:
    """What came of it.

    Attributes:
        old: The checkpoint that was brought along.
        head: The log as it is now.
        hashes: The proof that the one begins with the other.
        problem: Why it is not shown; None where it is.
        signed: Whether the old one is signed by whoever had to sign it then; without a key nobody had to.
    """

    old: Checkpoint
    head: Checkpoint
    hashes: Proof
    problem: Problem | None
    signed: bool


def hold_against(ledger: Ledger, note: bytes) -> HeldAgainst:
    """Holds a checkpoint against the log.

    Args:
        note: As it was taken home: a signed note, or its first three lines where the log has no key.

    Raises:
        LogRefused: it is no checkpoint (``checkpoint_malformed``, ``note_malformed``).
        NodeLost: the tree of the log cannot be put together.
        StorageUnavailable: the database does not answer.
    """
    sealed = parse(note)
    with ledger.reading() as log:
        head = ledger.head(log)
        hashes, problem = _compared(log, sealed.checkpoint, head)
        unsigned = _unsigned(ledger, log, sealed)
    return HeldAgainst(sealed.checkpoint, head, hashes, problem or unsigned, unsigned is None)


def _compared(log: EntryRows, old: Checkpoint, head: Checkpoint) -> tuple[Proof, Problem | None]:
    if old.origin != head.origin:
        return (), say.checkpoint_other_log(old.origin, head.origin)
    if old.size > head.size:
        return (), say.held_beyond(old.size, head.size)
    hashes = consistency_proof(old.size, head.size, TreeRows(log.connection))
    try:
        verify_consistency(old.size, head.size, old.root, head.root, hashes)
    except LogRefused as error:
        return hashes, error.problem
    return hashes, None


def _unsigned(ledger: Ledger, log: EntryRows, sealed: SealedCheckpoint) -> Problem | None:
    """Why the checkpoint is not one that this log signed."""
    key = ledger.signing.key
    try:
        history_of(log.connection, None if key is None else key.verifier).verify(sealed)
    except LogRefused as error:
        return error.problem
    return None
