"""The signing key of a log hands over to another, or a log that was not signed gets its first one.

The entry that says so and a checkpoint that ends with it, signed by both keys, are written in one transaction. From then on the
new key signs, and a service that still has the old one writes nothing more until it is started with the new one
(`signing_history`).
"""

from __future__ import annotations

from sqlalchemy import delete, insert

from zhunsheng.records.ledger import Ledger
from zhunsheng.records.log.checkpoints import SealedCheckpoint, seal
from zhunsheng.records.log.refusals import LogRefused, refused
from zhunsheng.records.log.rotation import Rotation, rotated
from zhunsheng.records.log.verifier_keys import SigningKey
from zhunsheng.records.signing_history import history_of
from zhunsheng.records.storage.tables import checkpoints
from zhunsheng.records.storage.times import written


def rotate(ledger: Ledger, new: SigningKey, by: str | None = None) -> SealedCheckpoint:
    """Hands over to a new key; gives the checkpoint that both have signed.

    Args:
        ledger: With the key that signs now, or without one if the log is not signed.
        by: The account that does it; None is whoever has the machine itself in hand.

    Raises:
        StorageUnavailable: the database does not answer or cannot write; nothing has happened.
        LogRefused: the key at hand is not the one that signs now, or the new one has another name than the log
            (``rotation_name``) or has signed it before (``rotation_back``); nothing has happened.
        NotAcknowledged: it has happened, and the witness could not be told.
    """
    old = ledger.signing.key
    if new.name != ledger.origin:
        raise _other_name(new.name, ledger.origin)
    with ledger.appending(signed_by=new) as log:
        verifier = None if old is None else old.verifier
        history = history_of(log.connection, verifier)
        size = log.size() + 1
        history.after(Rotation(size, verifier, new.verifier))
        log.append(rotated(verifier, new.verifier, ledger.clock(), by), {})
        both = seal(ledger.head(log), [new] if old is None else [old, new])
        row = {"size": size, "at": written(ledger.clock()), "note": both.to_bytes().decode()}
        log.connection.execute(delete(checkpoints).where(checkpoints.c.size == size))
        log.connection.execute(insert(checkpoints).values(row))
    return both


def _other_name(name: str, origin: str) -> LogRefused:
    return refused(
        "rotation_name",
        f"the new key is named {name}, and the log {origin}; a log keeps its name",
        f"新密钥的名称是 {name}，而日志的名称是 {origin}，不能改变",
        why="Checkpoints that were given away bear that name.",
        mend=f"Make the new key with `zhunsheng log key new {origin} FILE`.",
        mend_zh=f"请用 zhunsheng log key new {origin} FILE 生成新密钥",
    )
