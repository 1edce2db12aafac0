"""Checks a token of the identity provider: a signed statement of who somebody is (JWT, RFC 7519), made for this service and
for now.

Everything that a token says about how it is to be checked is what an attacker says (RFC 8725). So the key is looked up among
the provider's, by name only; the algorithm is the key's own; addresses and keys inside the token are not so much as looked at;
and a token that names an extension as critical is refused, since none is understood here (RFC 7515 section 4.1.11).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import jwt
from jwt import PyJWK
from jwt.exceptions import (
    ExpiredSignatureError,
    ImmatureSignatureError,
    InvalidAlgorithmError,
    InvalidAudienceError,
    InvalidIssuerError,
    InvalidSignatureError,
    MissingRequiredClaimError,
    PyJWTError,
)
from pydantic import SecretStr

from zhunsheng.engine.vocabulary.facts import Text
from zhunsheng.records.access.accounts import External
from zhunsheng.records.access.provider import Provider, TokenKind
from zhunsheng.records.access.provider_keys import ProviderKeys
from zhunsheng.records.access.roles import Role
from zhunsheng.records.access.token_roles import roles_of

#: Longer tokens are refused unread; servers of HTTP refuse such headers, too.
MAXIMUM_CHARACTERS = 16_384

#: So long may be what a provider calls somebody (OpenID Connect Core 2: 255 ASCII characters). Cut off, it might be another one.
MAXIMUM_SUBJECT = 255
#: Names are for reading, and longer ones are cut off.
MAXIMUM_NAME = 128

_REQUIRED = ["iss", "sub", "aud", "exp", "iat"]


@dataclass(frozen=True)
class Identity:
    """Who somebody is, in the word of the provider.

    Attributes:
        login: A name for people to read; says nothing about who it is.
    """

    external: External
    login: str
    roles: frozenset[Role]


class TokenRefused(Exception):
    """A token that does not count.

    Attributes:
        reason: Why not. It never repeats anything out of the token.
        expired: Whether it was one that counted until its time was up.
    """

    def __init__(self, reason: Text, *, expired: bool = False) -> None:
        self.reason = reason
        self.expired = expired
        super().__init__(reason.en)


def identity_of(token: SecretStr, keys: ProviderKeys) -> Identity:
    """Whose token it is.

    Raises:
        TokenRefused: it is not one of the provider's, not for this service, or not for now.
        ProviderUnavailable: that cannot be told.
    """
    provider = keys.provider
    text = token.get_secret_value()
    if len(text) > MAXIMUM_CHARACTERS or not text.isascii():
        raise TokenRefused(_MALFORMED)
    claims = _signed_claims(text, _named_key(text, provider), keys)
    _refuse_other_party(claims, provider)
    subject = claims["sub"]
    # What cannot be printed, such as NUL or half of a surrogate pair, is no text to a database.
    if not 0 < len(subject) <= MAXIMUM_SUBJECT or not subject.isprintable():
        raise TokenRefused(_MALFORMED)
    return Identity(
        external=External(provider.issuer, subject),
        login=_name(claims.get(provider.login_claim)) or subject,
        roles=roles_of(claims, provider),
    )


def _name(claimed: object) -> str:
    """A name to read, without what cannot be printed (line ends, marks that turn the direction), not too long; "" for none."""
    text = claimed if isinstance(claimed, str) else ""
    return "".join(filter(str.isprintable, text))[:MAXIMUM_NAME].strip()


def _signed_claims(text: str, kid: str | None, keys: ProviderKeys) -> Mapping[str, Any]:
    """What a token says, if it is signed with the key of this name.

    A provider with one key need not name it. Then a wrong signature is all that shows of a change, so newer keys are asked for.
    """
    key = keys.key(kid)
    if key is None:
        raise TokenRefused(_UNKNOWN_KEY)
    try:
        try:
            return _decoded(text, key, keys.provider)
        except (InvalidSignatureError, InvalidAlgorithmError):
            newer = keys.key(None, other_than=key) if kid is None else None
            if newer is None:
                raise
            return _decoded(text, newer, keys.provider)
    except PyJWTError as error:
        raise TokenRefused(_reason(error), expired=isinstance(error, ExpiredSignatureError)) from None


def _decoded(text: str, key: PyJWK, provider: Provider) -> Mapping[str, Any]:
    found: Mapping[str, Any] = jwt.decode(
        text,
        key,
        algorithms=[key.algorithm_name],
        issuer=provider.issuer,
        audience=provider.audience,
        leeway=provider.leeway,
        options={"require": _REQUIRED, "enforce_minimum_key_length": True},
    )
    return found


def _named_key(text: str, provider: Provider) -> str | None:
    """The name of the key that a token claims to be signed with. Nothing else in its header is believed."""
    try:
        header = jwt.get_unverified_header(text)
    except PyJWTError:
        raise TokenRefused(_MALFORMED) from None
    kid = header.get("kid")
    if not isinstance(kid, str | None) or "crit" in header or "b64" in header:
        raise TokenRefused(_MALFORMED)
    if _kind(header.get("typ")) not in provider.kinds:
        raise TokenRefused(_OTHER_KIND)
    return kid


def _kind(typ: object) -> TokenKind | None:
    """What a token was made for. A media type may be written in capitals and with ``application/`` before it."""
    if typ is None:
        return TokenKind.PLAIN
    name = typ.lower().removeprefix("application/") if isinstance(typ, str) else ""
    return {"jwt": TokenKind.PLAIN, "at+jwt": TokenKind.ACCESS}.get(name)


def _refuse_other_party(claims: Mapping[str, Any], provider: Provider) -> None:
    """An ID token for several must have been issued to this service (OpenID Connect Core 3.1.3.7, points 4 and 5).

    An access token names in ``azp`` whoever asks us on somebody's behalf. It is told by its ``scope``, which an ID token has not.
    """
    audiences = claims["aud"]
    several = isinstance(audiences, list) and len(audiences) > 1
    if several and claims.get("azp") not in (None, provider.audience) and "scope" not in claims:
        raise TokenRefused(_OTHER_AUDIENCE)


_MALFORMED = Text("令牌格式不对", "the token is malformed")
_UNKNOWN_KEY = Text(
    "令牌的签名密钥不是身份提供方的",
    "the token is signed with a key that the identity provider does not have",
)
_OTHER_KIND = Text("这类令牌不能用于本服务", "tokens of this kind are not for this service")
_OTHER_AUDIENCE = Text("令牌不是签发给本服务的", "the token was issued for another service")

_REASONS: Mapping[type[PyJWTError], Text] = {
    ExpiredSignatureError: Text("令牌已过期", "the token has expired"),
    ImmatureSignatureError: Text("令牌尚未生效", "the token is not valid yet"),
    InvalidAudienceError: _OTHER_AUDIENCE,
    InvalidIssuerError: Text("令牌不是由本服务的身份提供方签发的", "the token is of another issuer"),
    InvalidSignatureError: Text("令牌的签名不对", "the signature of the token is wrong"),
    MissingRequiredClaimError: Text("令牌缺少必需的声明", "the token lacks a claim that is required"),
}


def _reason(error: PyJWTError) -> Text:
    return _REASONS.get(type(error), _MALFORMED)
