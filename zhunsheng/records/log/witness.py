"""The witness: the last checkpoint that was acknowledged, in a file where the database cannot reach it.

A database that was restored from yesterday's backup is in perfect order; nothing in it says that a day is missing. So after
each commit, and before anybody is told that it is done, the checkpoint is also written here. At the next start the tree must
contain it:

- the tree is at least as large and has the same root at that size: fine;
- the tree is smaller: its tail was lost;
- the tree has another root at that size: something in the past was changed.

The file is replaced in one step and is on the disk when `keep` returns; a machine that stops leaves the old one or the new one.
It never goes back: two processes may finish in another order than they began.

What is compared are the tree's stored nodes. That the entries still are what the nodes say is another question, which
`verification` answers by reading all of them.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from zhunsheng.engine.batch.durable_files import written_whole
from zhunsheng.engine.problems import Problem
from zhunsheng.records.log import merkle
from zhunsheng.records.log.checkpoints import Checkpoint, SealedCheckpoint, parse
from zhunsheng.records.log.merkle import Nodes
from zhunsheng.records.log.refusals import LogRefused, problem, refused


class Standing(Enum):
    """How a tree stands to its witness."""

    FINE = "fine"
    LOST_TAIL = "lost_tail"
    CHANGED_PAST = "changed_past"
    OTHER_LOG = "other_log"


@dataclass(frozen=True)
class Account:
    """What the comparison of a tree with its witness came to.

    Attributes:
        standing: The answer.
        kept: The checkpoint that was kept; None where none was, and so nothing can be compared.
        size: The size of the tree.
        found: The root that the tree has at the size of the checkpoint; None where it has none.
        problem: What is wrong, where something is.
    """

    standing: Standing
    kept: Checkpoint | None
    size: int
    found: bytes | None = None
    problem: Problem | None = None


def read(path: Path) -> SealedCheckpoint | None:
    """The checkpoint that was kept, or None if none ever was. Whether it is signed as it must be is for the caller to check.

    Raises:
        LogRefused: there is a file and it cannot be read, or is no checkpoint.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _unusable(path, "read", error) from None
    return parse(data)


def keep(path: Path, sealed: SealedCheckpoint) -> SealedCheckpoint:
    """Keeps a checkpoint, unless a larger one of the same log is kept already; it is on the disk when this returns.

    Returns:
        The checkpoint that is kept now. Where it is not the one that was given, somebody else was quicker, or the database was
        rolled back while the service ran: `compare` tells which.

    Raises:
        LogRefused: the file cannot be written, is no checkpoint, is that of another log, or says another root at the same size.
    """
    try:
        with _alone(path):
            before = read(path)
            if before is not None and before.checkpoint.origin != sealed.checkpoint.origin:
                raise _refused_other_log(before.checkpoint, sealed.checkpoint.origin)
            if before is not None and before.checkpoint.size > sealed.checkpoint.size:
                return before
            if before is not None and _forked(before.checkpoint, sealed.checkpoint):
                raise LogRefused([_changed(before.checkpoint, sealed.checkpoint.root)])
            with written_whole(path) as file:
                file.write(sealed.to_bytes())
            return sealed
    except OSError as error:
        raise _unusable(path, "written", error) from None


def compare(kept: Checkpoint | None, origin: str, size: int, nodes: Nodes) -> Account:
    """How a tree stands to the checkpoint that was kept of it.

    Args:
        kept: The checkpoint that was kept, or None.
        origin: The name of the log.
        size: The size of the tree.
        nodes: Its complete nodes.
    """
    if kept is None:
        return Account(Standing.FINE, None, size)
    if kept.origin != origin:
        return Account(Standing.OTHER_LOG, kept, size, problem=_other_log(kept, origin))
    if kept.size > size:
        return Account(Standing.LOST_TAIL, kept, size, problem=_lost(kept, size))
    try:
        found = merkle.root(kept.size, nodes)
    except KeyError:
        return Account(Standing.CHANGED_PAST, kept, size, problem=_incomplete(kept))
    if found != kept.root:
        return Account(Standing.CHANGED_PAST, kept, size, found, _changed(kept, found))
    return Account(Standing.FINE, kept, size, found)


def _forked(kept: Checkpoint, new: Checkpoint) -> bool:
    return kept.size == new.size and kept.root != new.root


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """One at a time; the lock is a file of its own, because the witness itself is replaced, and goes with the process."""
    with path.with_name(path.name + ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _refused_other_log(kept: Checkpoint, origin: str) -> LogRefused:
    """The error that a witness is of another log."""
    return LogRefused([_other_log(kept, origin)])


def _other_log(kept: Checkpoint, origin: str) -> Problem:
    return problem(
        "witness_other_log",
        f"the witness is of the log {kept.origin}, this log is {origin}",
        f"见证文件属于日志 {kept.origin}，而当前日志是 {origin}",
        why="A witness of another log says nothing about this one.",
        mend="Use the witness file of this log, or the database and key that belong to the file.",
        mend_zh="请使用这个日志的见证文件，或者与该文件对应的数据库和密钥",
    )


def _lost(kept: Checkpoint, size: int) -> Problem:
    return problem(
        "witness_lost_tail",
        f"the log has {size} entries, but {kept.size} were acknowledged: the last {kept.size - size} are lost",
        f"日志有 {size} 条记录，而曾经确认过 {kept.size} 条：最后 {kept.size - size} 条（编号 {size} 至 {kept.size - 1}）丢失",
        why="The database is older than its witness: it was rolled back, restored from a backup, or is a copy.",
        mend="Restore the newest database. If there is none, keep the witness file as evidence before you begin anew.",
        mend_zh="请恢复最新的数据库；确实没有的，先保存见证文件作为证据，再重新开始",
    )


def _incomplete(kept: Checkpoint) -> Problem:
    return problem(
        "witness_incomplete",
        f"the tree of the first {kept.size} entries cannot be put together: some of its nodes are missing",
        f"前 {kept.size} 条记录的哈希树不完整，缺少部分节点",
        why="Nodes are only ever added; somebody or something removed them.",
        mend="Rebuild them from the entries, or restore the database.",
        mend_zh="请由记录重建节点，或恢复数据库",
    )


def _changed(kept: Checkpoint, found: bytes) -> Problem:
    return problem(
        "witness_changed_past",
        f"the first {kept.size} entries have the root {found.hex()}; acknowledged was {kept.root.hex()}",
        f"前 {kept.size} 条记录的根哈希是 {found.hex()}，而曾经确认的是 {kept.root.hex()}",
        why="Something among these entries is not what it was: changed, removed, added or in another order.",
        mend="Keep the database and the witness as evidence; compare with an earlier export to find the entry.",
        mend_zh="请保存数据库和见证文件作为证据；与以前的导出比对可找到被改动的记录",
    )


def _unusable(path: Path, what: str, error: OSError) -> LogRefused:
    reason = error.strerror or str(error)
    return refused(
        "witness_unusable",
        f"the witness {path} cannot be {what}: {reason}",
        f"见证文件 {path} 无法{'读取' if what == 'read' else '写入'}：{reason}",
        why="Without it nobody can tell that the database was rolled back.",
        mend="Check the disk, the folder and its permissions.",
        mend_zh="请检查磁盘、目录和权限",
    )
