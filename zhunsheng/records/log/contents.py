"""What may have to be erased one day: facts, suggestions, reasons, free text, each beside its entry and named by a digest in it.

The digest is one over 32 random bytes, the salt, and the content. So the entry binds the content, and yet says nothing about
it: a reason in two words could be guessed from a bare digest, not from a salted one. Erasing deletes both, salt and bytes. The
entry and with it every proof stays, and nobody can confirm a guess about what was there.
"""

from __future__ import annotations

import hmac
import re
import secrets
from dataclasses import dataclass, field
from hashlib import sha256

from zhunsheng.records.log.refusals import refused

#: The length of a salt, in bytes.
SALT_BYTES = 32

#: How a digest is written.
DIGEST = re.compile(r"sha256:[0-9a-f]{64}")


@dataclass(frozen=True)
class Content:
    """A salt and the bytes that it hides. Neither is shown when a content is printed: logs of programs are not erased.

    Attributes:
        salt: 32 random bytes.
        data: The bytes; what they mean is the matter of whoever wrote them.
    """

    salt: bytes = field(repr=False)
    data: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.salt) != SALT_BYTES:
            raise refused(
                "salt_length",
                f"the salt has {len(self.salt)} bytes, not {SALT_BYTES}",
                f"盐有 {len(self.salt)} 个字节，应为 {SALT_BYTES} 个",
                why="Without a salt of full length the content could be guessed from its digest.",
            )

    @classmethod
    def of(cls, data: bytes) -> Content:
        """These bytes with a new salt."""
        return cls(secrets.token_bytes(SALT_BYTES), data)

    @property
    def commitment(self) -> str:
        """What an entry says of it: ``sha256:`` and the digest of salt and bytes in hexadecimal."""
        return "sha256:" + sha256(self.salt + self.data).hexdigest()

    def verify(self, commitment: str) -> None:
        """That this is the content that an entry names.

        Raises:
            LogRefused: it is another one.
        """
        if not hmac.compare_digest(self.commitment, commitment):
            raise refused(
                "content_changed",
                f"the content gives {self.commitment}, the entry names {commitment}",
                f"内容的摘要是 {self.commitment}，而记录中写的是 {commitment}",
                why="The content or its salt was changed after the entry was written.",
                mend="Restore it from a backup; the entry holds what it was.",
                mend_zh="请从备份恢复；记录中的摘要说明原来的内容",
            )
