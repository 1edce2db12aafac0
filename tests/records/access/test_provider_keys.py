"""A provider's keys are fetched when needed, not more often, and never guessed at."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.records.access.identity_provider import AUDIENCE, ISSUER, PROVIDER, Served, public_jwk
from tests.records.access.memory import SetClock
from zhunsheng.records.access.provider import Provider, TokenKind, trusted_address
from zhunsheng.records.access.provider_keys import KeyLimits, ProviderKeys, ProviderUnavailable
from zhunsheng.records.access.roles import Role


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def served() -> Served:
    return Served()


@pytest.fixture
def keys(served: Served, clock: SetClock) -> ProviderKeys:
    return ProviderKeys(PROVIDER, served, clock)


def test_keys_are_fetched_once_and_kept(keys: ProviderKeys, served: Served, clock: SetClock) -> None:
    for _ in range(9):
        found = keys.key("k1")
        assert found is not None
        assert found.key_id == "k1"
        clock.advance(minutes=1)
    assert served.asked == [f"{ISSUER}/.well-known/openid-configuration", f"{ISSUER}/keys"]


def test_a_new_key_is_fetched_when_a_token_names_it(
    keys: ProviderKeys, served: Served, clock: SetClock
) -> None:
    assert keys.key("k1")
    served.keys = [public_jwk("ES256", "k2")]
    clock.advance(seconds=61)
    assert keys.key("k2")
    assert keys.key("k1") is None


def test_made_up_names_do_not_make_us_ask_all_the_time(
    keys: ProviderKeys, served: Served, clock: SetClock
) -> None:
    for n in range(600):
        assert keys.key(f"made up {n}") is None
        clock.advance(seconds=1)
    assert served.fetched == 10


def test_a_withdrawn_key_stops_counting(keys: ProviderKeys, served: Served, clock: SetClock) -> None:
    assert keys.key("k1")
    served.keys = [public_jwk("RS256", "k2", 1)]
    clock.advance(minutes=10)
    assert keys.key("k1") is None


def test_an_outage_is_bridged_for_a_while_and_not_for_ever(
    keys: ProviderKeys, served: Served, clock: SetClock
) -> None:
    assert keys.key("k1")
    served.down = True
    clock.advance(minutes=59)
    assert keys.key("k1")
    clock.advance(minutes=1)
    with pytest.raises(ProviderUnavailable):
        keys.key("k1")
    served.down = False
    clock.advance(minutes=1)
    assert keys.key("k1")


def test_a_provider_that_is_down_lets_nobody_in_and_is_left_in_peace(
    keys: ProviderKeys, served: Served, clock: SetClock
) -> None:
    served.down = True
    for _ in range(120):
        with pytest.raises(ProviderUnavailable):
            keys.key("k1")
        clock.advance(seconds=1)
    assert served.fetched == 2


def test_of_a_new_name_during_an_outage_nothing_can_be_said(
    keys: ProviderKeys, served: Served, clock: SetClock
) -> None:
    assert keys.key("k1")
    served.down = True
    clock.advance(minutes=2)
    with pytest.raises(ProviderUnavailable):
        keys.key("k2")
    assert keys.key("k1")


def test_the_log_is_told_why(served: Served, clock: SetClock) -> None:
    told: list[str] = []
    served.down = True
    with pytest.raises(ProviderUnavailable):
        ProviderKeys(PROVIDER, served, clock, report=told.append).key("k1")
    assert told == ["no route"]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda served: served.discovery.update(issuer="https://evil.example"), "another issuer"),
        (lambda served: served.discovery.update(issuer=f"{ISSUER}/"), "another issuer"),
        (lambda served: served.discovery.pop("issuer"), "another issuer"),
        (lambda served: served.discovery.update(jwks_uri="http://id.example/keys"), "can be trusted"),
        (lambda served: served.discovery.update(jwks_uri="file:///etc/keys"), "can be trusted"),
        (lambda served: served.discovery.update(jwks_uri="http://localhost/keys"), "by https"),
        (lambda served: served.discovery.update(jwks_uri=7), "can be trusted"),
        (lambda served: setattr(served, "keys", {"k1": "v"}), "lists no keys"),
        (lambda served: setattr(served, "keys", []), "no key for"),
        (lambda served: setattr(served, "keys", [public_jwk("RS256", "k1")] * 2), "the same name"),
    ],
)
def test_documents_that_are_not_in_order_give_no_keys(
    served: Served, clock: SetClock, change: Callable[[Served], Any], why: str
) -> None:
    change(served)
    told: list[str] = []
    with pytest.raises(ProviderUnavailable):
        ProviderKeys(PROVIDER, served, clock, report=told.append).key("k1")
    assert why in told[0]


@pytest.mark.parametrize("raw", [b"", b"[]", b"<html>", b"\xff", b'{"a":', b"[" * 100_000])
def test_an_answer_that_is_no_json_object_gives_no_keys(clock: SetClock, raw: bytes) -> None:
    with pytest.raises(ProviderUnavailable):
        ProviderKeys(PROVIDER, lambda address: raw, clock).key("k1")


@pytest.mark.parametrize(
    "other",
    [
        {"kty": "oct", "k": "c2VjcmV0", "alg": "HS256", "kid": "x"},
        {"kty": "oct", "k": "c2VjcmV0", "kid": "x"},
        public_jwk("RS512", "x"),
        public_jwk("PS256", "x"),
        public_jwk("ES384", "x"),
        public_jwk("RS256", "x", use="enc"),
        {**public_jwk("RS256", "x"), "kid": 7},
        {"kty": "RSA", "kid": "x"},
        {"kty": "new", "kid": "x"},
        "no key at all",
    ],
)
def test_keys_for_anything_else_are_ignored(keys: ProviderKeys, served: Served, other: Any) -> None:
    served.keys = [other, public_jwk("EdDSA", "k1")]
    assert keys.key("x") is None
    found = keys.key("k1")
    assert found is not None
    assert found.algorithm_name == "EdDSA"


def test_a_token_without_a_name_means_the_only_key(keys: ProviderKeys, served: Served) -> None:
    assert keys.key(None)
    served.keys.append(public_jwk("RS256", "k2", 1))
    assert ProviderKeys(PROVIDER, served, SetClock()).key(None) is None


def test_many_who_come_at_once_ask_once(served: Served, clock: SetClock) -> None:
    several = threading.Barrier(8)
    keys = ProviderKeys(PROVIDER, served, clock)
    found: list[object] = []

    def ask() -> None:
        several.wait(10)
        found.append(keys.key("k1"))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert len(found) == 8
    assert all(found)
    assert served.fetched == 1


@pytest.mark.parametrize(("interval", "fresh", "usable"), [(0, 1, 1), (2, 1, 3), (1, 3, 2)])
def test_limits_that_make_no_sense_are_refused(interval: int, fresh: int, usable: int) -> None:
    with pytest.raises(ValueError, match="limits of keys"):
        KeyLimits(timedelta(minutes=fresh), timedelta(minutes=usable), timedelta(minutes=interval))


@pytest.mark.parametrize(
    ("address", "trusted"),
    [
        ("https://id.example/realms/a", True),
        ("http://localhost:8080", True),
        ("http://127.0.0.1:8080/x", True),
        ("http://[::1]/", True),
        ("http://id.example", False),
        ("http://127.0.0.1.example", False),
        ("https://user@id.example", False),
        ("https://id.example/?a=b", False),
        ("https://id.example/#a", False),
        ("ftp://id.example", False),
        ("file:///etc/passwd", False),
        ("https://", False),
        ("https://id.example:port", False),
        ("https://[", False),
        ("", False),
    ],
)
def test_only_addresses_that_nobody_can_stand_in_for_are_trusted(address: str, trusted: bool) -> None:
    assert trusted_address(address) is trusted


@pytest.mark.parametrize(
    "wrong",
    [
        {"issuer": "http://id.example"},
        {"audience": ""},
        {"roles": {}},
        {"roles_claim": ()},
        {"roles_claim": ("",)},
        {"kinds": frozenset[TokenKind]()},
        {"leeway": timedelta(minutes=6)},
        {"leeway": timedelta(seconds=-1)},
    ],
)
def test_a_provider_that_is_described_wrongly_is_refused(wrong: dict[str, Any]) -> None:
    described = {"issuer": ISSUER, "audience": AUDIENCE, "roles": {"h": Role.HANDLER}, **wrong}
    with pytest.raises(ValueError, match=r"issuer|empty|clock"):
        Provider(**described)


def test_what_the_network_said_is_not_what_a_caller_sees(served: Served, clock: SetClock) -> None:
    served.down = True
    with pytest.raises(ProviderUnavailable) as error:
        ProviderKeys(PROVIDER, served, clock).key("k1")
    assert str(error.value) == ""
