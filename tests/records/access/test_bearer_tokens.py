"""A token counts if the provider signed it for this service and for now; and what attackers have tried does not."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import SecretStr

from tests.records.access.identity_provider import (
    AUDIENCE,
    ISSUER,
    PROVIDER,
    Served,
    claims,
    private_key,
    public_jwk,
    token,
)
from tests.records.access.memory import Memory, SetClock
from zhunsheng.engine.problems import InputError
from zhunsheng.records.access.accounts import External
from zhunsheng.records.access.bearer_tokens import (
    MAXIMUM_CHARACTERS,
    MAXIMUM_NAME,
    MAXIMUM_SUBJECT,
    Identity,
    TokenRefused,
    identity_of,
)
from zhunsheng.records.access.external_accounts import account_for
from zhunsheng.records.access.provider import Provider, TokenKind
from zhunsheng.records.access.provider_keys import ProviderKeys, ProviderUnavailable
from zhunsheng.records.access.roles import Role
from zhunsheng.records.access.token_roles import roles_of

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=10,
)


def keys_of(served: Served | None = None, provider: Provider = PROVIDER) -> ProviderKeys:
    return ProviderKeys(provider, served or Served(), SetClock())


def refused(shown: SecretStr, keys: ProviderKeys | None = None) -> str:
    with pytest.raises(TokenRefused) as error:
        identity_of(shown, keys or keys_of())
    assert error.value.__cause__ is None
    assert error.value.reason.zh
    assert error.value.reason.en.isascii()
    return error.value.reason.en


@pytest.mark.parametrize("algorithm", ["RS256", "ES256", "EdDSA"])
def test_a_token_of_the_provider_says_who_it_is(algorithm: str) -> None:
    keys = keys_of(Served([public_jwk(algorithm, "k1")]))
    assert identity_of(token(algorithm), keys) == Identity(
        External(ISSUER, "subject-1"), "desk-1", frozenset({Role.HANDLER})
    )


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("张\x00三\ud800", "张三"),
        ("\u202edesk\r\n-1 ", "desk-1"),
        ("x" * 9000, "x" * MAXIMUM_NAME),
        ("\x00" * 9 + "x" * MAXIMUM_NAME, "x" * MAXIMUM_NAME),
    ],
)
def test_a_name_is_cut_and_cleaned(name: str, read: str) -> None:
    assert identity_of(token(preferred_username=name), keys_of()).login == read


@pytest.mark.parametrize("name", [None, "", 7, ["desk-1"], "\x00\ud800", " \n"])
def test_without_a_name_to_read_the_subject_stands_in(name: Any) -> None:
    assert identity_of(token(preferred_username=name), keys_of()).login == "subject-1"


def forged(header: dict[str, Any], payload: dict[str, Any], signature: bytes = b"") -> SecretStr:
    parts = [json.dumps(header).encode(), json.dumps(payload).encode(), signature]
    return SecretStr(".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts))


@pytest.mark.parametrize("name", ["none", "None", "NONE", "nOnE", "", None])
def test_a_token_without_a_signature_does_not_count(name: str | None) -> None:
    refused(forged({"alg": name, "kid": "k1", "typ": "JWT"}, claims()))
    refused(SecretStr(token().get_secret_value().rpartition(".")[0] + "."))


@pytest.mark.parametrize("name", ["HS256", "HS384", "HS512"])
def test_the_public_key_is_no_secret_to_sign_with(name: str) -> None:
    """The classic: the verifier takes the public key for the key of an HMAC."""
    import hashlib
    import hmac

    public = private_key("RS256").public_key()
    for known in (
        public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
        public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo),
        public.public_bytes(Encoding.PEM, PublicFormat.PKCS1),
    ):
        unsigned = forged({"alg": name, "kid": "k1", "typ": "JWT"}, claims()).get_secret_value()[:-1]
        size = {"HS256": hashlib.sha256, "HS384": hashlib.sha384, "HS512": hashlib.sha512}[name]
        made = base64.urlsafe_b64encode(hmac.new(known, unsigned.encode(), size).digest()).rstrip(b"=")
        refused(SecretStr(f"{unsigned}.{made.decode()}"))


@pytest.mark.parametrize("algorithm", ["RS512", "PS256"])
def test_the_algorithm_is_the_keys_and_not_the_tokens(algorithm: str) -> None:
    signed = jwt.encode(claims(), private_key("RS256"), algorithm, {"kid": "k1"})
    assert refused(SecretStr(signed)) == "the token is malformed"


def test_another_key_does_not_sign_for_the_provider() -> None:
    assert refused(token(number=1)) == "the signature of the token is wrong"


def test_a_key_inside_the_token_is_not_looked_at() -> None:
    """``jwk``, ``jku``, ``x5u``: "here is the key with which to check me"."""
    own = public_jwk("RS256", "k1", 1)
    for header in ({"jwk": own}, {"jku": "https://evil.example/keys"}, {"x5u": "https://evil.example/c"}):
        served = Served()
        assert refused(token(number=1, headers=header), keys_of(served)) == (
            "the signature of the token is wrong"
        )
        assert all(address.startswith(ISSUER) for address in served.asked)


@pytest.mark.parametrize(
    "kid",
    ["../../dev/null", "k1' OR '1'='1", "https://evil.example/k", "k1\x00", "", "K1", "k1 ", "\u202ek1"],
)
def test_a_name_of_a_key_is_only_compared(kid: str) -> None:
    served = Served()
    reason = refused(token(kid=kid, number=1), keys_of(served))
    assert reason == "the token is signed with a key that the identity provider does not have"
    assert served.fetched == 1


@pytest.mark.parametrize("part", [b"[" * 9000, b'{"kid":' * 1500, b"1" * 5000, b"\xff", b"null", b"[]"])
def test_parts_that_are_no_json_objects_are_refused(part: bytes) -> None:
    refused(SecretStr(f"{base64.urlsafe_b64encode(part).rstrip(b'=').decode()}.e30.AA"))


@pytest.mark.parametrize("part", [b"[" * 9000, b"\xff", b"null", b"[]", b"1"])
def test_signed_claims_that_are_no_json_object_are_refused(part: bytes) -> None:
    refused(SecretStr(jwt.api_jws.encode(part, private_key("RS256"), "RS256", {"kid": "k1"})))


@pytest.mark.parametrize("kid", [7, ["k1"], {"k": 1}, True])
def test_a_name_of_a_key_is_a_text(kid: Any) -> None:
    refused(forged({"alg": "RS256", "kid": kid}, claims(), b"x"))


def test_what_must_be_understood_and_is_not_is_refused() -> None:
    assert refused(token(headers={"crit": ["exp"]})) == "the token is malformed"
    refused(forged({"alg": "RS256", "kid": "k1", "b64": False, "crit": ["b64"]}, claims(), b"x"))


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"iss": "https://evil.example"}, "the token is of another issuer"),
        ({"iss": f"{ISSUER}/"}, "the token is of another issuer"),
        ({"aud": "another"}, "the token was issued for another service"),
        ({"aud": ["another", "third"]}, "the token was issued for another service"),
        ({"aud": []}, "the token lacks a claim that is required"),
        ({"aud": {"zhunsheng": 1}}, "the token was issued for another service"),
        ({"sub": ""}, "the token is malformed"),
        ({"sub": 7}, "the token is malformed"),
        ({"sub": "s" * (MAXIMUM_SUBJECT + 1)}, "the token is malformed"),
        *(
            ({"sub": f"a{odd}b"}, "the token is malformed")
            for odd in ("\x00", "\n", "\x7f", "\ud800", "\u202e")
        ),
        ({"exp": "soon"}, "the token is malformed"),
        ({"exp": float("nan")}, "the token is malformed"),
        ({"exp": float("inf")}, "the token is malformed"),
        ({"nbf": float("-inf")}, "the token is malformed"),
        ({"iat": float("inf")}, "the token is malformed"),
        ({"exp": {"a": 1}}, "the token is malformed"),
        *(
            ({name: None}, "the token lacks a claim that is required")
            for name in ("iss", "sub", "aud", "exp", "iat")
        ),
    ],
)
def test_claims_that_are_not_in_order_do_not_count(other: dict[str, Any], reason: str) -> None:
    assert refused(token(**other)) == reason


@pytest.mark.parametrize(
    ("claim", "seconds", "counts"),
    [
        ("exp", -20, True),
        ("exp", -40, False),
        ("nbf", 20, True),
        ("nbf", 40, False),
        ("iat", 20, True),
        ("iat", 40, False),
    ],
)
def test_clocks_may_differ_by_a_little(claim: str, seconds: int, counts: bool) -> None:
    """Thirty seconds; the tests keep ten away from the edge, since real time goes on."""
    shown = token(**{claim: int((datetime.now(UTC) + timedelta(seconds=seconds)).timestamp())})
    if counts:
        identity_of(shown, keys_of())
    else:
        assert refused(shown) == ("the token has expired" if claim == "exp" else "the token is not valid yet")


@pytest.mark.parametrize(
    ("typ", "kinds", "counts"),
    [
        ("at+jwt", {TokenKind.ACCESS}, True),
        ("application/at+JWT", {TokenKind.ACCESS}, True),
        ("JWT", {TokenKind.ACCESS}, False),
        ("at+jwt", {TokenKind.PLAIN}, False),
        ("JWT", {TokenKind.PLAIN}, True),
        ("logout+jwt", set(TokenKind), False),
        ("dpop+jwt", set(TokenKind), False),
    ],
)
def test_a_token_of_another_kind_does_not_count(typ: str, kinds: set[TokenKind], counts: bool) -> None:
    keys = keys_of(provider=replace(PROVIDER, kinds=frozenset(kinds)))
    if counts:
        identity_of(token(headers={"typ": typ}), keys)
    else:
        assert refused(token(headers={"typ": typ}), keys) == "tokens of this kind are not for this service"


def test_an_id_token_for_several_must_be_issued_to_us() -> None:
    both = [AUDIENCE, "another"]
    assert refused(token(aud=both, azp="another")) == "the token was issued for another service"
    identity_of(token(aud=both, azp=AUDIENCE), keys_of())
    identity_of(token(aud=both, azp="front-end", scope="openid"), keys_of())


def test_a_small_key_is_refused() -> None:
    with pytest.warns(match="below"):
        shown = token("small RS256")
    assert refused(shown, keys_of(Served([public_jwk("small RS256", "k1")]))) == "the token is malformed"


def test_a_key_without_a_name_may_change_too() -> None:
    served, clock = Served([public_jwk("RS256", None)]), SetClock()
    keys = ProviderKeys(PROVIDER, served, clock)
    identity_of(token(kid=None), keys)
    served.keys = [public_jwk("ES256", None)]
    new = token("ES256", kid=None)
    assert refused(new, keys) == "the token is malformed", "its algorithm is not that of the key"
    clock.advance(minutes=1)
    identity_of(new, keys)
    served.keys = [public_jwk("ES256", None, 1)]
    new = token("ES256", kid=None, number=1)
    assert refused(new, keys) == "the signature of the token is wrong", "within the interval nobody asks"
    clock.advance(minutes=1)
    identity_of(new, keys)
    assert refused(token(kid=None), keys) == "the token is malformed"
    assert served.fetched == 3


def test_wrong_signatures_do_not_make_us_ask_all_the_time() -> None:
    served, clock = Served([public_jwk("RS256", None)]), SetClock()
    keys, wrong = ProviderKeys(PROVIDER, served, clock), token(kid=None, number=1)
    for _ in range(120):
        refused(wrong, keys)
        clock.advance(seconds=1)
    assert served.fetched == 2


def test_nothing_is_said_about_a_token_when_the_provider_is_down() -> None:
    with pytest.raises(ProviderUnavailable):
        identity_of(token(), keys_of(Served(down=True)))


@given(st.text(max_size=200) | st.just("a" * (MAXIMUM_CHARACTERS + 1)))
def test_whatever_is_no_token_is_refused(text: str) -> None:
    assert refused(SecretStr(text)) == "the token is malformed"


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_token_of_which_anything_was_changed_does_not_count(data: st.DataObject) -> None:
    """Any other character anywhere; the last of a part may hold bits that stand for nothing, and is left alone."""
    text = _TOKEN.get_secret_value()
    ends = {i - 1 for i, character in enumerate(text) if character == "."} | {len(text) - 1}
    place = data.draw(st.integers(0, len(text) - 1).filter(lambda i: i not in ends and text[i] != "."))
    letter = data.draw(st.sampled_from("ABCabc019-_.").filter(lambda c: c != text[place]))
    refused(SecretStr(text[:place] + letter + text[place + 1 :]))


_TOKEN = token("EdDSA", exp=4_000_000_000)


@given(ANYTHING, st.lists(st.sampled_from(["roles", "a", "b"]), min_size=1, max_size=3))
def test_whatever_is_at_the_place_of_roles_gives_only_roles_that_were_named(
    found: Any, path: list[str]
) -> None:
    provider = replace(PROVIDER, roles_claim=tuple(path))
    given_claims: Any = found
    for name in reversed(path):
        given_claims = {name: given_claims}
    expected = found.split() if isinstance(found, str) else found if isinstance(found, list) else []
    words = [word for word in expected if isinstance(word, str)]
    assert roles_of(given_claims, provider) == {provider.roles[w] for w in words if w in provider.roles}


@pytest.mark.parametrize(
    ("path", "found"),
    [
        (("groups",), {"groups": ["handlers", "canteen"]}),
        (("realm_access", "roles"), {"realm_access": {"roles": ["handlers"]}}),
        (("scope",), {"scope": "openid handlers"}),
    ],
)
def test_roles_are_where_providers_put_them(path: tuple[str, ...], found: dict[str, Any]) -> None:
    assert roles_of(found, replace(PROVIDER, roles_claim=path)) == {Role.HANDLER}


def identity(*roles: Role, login: str = "desk-1", subject: str = "1") -> Identity:
    return Identity(External(ISSUER, subject), login, frozenset(roles))


def test_somebody_new_gets_an_account_once() -> None:
    memory = Memory()
    made = account_for(identity(Role.HANDLER), memory.transactions)
    assert made is not None
    assert (made.login, made.password, made.roles) == (None, None, {Role.HANDLER})
    assert account_for(identity(Role.HANDLER), memory.transactions) == made
    assert memory.writes == 1
    assert list(memory.accounts.kept) == [made.id]


def test_roles_follow_the_provider() -> None:
    memory = Memory()
    account_for(identity(Role.HANDLER), memory.transactions)
    now = account_for(identity(Role.REVIEWER, login="desk-1.new"), memory.transactions)
    assert now is not None
    assert (now.roles, now.name) == ({Role.REVIEWER}, "desk-1.new")
    assert list(memory.accounts.kept.values()) == [now]


def test_the_same_subject_of_another_issuer_is_somebody_else() -> None:
    memory = Memory()
    one = account_for(identity(Role.HANDLER), memory.transactions)
    other = Identity(External("https://other.example", "1"), "desk-1", frozenset({Role.HANDLER}))
    assert account_for(other, memory.transactions) != one


def test_an_account_that_was_put_out_of_use_stays_so() -> None:
    memory = Memory()
    made = account_for(identity(Role.HANDLER), memory.transactions)
    assert made is not None
    memory.accounts.change(replace(made, active=False))
    assert account_for(identity(Role.REVIEWER), memory.transactions) is None
    assert memory.accounts.kept[made.id].roles == {Role.HANDLER}


@pytest.mark.parametrize(
    ("roles", "code"), [((), "no_role"), ((Role.AUDITOR, Role.HANDLER), "incompatible_roles")]
)
def test_roles_that_make_no_account_make_none(roles: tuple[Role, ...], code: str) -> None:
    memory = Memory()
    with pytest.raises(InputError) as error:
        account_for(identity(*roles), memory.transactions)
    assert [problem.code for problem in error.value.problems] == [code]
    assert memory.accounts.kept == {}
