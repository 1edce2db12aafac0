"""Contents encrypted at rest, where an organization wants it: who copies the file of the database reads nothing.

Fernet (AES-128-CBC with HMAC-SHA-256; the `cryptography` project's format) with one or more keys: the first seals, all
open, so a key is changed by putting a new one in front. Each content says with which key it was sealed. What an entry
commits to is the open bytes, so sealing anew changes no proof. Sealing is not how something is erased (erasing removes
the salt and the bytes).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from cryptography.fernet import Fernet, InvalidToken

from zhunsheng.engine.problems import Chinese, InputError, Problem


class Sealed(Exception):
    """A content was sealed with a key that is not here.

    Attributes:
        key: The name of the key.
    """

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(f"sealed with the key {key}, which is not here")


class SealBroken(Sealed):
    """The key is here, and what was kept is not what it sealed: it was changed."""


@dataclass(frozen=True)
class Seals:
    """The keys; none of them means that contents are kept as they are."""

    keys: tuple[tuple[str, Fernet], ...] = field(default=(), repr=False)

    @staticmethod
    def of(keys: Sequence[str]) -> Seals:
        """From keys as Fernet writes them (32 octets as URL-safe base64), the one that seals first.

        Raises:
            InputError: one of them is no key.
        """
        found = []
        for number, key in enumerate(keys, 1):
            try:
                found.append((_name(key), Fernet(key)))
            except ValueError:
                raise _no_key(number) from None
        return Seals(tuple(found))

    def sealed(self, data: bytes) -> tuple[bytes, str | None]:
        """(the bytes as they are kept, the name of the key; None where they are kept as they are)."""
        if not self.keys:
            return data, None
        name, key = self.keys[0]
        return key.encrypt(data), name

    def opened(self, data: bytes, name: str | None) -> bytes:
        """The bytes as they were.

        Raises:
            Sealed: the key is not here. SealBroken: it is, and the bytes are not what it sealed.
        """
        if name is None:
            return data
        key = dict(self.keys).get(name)
        if key is None:
            raise Sealed(name)
        try:
            return key.decrypt(data)
        except InvalidToken:
            raise SealBroken(name) from None


def _name(key: str) -> str:
    """What a key is called: a piece of its digest, which says nothing about it."""
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def _no_key(number: int) -> InputError:
    zh = Chinese(
        f"第 {number} 个内容密钥不可用",
        "请用 `zhunsheng log key content FILE` 生成：32 字节，URL 安全的 base64",
    )
    return InputError(
        [
            Problem(
                "content_key",
                f"content key number {number} is none",
                why="Contents are sealed with keys of 32 octets, written as URL-safe base64.",
                mend="Make one with `zhunsheng log key content FILE`.",
                zh=zh,
                pointer="ZHUNSHENG_CONTENT_KEYS",
            )
        ]
    )
