"""A provider that exists on paper: its keys, the documents that it would serve, and the tokens that it would sign."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from jwt.algorithms import get_default_algorithms
from pydantic import SecretStr

from zhunsheng.records.access.provider import Provider
from zhunsheng.records.access.provider_keys import Unreachable
from zhunsheng.records.access.roles import Role

ISSUER = "https://id.example"
AUDIENCE = "zhunsheng"
PROVIDER = Provider(
    issuer=ISSUER, audience=AUDIENCE, roles={"handlers": Role.HANDLER, "reviewers": Role.REVIEWER}
)


@cache
def private_key(algorithm: str, number: int = 0) -> Any:
    """A key for an algorithm; the same for the same number."""
    match algorithm:
        case "RS256" | "RS512" | "PS256":
            return rsa.generate_private_key(public_exponent=65_537, key_size=2048)
        case "small RS256":
            return rsa.generate_private_key(public_exponent=65_537, key_size=1024)
        case "ES256":
            return ec.generate_private_key(ec.SECP256R1())
        case "ES384":
            return ec.generate_private_key(ec.SECP384R1())
    return ed25519.Ed25519PrivateKey.generate()


def public_jwk(algorithm: str, kid: str | None, number: int = 0, **more: Any) -> dict[str, Any]:
    """The public half of a key as a key set lists it."""
    name = algorithm.removeprefix("small ")
    of = get_default_algorithms()[name]
    found: dict[str, Any] = of.to_jwk(private_key(algorithm, number).public_key(), as_dict=True)  # type: ignore[call-overload]  # the key's type is the algorithm's
    found.pop("key_ops", None)
    return {**found, "alg": name, "use": "sig", **({"kid": kid} if kid else {}), **more}


def claims(**other: Any) -> dict[str, Any]:
    """Claims that are in order, but for those that are given. None leaves one out."""
    now = int(datetime.now(UTC).timestamp())
    found = {
        "iss": ISSUER,
        "sub": "subject-1",
        "aud": AUDIENCE,
        "iat": now,
        "exp": now + 300,
        "preferred_username": "desk-1",
        "roles": ["handlers"],
        **other,
    }
    return {name: value for name, value in found.items() if value is not None}


def token(
    algorithm: str = "RS256",
    kid: str | None = "k1",
    number: int = 0,
    headers: Mapping[str, Any] | None = None,
    **other: Any,
) -> SecretStr:
    """A token with these claims, signed with the provider's key of this number."""
    named = {**({"kid": kid} if kid is not None else {}), **(headers or {})}
    key = private_key(algorithm, number)
    return SecretStr(jwt.encode(claims(**other), key, algorithm.removeprefix("small "), named))


@dataclass
class Served:
    """What a network would bring: documents by address, and what was asked for."""

    keys: list[dict[str, Any]] = field(default_factory=lambda: [public_jwk("RS256", "k1")])
    down: bool = False
    asked: list[str] = field(default_factory=list)
    discovery: dict[str, Any] = field(
        default_factory=lambda: {"issuer": ISSUER, "jwks_uri": f"{ISSUER}/keys"}
    )

    def __call__(self, address: str) -> bytes:
        self.asked.append(address)
        if self.down:
            raise Unreachable("no route")
        if address == PROVIDER.discovery:
            return json.dumps(self.discovery).encode()
        assert address == self.discovery["jwks_uri"]
        return json.dumps({"keys": self.keys}).encode()

    @property
    def fetched(self) -> int:
        """How often keys were asked for."""
        return sum(address == PROVIDER.discovery for address in self.asked)
