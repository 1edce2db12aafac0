"""Which keys have signed a log, read from its entries, and whether the key at hand is the one that has to sign now.

A service that goes on with a key that was given up would sign checkpoints that nobody accepts, and so would one that begins to
sign a log that was not signed, or stops, without a word in the log. All of that is refused before anything is written.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, Select, select

from zhunsheng.records.log.checkpoints import SealedCheckpoint, signers
from zhunsheng.records.log.entries import parse
from zhunsheng.records.log.refusals import LogRefused, refused
from zhunsheng.records.log.rotation import ROTATED, KeyHistory, Rotation, rotation_of
from zhunsheng.records.log.verifier_keys import VerifierKey
from zhunsheng.records.storage.tables import entries


def last_rotation(connection: Connection) -> Rotation | None:
    """The last time that a key handed over to another; None where none ever did.

    Raises:
        LogRefused: the entry that said so is none any more.
    """
    newest = _rotations().order_by(entries.c.number.desc()).limit(1)
    return next(_read(connection, newest), None)


def history_of(connection: Connection, current: VerifierKey | None) -> KeyHistory:
    """Every key of the log, and when each signs.

    Args:
        current: The key at hand, with which a log began that has never had another.

    Raises:
        LogRefused: an entry by which a key handed over is none any more, or they do not follow on each other.
    """
    rotations = list(_read(connection, _rotations().order_by(entries.c.number)))
    history = KeyHistory.starting_with(rotations[0].old if rotations else current)
    for rotation in rotations:
        history = history.after(rotation)
    return history


def refuse_other_key(
    rotation: Rotation | None, kept: SealedCheckpoint | None, key: VerifierKey | None
) -> None:
    """Asks whether the key at hand signs this log now.

    Args:
        rotation: The last one; None where no key ever handed over.
        kept: The last checkpoint that was acknowledged, which tells it where no entry does; None where there is none.
        key: The key at hand; None where there is none.

    Raises:
        LogRefused: it is another key that has to sign (``key_not_current``), or one that no entry names (``key_unannounced``).
    """
    if rotation is not None:
        if rotation.new != key:
            raise _not_current(rotation.new, key)
    elif kept is not None and kept.checkpoint.size:
        signed = bool(kept.signatures) if key is None else signers(kept, [key]) == (key,)
        if signed is (key is None):
            raise _unannounced(key)


def _rotations() -> Select[tuple[int, bytes]]:
    return select(entries.c.number, entries.c.body).where(entries.c.kind == ROTATED)


def _read(connection: Connection, wanted: Select[tuple[int, bytes]]) -> Iterator[Rotation]:
    for row in connection.execute(wanted):
        found = rotation_of(row.number, parse(bytes(row.body)))
        if found is not None:
            yield found


def _label(key: VerifierKey | None, nothing: str) -> str:
    return nothing if key is None else key.label


def _not_current(current: VerifierKey, key: VerifierKey | None) -> LogRefused:
    return refused(
        "key_not_current",
        f"the log has handed over to {current.label}, and the key here is {_label(key, 'none')}",
        f"日志已更换为密钥 {current.label}，而这里的是{_label(key, '（无）')}",
        why="Nobody accepts a checkpoint that is signed by a key that was given up.",
        mend="Name the new key in ZHUNSHENG_SIGNING_KEY_FILE and start again.",
        mend_zh="请在 ZHUNSHENG_SIGNING_KEY_FILE 中写新密钥的文件，然后重新启动",
    )


def _unannounced(key: VerifierKey | None) -> LogRefused:
    return refused(
        "key_unannounced",
        f"the last checkpoint was not made with the key here ({_label(key, 'none')}), and no entry says that keys were changed",
        f"上一个检查点不是用这里的密钥（{_label(key, '无')}）作出的，而日志中没有更换密钥的记录",
        why="A reader could not tell a new key of the log from somebody else's.",
        mend="Go on with the key that signed so far (or with none, if none did), and run `zhunsheng log key rotate FILE`.",
        mend_zh="请沿用原来的密钥（原来没有的，先不设），再用 zhunsheng log key rotate FILE 更换",
    )
