"""One key hands over to the next, in the log itself, so that a reader who trusts the first key comes to trust the last.

An entry ``key.rotated`` names both. The checkpoint of the log that ends with this entry is signed by both: the old key vouches
for the new one, and the new one shows that it is there. Before that size the old key must have signed, after it the new one; a
signature of a key outside of its time is refused, because a key that was given up may be in other hands.

    size      … 11      12  (its last entry is number 11, key.rotated)      13 …
    signed by   old     old and new                                         new

A log that was not signed and gets a key names no old one; then what came before is vouched for by the new key from there on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from zhunsheng.records.log.checkpoints import SealedCheckpoint, signers
from zhunsheng.records.log.entries import Entry, entry
from zhunsheng.records.log.refusals import LogRefused, refused
from zhunsheng.records.log.verifier_keys import VerifierKey

#: The kind of the entry that hands over.
ROTATED = "key.rotated"


@dataclass(frozen=True)
class Rotation:
    """A key hands over to another.

    Attributes:
        size: The size of the log whose last entry says so; its checkpoint is signed by both.
        old: The key until then; None where the log was not signed.
        new: The key from then on.
    """

    size: int
    old: VerifierKey | None
    new: VerifierKey


@dataclass(frozen=True)
class KeyPeriod:
    """When a key signs.

    Attributes:
        key: The key; None where the log is not signed.
        first: The smallest size that it signs.
        last: The largest size that it signs; None while it has not handed over.
    """

    key: VerifierKey | None
    first: int = 0
    last: int | None = None

    def covers(self, size: int) -> bool:
        """Whether the key signs a log of this size."""
        return self.first <= size and (self.last is None or size <= self.last)


@dataclass(frozen=True)
class KeyHistory:
    """Which key signs which sizes of a log; the last period is that of the present key."""

    periods: tuple[KeyPeriod, ...]

    @classmethod
    def starting_with(cls, key: VerifierKey | None) -> KeyHistory:
        """A log whose first key is this one; None: it is not signed."""
        return cls((KeyPeriod(key),))

    @property
    def current(self) -> VerifierKey | None:
        """The key that signs now."""
        return self.periods[-1].key

    @property
    def keys(self) -> tuple[VerifierKey, ...]:
        """Every key that the log ever had, each once, the first one first."""
        return tuple(dict.fromkeys(period.key for period in self.periods if period.key is not None))

    def after(self, rotation: Rotation) -> KeyHistory:
        """The history with one more rotation.

        Raises:
            LogRefused: the key that hands over is not the one that signs, has another name than its successor, or is it.
        """
        last = self.periods[-1]
        if rotation.old != last.key:
            raise _not_current(rotation, last.key)
        if rotation.new in self.keys:
            raise _used_before(rotation)
        if rotation.old is not None and rotation.old.name != rotation.new.name:
            raise _other_name(rotation, rotation.old)
        ended = KeyPeriod(last.key, last.first, rotation.size)
        return KeyHistory((*self.periods[:-1], ended, KeyPeriod(rotation.new, rotation.size)))

    def required(self, size: int) -> tuple[VerifierKey, ...]:
        """The keys that must have signed a checkpoint of this size: none, one, or both where one hands over."""
        return tuple(
            dict.fromkeys(
                period.key for period in self.periods if period.key is not None and period.covers(size)
            )
        )

    def verify(self, sealed: SealedCheckpoint) -> None:
        """That a checkpoint is signed by those who must have signed it, and by no key outside of its time.

        Raises:
            LogRefused: a signature is wrong (``signature_wrong``), missing (``signature_missing``), or of a key that does not
                sign logs of this size (``key_out_of_time``).
        """
        size = sealed.checkpoint.size
        required, signed = self.required(size), signers(sealed, self.keys)
        if late := [key for key in signed if key not in required]:
            raise _out_of_time(late[0], size)
        if missing := [key for key in required if key not in signed]:
            raise _missing(missing[0], size)


def rotated(old: VerifierKey | None, new: VerifierKey, at: datetime, actor: str | None) -> Entry:
    """The entry by which one key hands over to another; the log's next checkpoint is then signed by both.

    Args:
        old: The key until now; None where the log was not signed.
        new: The key from now on.
        at: When, with a time zone.
        actor: The opaque id of whoever changes the key; None for the system.

    Raises:
        LogRefused: a key has a name that does not fit into an entry.
    """
    return entry(ROTATED, at, actor, facts={"old": None if old is None else str(old), "new": str(new)})


def rotation_of(number: int, read: Entry) -> Rotation | None:
    """The rotation that an entry says, or None if it is of another kind.

    Args:
        number: The entry's number in the log, from 0.
        read: The entry.

    Raises:
        LogRefused: it is of this kind and does not name two keys.
    """
    if read.kind != ROTATED:
        return None
    old, new = read.facts.get("old"), read.facts.get("new")
    if (
        set(read.facts) != {"old", "new"}
        or not isinstance(new, str)
        or not (old is None or isinstance(old, str))
    ):
        raise refused(
            "rotation_malformed",
            f"entry {number} hands over from one key to another and does not name both",
            f"记录 {number} 是更换密钥的记录，但没有写明新旧两个密钥",
            mend=f"The facts of {ROTATED} are 'old' (a verifier key, or null) and 'new'.",
            mend_zh=f"{ROTATED} 的 facts 应有 old（验证密钥或 null）和 new 两项",
        )
    return Rotation(number + 1, None if old is None else VerifierKey.parse(old), VerifierKey.parse(new))


def _not_current(rotation: Rotation, current: VerifierKey | None) -> LogRefused:
    old, old_zh = (rotation.old.label,) * 2 if rotation.old else ("no key", "（无密钥）")
    now, now_zh = (current.label,) * 2 if current else ("no key", "（无密钥）")
    return refused(
        "rotation_broken",
        f"entry {rotation.size - 1} hands over from {old}, but {now} signs this log there",
        f"记录 {rotation.size - 1} 由 {old_zh} 交接，但此时签名的是 {now_zh}",
        why="Only the key that signs can say who signs after it.",
    )


def _used_before(rotation: Rotation) -> LogRefused:
    return refused(
        "rotation_back",
        f"entry {rotation.size - 1} hands over to {rotation.new.label}, which has signed this log before",
        f"记录 {rotation.size - 1} 交接给 {rotation.new.label}，而该密钥已经用过",
        why="A key that was given up may be in other hands.",
        mend="Hand over to a new key.",
        mend_zh="请更换为新生成的密钥",
    )


def _other_name(rotation: Rotation, old: VerifierKey) -> LogRefused:
    return refused(
        "rotation_name",
        f"entry {rotation.size - 1} hands over from {old.name} to {rotation.new.name}; a log keeps its name",
        f"记录 {rotation.size - 1} 由 {old.name} 交接给 {rotation.new.name}，而日志的名称不能改变",
        mend="Generate the new key with the name of the old one.",
        mend_zh="请用原来的名称生成新密钥",
    )


def _out_of_time(key: VerifierKey, size: int) -> LogRefused:
    return refused(
        "key_out_of_time",
        f"{key.label} signed a checkpoint of {size} entries, and is not a key of the log at this size",
        f"{key.label} 签了大小为 {size} 的检查点，但它不是日志在该大小时的密钥",
        why="A key that was given up may be in other hands.",
    )


def _missing(key: VerifierKey, size: int) -> LogRefused:
    return refused(
        "signature_missing",
        f"the checkpoint of {size} entries is not signed by {key.label}",
        f"大小为 {size} 的检查点没有 {key.label} 的签名",
        why="Whoever made it cannot be told.",
        mend="Fetch the checkpoint from the log itself.",
        mend_zh="请从日志本身重新取得检查点",
    )
