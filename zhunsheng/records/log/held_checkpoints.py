"""Checkpoints that an auditor took home: the log of today must begin with the log that they speak of.

Whoever runs the log can write all of it anew and sign it anew; he cannot write anew what somebody else has in a drawer. Their
roots are compared while the tree grows past their sizes, so that no consistency proof is needed where the whole log is at hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zhunsheng.records.log import checkpoints
from zhunsheng.records.log import verification_problems as say
from zhunsheng.records.log.checkpoints import SealedCheckpoint
from zhunsheng.records.log.findings import Finding
from zhunsheng.records.log.refusals import LogRefused
from zhunsheng.records.log.rotation import KeyHistory


class HeldCheckpoints:
    """The checkpoints that were brought along, and the roots that the log turns out to have at their sizes.

    Attributes:
        fitting: How many of them the log contains.
        vouched: Whether one of those is signed: then the keys of the log are those that made it.
    """

    def __init__(self, held: Sequence[bytes]) -> None:
        self.fitting = 0
        self.vouched = False
        self._held: list[SealedCheckpoint] = []
        self._unreadable: list[Finding] = []
        self._roots: dict[int, bytes] = {}
        for data in held:
            try:
                self._held.append(checkpoints.parse(data))
            except LogRefused as refusal:
                self._unreadable += [Finding(problem) for problem in refusal.problems]
        self._sizes = {sealed.checkpoint.size for sealed in self._held}

    def wants(self, size: int) -> bool:
        """Whether one of them speaks of this size."""
        return size in self._sizes

    def pass_size(self, size: int, root: bytes) -> None:
        """The log has this root at this size."""
        self._roots[size] = root

    def findings(self, entries: int, origin: str | None, history: KeyHistory) -> Iterator[Finding]:
        """What is wrong with them, when the whole log was read; those with which nothing is are counted in `fitting`."""
        yield from self._unreadable
        for sealed in self._held:
            found = list(self._compared(sealed, entries, origin, history))
            self.fitting += not found
            self.vouched |= bool(not found and history.required(sealed.checkpoint.size))
            yield from found

    def _compared(
        self, sealed: SealedCheckpoint, entries: int, origin: str | None, history: KeyHistory
    ) -> Iterator[Finding]:
        checkpoint = sealed.checkpoint
        if origin is not None and checkpoint.origin != origin:
            yield Finding(say.checkpoint_other_log(checkpoint.origin, origin))
            return
        try:
            history.verify(sealed)
        except LogRefused as refusal:
            yield from (Finding(problem) for problem in refusal.problems)
        known = {(key.name, key.id) for key in history.keys}
        for signature in sealed.signatures:
            # Signatures of others are passed over; one in the name of the log must be of a key that the log knows of.
            if signature.name == checkpoint.origin and (signature.name, signature.key_id) not in known:
                yield Finding(
                    say.held_other_key(checkpoint.size, f"{signature.name}+{signature.key_id.hex()}")
                )
        root = self._roots.get(checkpoint.size)
        if checkpoint.size > entries:
            yield Finding(say.held_beyond(checkpoint.size, entries))
        elif root is None:
            yield Finding(say.held_unchecked(checkpoint.size))
        elif root != checkpoint.root:
            yield Finding(say.held_wrong(checkpoint.size))
