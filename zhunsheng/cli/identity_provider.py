"""The organization's identity provider, from the environment.

    ZHUNSHENG_OIDC_ISSUER           its name, as in its tokens; an https address
    ZHUNSHENG_OIDC_AUDIENCE         what it calls this service
    ZHUNSHENG_OIDC_ROLES            our role for each of its words, as JSON: {"case-handlers": "handler"}
    ZHUNSHENG_OIDC_ROLES_CLAIM      where in a token the words are: names from outside to inside, with blanks (roles)
    ZHUNSHENG_OIDC_LOGIN_CLAIM      where a name for people to read is (preferred_username)
    ZHUNSHENG_OIDC_TOKENS           which tokens count: access, plain, or both (access plain)
    ZHUNSHENG_OIDC_LEEWAY_SECONDS   how far its clock may be from ours (30)

None of them is a secret: tokens are checked with public keys. Without any of them people sign in with passwords only. One that
is misspelt is refused, since a setting that is left out in silence is a door that is open or closed in silence.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from zhunsheng.api.security.fetching import HttpFetch
from zhunsheng.engine.problems import Chinese, InputError, Problem, nearest
from zhunsheng.records.access.provider import Provider, TokenKind
from zhunsheng.records.access.provider_keys import ProviderKeys
from zhunsheng.records.access.roles import Role
from zhunsheng.records.times import now

_LOG = logging.getLogger(__name__)

PREFIX: Final = "ZHUNSHENG_OIDC_"
ISSUER: Final = f"{PREFIX}ISSUER"
AUDIENCE: Final = f"{PREFIX}AUDIENCE"
ROLES: Final = f"{PREFIX}ROLES"
ROLES_CLAIM: Final = f"{PREFIX}ROLES_CLAIM"
LOGIN_CLAIM: Final = f"{PREFIX}LOGIN_CLAIM"
TOKENS: Final = f"{PREFIX}TOKENS"
LEEWAY: Final = f"{PREFIX}LEEWAY_SECONDS"
_REQUIRED: Final = (ISSUER, AUDIENCE, ROLES)
_KNOWN: Final = (*_REQUIRED, ROLES_CLAIM, LOGIN_CLAIM, TOKENS, LEEWAY)


def provider_keys(environment: Mapping[str, str]) -> ProviderKeys | None:
    """The keys of the provider that the environment names, fetched when the first token comes; None if it names none.

    Raises:
        InputError: something of it is missing, misspelt, or cannot be used.
    """
    provider = provider_of(environment)
    if provider is None:
        return None
    return ProviderKeys(provider, HttpFetch(), now, report=_report)


def provider_of(environment: Mapping[str, str]) -> Provider | None:
    """The provider that the environment names; a variable that is empty is not set.

    Raises:
        InputError: as above.
    """
    said = {
        name: value.strip()
        for name, value in environment.items()
        if name.startswith(PREFIX) and value.strip()
    }
    if not said:
        return None
    missing = [_missing(name) for name in _REQUIRED if name not in said]
    unknown = [_unknown(name) for name in sorted(set(said) - set(_KNOWN))]
    if missing or unknown:
        raise InputError([*unknown, *missing])
    try:
        return Provider(
            issuer=said[ISSUER],
            audience=said[AUDIENCE],
            roles=_roles(said[ROLES]),
            roles_claim=tuple(said.get(ROLES_CLAIM, "roles").split()),
            login_claim=said.get(LOGIN_CLAIM, "preferred_username"),
            kinds=_kinds(said.get(TOKENS, "access plain")),
            leeway=_leeway(said.get(LEEWAY, "30")),
        )
    except ValueError as error:
        # The provider says itself what is wrong with an issuer or a leeway.
        place = ISSUER if "issuer" in str(error) else LEEWAY
        raise _unusable(place, str(error), _OF_PROVIDER[place], _AS_DOCUMENTED) from None


def _roles(text: str) -> Mapping[str, Role]:
    example = '{"case-handlers": "handler"}'
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    if not isinstance(found, dict) or not found or "" in found:
        raise _unusable(
            ROLES,
            "it is no JSON object of the provider's words and our roles",
            "不是 JSON 对象（身份提供方的用词对应本服务的角色）",
            (f"Write it like {example}.", f"例如 {example}"),
        )
    known = {role.value: role for role in Role}
    wrong = sorted({str(role) for role in found.values() if not isinstance(role, str) or role not in known})
    if wrong:
        raise _unusable(
            ROLES,
            f"there is no role {', '.join(wrong)}",
            f"没有这样的角色：{'、'.join(wrong)}",
            (f"Roles are: {', '.join(known)}.", f"角色有：{'、'.join(known)}"),
        )
    return {word: known[role] for word, role in found.items()}


def _kinds(text: str) -> frozenset[TokenKind]:
    try:
        return frozenset(TokenKind(word) for word in text.split())
    except ValueError:
        raise _unusable(
            TOKENS,
            "it names another kind of token than access and plain",
            "令牌的种类只有 access 和 plain",
            (
                "Write access, plain, or both with a blank between.",
                "请写 access、plain，或者两者（以空格分隔）",
            ),
        ) from None


def _leeway(text: str) -> timedelta:
    if not text.isascii() or not text.isdigit():
        raise _unusable(LEEWAY, "it is no whole number of seconds", "不是整数秒", _AS_DOCUMENTED)
    return timedelta(seconds=int(text))


def _report(reason: str) -> None:
    _LOG.warning("the identity provider: %s", reason)


_AS_DOCUMENTED = ("docs/operation.md says what it takes.", "写法见 docs/operation.md")
_OF_PROVIDER = {
    ISSUER: "须是 https 地址（本机除外），不带查询和片段",
    LEEWAY: "时钟误差不得超过五分钟（300 秒）",
}


def _missing(name: str) -> Problem:
    return Problem(
        "identity_provider",
        f"{name} is missing",
        why="Of an identity provider issuer, audience and roles have to be known.",
        mend=f"Set it, or unset every {PREFIX}… to have people sign in with passwords only.",
        pointer=name,
        zh=Chinese(f"缺少 {name}", f"请设置；不用身份提供方的，请去掉所有 {PREFIX}… 变量"),
    )


def _unknown(name: str) -> Problem:
    return Problem(
        "identity_provider",
        f"there is no setting {name}",
        mend=f"Settings are: {', '.join(_KNOWN)}.",
        near=nearest(name, _KNOWN),
        pointer=name,
        zh=Chinese(f"没有 {name} 这个设置", f"可用的设置：{'、'.join(_KNOWN)}"),
    )


def _unusable(name: str, what: str, zh: str, mend: tuple[str, str]) -> InputError:
    return InputError(
        [Problem("identity_provider", what, mend=mend[0], pointer=name, zh=Chinese(zh, mend[1]))]
    )
