"""Keys as lines of text, in the form that Go's transparency logs use and that every tool for signed notes reads.

    log.example/records+9a2f31c0+AZx…                a verifier key, which everybody may have
    PRIVATE+KEY+log.example/records+9a2f31c0+AYE…    a signing key, which nobody else may

Both are the name of the key, its id in hexadecimal and, in base 64, one byte for the algorithm and the key. The id is the
beginning of a hash of all that (https://c2sp.org/signed-note), so that a mistyped key is noticed before anything is verified
with it. The algorithm is Ed25519 (RFC 8032) and no other: one that can be chosen can be chosen badly.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from zhunsheng.records.log.base64_text import decoded, encoded
from zhunsheng.records.log.refusals import LogRefused, refused

#: The byte that says Ed25519 (https://c2sp.org/signed-note, "Signature types").
ED25519 = b"\x01"

#: The length of a public key, and of the seed of a private one, in bytes.
KEY_BYTES = 32

_PRIVATE = "PRIVATE+KEY+"


def checked_name(name: str) -> str:
    """The name, if a key may have it: not empty, no blanks, no plus, nothing that does not print.

    Raises:
        LogRefused: it may not.
    """
    if not name or "+" in name or any(letter.isspace() or not letter.isprintable() for letter in name):
        raise refused(
            "key_name",
            f"{name!r} cannot be the name of a key",
            f"{name!r} 不能作为密钥名称",
            why="The name stands between blanks in signatures and between pluses in keys.",
            mend="Use a name like log.example.org/records: no blanks, no plus.",
            mend_zh="请用类似 log.example.org/records 的名称，不含空白和加号",
        )
    return name


def key_id(name: str, public: bytes) -> bytes:
    """The four bytes by which signatures say whose they are (https://c2sp.org/signed-note, "Ed25519 signatures")."""
    return sha256(name.encode() + b"\n" + ED25519 + public).digest()[:4]


@dataclass(frozen=True)
class VerifierKey:
    """The public half of a key.

    Attributes:
        name: The name of whoever signs; of a log, its origin.
        public: The public key, 32 bytes (RFC 8032).
    """

    name: str
    public: bytes

    @property
    def id(self) -> bytes:
        """The four bytes by which signatures name the key."""
        return key_id(self.name, self.public)

    @property
    def label(self) -> str:
        """Name and id, for people."""
        return f"{self.name}+{self.id.hex()}"

    def __str__(self) -> str:
        """The key as a line of text."""
        return f"{self.label}+{encoded(ED25519 + self.public)}"

    @classmethod
    def parse(cls, text: str) -> VerifierKey:
        """The key that a line of text holds, without its newline.

        Raises:
            LogRefused: it is no verifier key, or the parts do not fit each other.
        """
        name, identity, material = _parts(text, "verifier")
        key = cls(name, material)
        if key.id.hex() != identity:
            raise _malformed("verifier")
        return key

    def verifies(self, text: bytes, signature: bytes) -> bool:
        """Whether the signature is one of this key over the text."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, text)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True)
class SigningKey:
    """A whole key. What is secret of it is not shown when it is printed.

    Attributes:
        name: The name of whoever signs; of a log, its origin.
        seed: The private key, 32 bytes (RFC 8032).
    """

    name: str
    seed: bytes = field(repr=False)

    @classmethod
    def new(cls, name: str) -> SigningKey:
        """A new key from the random numbers of the system.

        Raises:
            LogRefused: no key can have this name.
        """
        return cls(checked_name(name), Ed25519PrivateKey.generate().private_bytes_raw())

    @property
    def verifier(self) -> VerifierKey:
        """The half that everybody may have."""
        return VerifierKey(self.name, self._private().public_key().public_bytes_raw())

    def sign(self, text: bytes) -> bytes:
        """The signature over a text, 64 bytes."""
        return self._private().sign(text)

    def secret_text(self) -> str:
        """The key as a line of text; whoever has it can sign."""
        return f"{_PRIVATE}{self.verifier.label}+{encoded(ED25519 + self.seed)}"

    @classmethod
    def parse(cls, text: str) -> SigningKey:
        """The key that a line of text holds, without its newline.

        Raises:
            LogRefused: it is no signing key, or the parts do not fit each other. The complaint never holds the key.
        """
        if not text.startswith(_PRIVATE):
            raise _malformed("signing")
        name, identity, material = _parts(text.removeprefix(_PRIVATE), "signing")
        key = cls(name, material)
        if key.verifier.id.hex() != identity:
            raise _malformed("signing")
        return key

    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)


def _parts(text: str, kind: str) -> tuple[str, str, bytes]:
    name, _, rest = text.partition("+")
    identity, _, material_text = rest.partition("+")
    material = decoded(material_text)
    if material is None or len(material) != KEY_BYTES + 1 or not material.startswith(ED25519):
        raise _malformed(kind)
    return checked_name(name), identity, material[1:]


def _malformed(kind: str) -> LogRefused:
    forms = {"verifier": "name+id+base64", "signing": "PRIVATE+KEY+name+id+base64"}
    names = {"verifier": "验证密钥", "signing": "签名密钥"}
    return refused(
        "key_malformed",
        f"this is not a {kind} key of the form {forms[kind]}, or its parts do not fit each other",
        f"不是 {forms[kind]} 形式的{names[kind]}，或各部分互不相符",
        why="A key that was copied wrongly would refuse every signature, or accept those of somebody else.",
        mend="Copy the whole line again; the algorithm is Ed25519.",
        mend_zh="请重新完整复制这一行；算法只支持 Ed25519",
    )
