"""The proof of an entry as pages show it: what holds, what does not, and how to verify it without us."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.problems import Problem
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.log.base64_text import encoded
from zhunsheng.records.log.entry_proofs import SUFFIX
from zhunsheng.records.proving import Proved


class ProofShown(BaseModel):
    """What came of holding an entry against the log.

    Attributes:
        entry: Its number.
        sound: Whether nothing speaks against it.
        leaf, root, hashes: In base 64; the root is null where the tree cannot be put together.
        not_included: Why it is not shown that the log holds the entry; "" where it is.
        not_witnessed: Why the log is not the one that the witness knows; "" where it is.
        witnessed: The size of the checkpoint that the witness keeps; null where there is none.
        key: The verifier key of the log; "" where it is not signed.
        file: What the proof is called when it is taken away.
    """

    model_config = ConfigDict(frozen=True)
    entry: int
    sound: bool
    leaf: str
    origin: str
    size: int | None
    root: str | None
    hashes: tuple[str, ...]
    not_included: str
    not_witnessed: str
    witnessed: int | None
    key: str
    file: str


def proof_shown(proved: Proved, ledger: Ledger, language: Language) -> ProofShown:
    """The proof of an entry in words."""
    head, key = proved.head, ledger.signing.key
    return ProofShown(
        entry=proved.entry.number,
        sound=proved.sound,
        leaf=encoded(proved.leaf),
        origin=ledger.origin,
        size=None if head is None else head.size,
        root=None if head is None else encoded(head.root),
        hashes=tuple(map(encoded, proved.hashes)),
        not_included=_said(proved.not_included, language),
        not_witnessed=_said(proved.not_witnessed, language),
        witnessed=proved.witnessed,
        key="" if key is None else str(key.verifier),
        file=proof_file(proved.entry.number),
    )


def proof_file(number: int) -> str:
    """What the proof of an entry is called."""
    return f"entry-{number}{SUFFIX}"


def _said(problem: Problem | None, language: Language) -> str:
    return "" if problem is None else problem.say(language)[0]
