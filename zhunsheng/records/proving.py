"""An entry held against the log as it is now: is it still what was hashed, and is the log still what was acknowledged?

Both are asked each time, the way an auditor's own program goes (`log.proof_checks`): the leaf is computed from the bytes of the
entry, and led to the root. An entry that was changed in the database no longer leads there; where somebody changed the tree with
it, the root is another than the one that the witness keeps outside of the database.
"""

from __future__ import annotations

from dataclasses import dataclass

from zhunsheng.engine.problems import Problem
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.log import witness
from zhunsheng.records.log.checkpoints import Checkpoint
from zhunsheng.records.log.entry_proofs import EntryProof
from zhunsheng.records.log.merkle import leaf_hash
from zhunsheng.records.log.proof_checks import verify_inclusion
from zhunsheng.records.log.proofs import Proof, inclusion_proof
from zhunsheng.records.log.refusals import LogRefused, problem
from zhunsheng.records.storage.entry_rows import EntryRows, Numbered
from zhunsheng.records.storage.tree_rows import NodeLost, TreeRows


@dataclass(frozen=True)
class Proved:
    """What came of it.

    Attributes:
        entry: As it stands in the database.
        leaf: The hash of its bytes.
        head: The log as it is now; None where its tree cannot be put together.
        hashes: The proof.
        not_included: Why it is not shown that the log holds the entry; None where it is shown.
        not_witnessed: Why the log is not the one that the witness knows; None where it is.
        witnessed: The size of the checkpoint that the witness keeps; None where it keeps none, or nobody is the witness.
    """

    entry: Numbered
    leaf: bytes
    head: Checkpoint | None
    hashes: Proof
    not_included: Problem | None
    not_witnessed: Problem | None
    witnessed: int | None

    @property
    def sound(self) -> bool:
        """Whether nothing speaks against it."""
        return self.not_included is None and self.not_witnessed is None


def prove(ledger: Ledger, log: EntryRows, number: int) -> Proved | None:
    """Holds an entry against the log as a transaction sees it; None where there is no such entry.

    Raises:
        StorageUnavailable: the database does not answer.
    """
    found = log.get(number)
    if found is None:
        return None
    leaf, tree = leaf_hash(found.data), TreeRows(log.connection)
    head: Checkpoint | None = None
    hashes: Proof = ()
    not_included: Problem | None = None
    try:
        head = ledger.head(log)
        hashes = inclusion_proof(number, head.size, tree)
        verify_inclusion(number, head.size, leaf, hashes, head.root)
    except NodeLost as lost:
        not_included = _node_lost(lost)
    except LogRefused as error:
        not_included = error.problem
    kept, not_witnessed = _witnessed(ledger, log)
    return Proved(found, leaf, head, hashes, not_included, not_witnessed, kept)


def proof_to_take_away(ledger: Ledger, number: int) -> EntryProof | None:
    """An entry with its proof and a checkpoint, which is remembered as one that was given away; None where there is no entry.

    Raises:
        StorageUnavailable: the database does not answer or cannot write.
        NodeLost: the tree cannot be put together.
    """
    sealed = ledger.checkpoint()
    size = sealed.checkpoint.size
    if not 0 <= number < size:
        return None
    with ledger.reading() as log:
        found = log.get(number)
        if found is None:
            return None
        return EntryProof(number, found.data, inclusion_proof(number, size, TreeRows(log.connection)), sealed)


def _witnessed(ledger: Ledger, log: EntryRows) -> tuple[int | None, Problem | None]:
    """How large the log is that the witness knows, and why this is not it."""
    if ledger.witness is None:
        return None, None
    try:
        kept = witness.read(ledger.witness)
    except LogRefused as error:
        return None, error.problem
    if kept is None:
        return None, None
    tree = TreeRows(log.connection)
    found = witness.compare(kept.checkpoint, ledger.origin, tree.size(), tree)
    return kept.checkpoint.size, found.problem


def _node_lost(lost: NodeLost) -> Problem:
    return problem(
        "log_damaged",
        f"the node {lost} of the log's tree is missing, so nothing can be proved with it",
        f"日志的哈希树缺少节点 {lost}，无法给出证明",
        mend="Tell the operator: the database was damaged or changed past the log.",
        mend_zh="请告知运维人员：数据库已损坏或者被绕过日志改动",
    )
