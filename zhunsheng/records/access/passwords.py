"""Passwords are kept as argon2id hashes that cost an attacker 64 MiB and three passes for each guess.

The parameters are the second recommended option of RFC 9106 section 4, the one for machines that cannot spare 2 GiB a guess.
When they change, a hash is made anew the next time its owner signs in, which is the only time at which the password is at
hand.

A password is compared in the form of RFC 8265 section 4.2 (OpaqueString): other spaces become the ASCII space and the text is
put into NFC, so that a letter with an accent is the same whether a keyboard sends one code point or two. NFKC would go further
and take ① for 1 and ﬁ for fi: it would make guessing easier, and nobody's life. Case and width are left as they were typed.

Who asks for a login that does not exist waits just as long: the password is then compared with the hash of a random one.
"""

from __future__ import annotations

import secrets
import unicodedata

from argon2 import Parameters, PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY
from pydantic import SecretStr

MAXIMUM_BYTES = 1024


def opaque(password: SecretStr) -> str:
    """A password in the form in which it is hashed (RFC 8265 section 4.2.2)."""
    typed = password.get_secret_value()
    spaced = "".join(" " if unicodedata.category(character) == "Zs" else character for character in typed)
    return unicodedata.normalize("NFC", spaced)


def _usable(text: str) -> bool:
    """Whether the text can be hashed at all: not longer than we hash for anybody, and encodable."""
    try:
        return len(text.encode()) <= MAXIMUM_BYTES
    except UnicodeEncodeError:
        return False


class Passwords:
    """Makes and compares hashes of passwords. One for a whole service; making one takes as long as a comparison.

    Args:
        parameters: What a hash costs.
    """

    def __init__(self, parameters: Parameters = RFC_9106_LOW_MEMORY) -> None:
        self._hasher = PasswordHasher.from_parameters(parameters)
        self._nobodys = self._hasher.hash(secrets.token_urlsafe(32))

    def hashed(self, password: SecretStr) -> str:
        """The encoded hash of a password that has been found acceptable (`password_rules`), with a new salt.

        Raises:
            ValueError: the password is longer than `MAXIMUM_BYTES`, or is no Unicode text.
        """
        text = opaque(password)
        if not _usable(text):
            raise ValueError("the password cannot be hashed")
        return self._hasher.hash(text)

    def match(self, encoded: str | None, password: SecretStr) -> bool:
        """Whether a password is the one of a hash. Without a hash (nobody has this login) it is not, after the same work."""
        text = opaque(password)
        if not _usable(text):
            return False
        try:
            matches = self._hasher.verify(self._nobodys if encoded is None else encoded, text)
        except (VerificationError, InvalidHashError):
            return False
        return matches and encoded is not None

    def outdated(self, encoded: str) -> bool:
        """Whether a hash was made with other parameters than today's."""
        return self._hasher.check_needs_rehash(encoded)
