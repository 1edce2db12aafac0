"""Checking proofs with nothing but roots: what an auditor's own program does (RFC 9162, sections 2.1.3.2 and 2.1.4.2).

The proofs are those of RFC 6962; its successor writes down how they are checked. Nothing is shared with the making of proofs
but the hash of two nodes: two ways to the same root are worth more than one. The walk goes from the leaf up. `here` is the number
of the node on the way and `last` that of the last node of the same level; a node that is the last and stands left of nothing has
no sibling there and rises as it is.
"""

from __future__ import annotations

from zhunsheng.records.log.merkle import EMPTY_ROOT, node_hash, whole_hash
from zhunsheng.records.log.proofs import Proof, no_such_entry, not_smaller
from zhunsheng.records.log.refusals import LogRefused, refused


def verify_inclusion(number: int, size: int, leaf: bytes, proof: Proof, root: bytes) -> None:
    """That the entry with this number and leaf hash is in the tree with this size and root.

    Args:
        number: The entry's number, from 0.
        size: The size of the tree.
        leaf: The entry's leaf hash, computed from its bytes by the one who checks.
        proof: What `inclusion_proof` gives.
        root: The root of the tree, from a checkpoint that is trusted.

    Raises:
        LogRefused: it is not shown: no such entry, a proof of the wrong length, or another root.
    """
    if not 0 <= number < size:
        raise no_such_entry(number, size)
    _whole(proof)
    here, last, made = number, size - 1, leaf
    for beside in proof:
        if last == 0:
            raise _wrong_length(len(proof), "long", "长")
        if here % 2 or here == last:
            made = node_hash(beside, made)
            here, last = _risen(here, last)
        else:
            made = node_hash(made, beside)
        here, last = here // 2, last // 2
    if last:
        raise _wrong_length(len(proof), "short", "短")
    if made != root:
        raise refused(
            "proof_root",
            f"entry {number} with this proof gives another root than that of the log of {size} entries",
            f"用这份证明从记录 {number} 算出的根哈希，与 {size} 条记录的日志的根哈希不同",
            why="The entry is not what stands in the log at this number, or the proof is of another log.",
            mend="Fetch the entry and its proof anew; if that does not help, the entry was changed.",
            mend_zh="请重新取得记录和证明；仍不相符的，说明该记录被改动过",
        )


def verify_consistency(old: int, size: int, old_root: bytes, root: bytes, proof: Proof) -> None:
    """That the tree with this size and root begins with the tree with the older size and root.

    Args:
        old: The size of the smaller tree.
        size: The size of the larger tree.
        old_root: The root of the smaller tree.
        root: The root of the larger tree.
        proof: What `consistency_proof` gives.

    Raises:
        LogRefused: it is not shown: sizes out of order, a proof of the wrong length, or another root.
    """
    if not 0 <= old <= size:
        raise not_smaller(old, size)
    _whole(proof)
    if old in (0, size):
        if proof:
            raise _wrong_length(len(proof), "long", "长")
        _same(old, old_root, root if old else EMPTY_ROOT)
        if size == 0:
            _same(size, root, EMPTY_ROOT)
        return
    # An old tree that is complete is itself the first hash of the proof, and is left out of it.
    path = proof if old & (old - 1) else (old_root, *proof)
    if not path:
        raise _wrong_length(0, "short", "短")
    here, last = _risen(old - 1, size - 1, while_odd=True)
    made_old = made = path[0]
    for beside in path[1:]:
        if last == 0:
            raise _wrong_length(len(proof), "long", "长")
        if here % 2 or here == last:
            made_old, made = node_hash(beside, made_old), node_hash(beside, made)
            here, last = _risen(here, last)
        else:
            made = node_hash(made, beside)
        here, last = here // 2, last // 2
    if last:
        raise _wrong_length(len(proof), "short", "短")
    _same(old, old_root, made_old)
    _same(size, root, made)


def _risen(here: int, last: int, *, while_odd: bool = False) -> tuple[int, int]:
    """Up the levels on which nothing is to be done: while `here` is even and not 0, or while it is odd."""
    while here % 2 if while_odd else here and not here % 2:
        here, last = here // 2, last // 2
    return here, last


def _whole(proof: Proof) -> None:
    for position, value in enumerate(proof):
        whole_hash(value, f"proof[{position}]")


def _same(size: int, given: bytes, made: bytes) -> None:
    if given != made:
        raise refused(
            "proof_root",
            f"the proof gives {made.hex()} as the root of the first {size} entries, not {given.hex()}",
            f"证明算出的前 {size} 条记录的根哈希是 {made.hex()}，而不是 {given.hex()}",
            why="The larger log does not begin with the smaller one: something in the past was changed.",
            mend="Fetch both checkpoints and the proof anew; if that does not help, keep them: they are the evidence.",
            mend_zh="请重新取得两份检查点和证明；仍不相符的，请保存好，它们就是证据",
        )


def _wrong_length(length: int, than_it_must_be: str, zh: str) -> LogRefused:
    return refused(
        "proof_length",
        f"the proof has {length} hashes, which is too {than_it_must_be} for these sizes",
        f"证明含 {length} 个哈希，对这样的日志大小来说太{zh}了",
    )
