"""The organization's own identity provider, as the operator describes it: whose tokens count, for whom, and which of its words
mean which of our roles.

An address must be ``https``: whoever could change the provider's keys on the way could be anybody. The one exception is this
very machine, for trying things out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from ipaddress import ip_address
from urllib.parse import urlsplit

from zhunsheng.records.access.roles import Role

#: Signatures with a private key only. With HS256 the public key would be the secret, and "none" asks for no signature at all
#: (RFC 8725 section 2.1).
ALGORITHMS = ("RS256", "ES256", "EdDSA")


class TokenKind(Enum):
    """What a token was made for, told by its ``typ``."""

    #: An access token that says so: ``at+jwt`` (RFC 9068 section 4).
    ACCESS = "access"
    #: An ID token, or an access token from before RFC 9068: ``JWT``, or nothing.
    PLAIN = "plain"


@dataclass(frozen=True)
class Provider:
    """An identity provider.

    Attributes:
        issuer: Its name, exactly as it stands in tokens and in its discovery document.
        audience: What it calls this service.
        roles: Our role for each of its words; words that are not named mean nothing here.
        roles_claim: Where in a token the words are: a path of names, such as ``("realm_access", "roles")``.
        login_claim: Where in a token a name for people to read is; the subject stands in where it is missing.
        kinds: Which kinds of tokens count.
        leeway: How far its clock may be from ours.

    Raises:
        ValueError: the issuer is no address that can be trusted, or something is empty.
    """

    issuer: str
    audience: str
    roles: Mapping[str, Role]
    roles_claim: tuple[str, ...] = ("roles",)
    login_claim: str = "preferred_username"
    kinds: frozenset[TokenKind] = frozenset(TokenKind)
    leeway: timedelta = timedelta(seconds=30)

    def __post_init__(self) -> None:
        if not trusted_address(self.issuer):
            raise ValueError("the issuer must be an https address without query and fragment")
        if not (self.audience and self.roles and self.roles_claim and all(self.roles_claim) and self.kinds):
            raise ValueError("audience, roles, roles_claim and kinds must not be empty")
        if not timedelta() <= self.leeway <= timedelta(minutes=5):
            raise ValueError("a leeway of more than five minutes hides a broken clock")

    @property
    def discovery(self) -> str:
        """Where its discovery document is (OpenID Connect Discovery 1.0 section 4)."""
        return f"{self.issuer.rstrip('/')}/.well-known/openid-configuration"


def trusted_address(address: str) -> bool:
    """Whether what is fetched from an address comes from whom it names: ``https``, or this machine."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        return False
    if not host or parts.query or parts.fragment or parts.username is not None:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and _this_machine(host))


def _this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
