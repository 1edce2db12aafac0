"""Passwords are hashed dearly, compared in one form, and never shown."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.profiles import CHEAPEST, RFC_9106_LOW_MEMORY
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import SecretStr

from tests.records.access.people import CHEAP, PASSWORD
from zhunsheng.records.access.logins import login_problems, normal_login
from zhunsheng.records.access.password_rules import password_problems
from zhunsheng.records.access.passwords import MAXIMUM_BYTES, Passwords, opaque

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


def test_the_parameters_are_those_of_the_rfc() -> None:
    """RFC 9106 section 4, second recommended option: t=3, p=4, m=2^16 (64 MiB), 128 bits of salt, 256 of tag."""
    found = extract_parameters(Passwords().hashed(PASSWORD))
    assert found == RFC_9106_LOW_MEMORY
    assert (found.time_cost, found.parallelism, found.memory_cost) == (3, 4, 65_536)
    assert (found.salt_len, found.hash_len, found.type.name) == (16, 32, "ID")


@settings(max_examples=30)
@given(TEXTS, TEXTS)
def test_a_password_is_matched_by_itself_alone(one: str, other: str) -> None:
    encoded = CHEAP.hashed(SecretStr(one))
    assert CHEAP.match(encoded, SecretStr(one))
    assert CHEAP.match(encoded, SecretStr(other)) == (opaque(SecretStr(one)) == opaque(SecretStr(other)))


@given(TEXTS)
def test_how_a_keyboard_composes_letters_makes_no_difference(text: str) -> None:
    composed, apart = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    assert opaque(SecretStr(composed)) == opaque(SecretStr(apart))


@pytest.mark.parametrize(("typed", "other"), [("①", "1"), ("Ａ", "A"), ("ﬁ", "fi"), ("a", "A")])
def test_what_was_typed_otherwise_is_another_password(typed: str, other: str) -> None:
    assert opaque(SecretStr(typed)) != opaque(SecretStr(other))


def test_every_space_is_a_space() -> None:
    assert opaque(SecretStr("a\u3000b\u00a0c")) == "a b c"


def test_nobodys_password_is_compared_with_a_hash_of_the_same_cost(monkeypatch: pytest.MonkeyPatch) -> None:
    """The work for a login that nobody has is the work for one that somebody has."""
    compared: list[str] = []
    verify = PasswordHasher.verify

    def noted(self: PasswordHasher, encoded: Any, password: Any) -> Any:
        compared.append(encoded)
        return verify(self, encoded, password)

    monkeypatch.setattr(PasswordHasher, "verify", noted)
    assert not CHEAP.match(None, PASSWORD)
    assert not CHEAP.match(CHEAP.hashed(SecretStr("another one altogether")), PASSWORD)
    assert [extract_parameters(encoded) for encoded in compared] == [CHEAPEST, CHEAPEST]


@pytest.mark.parametrize("encoded", ["", "!", "$argon2id$v=19$m=8,t=1,p=1$", "plain"])
def test_what_is_no_hash_matches_nothing(encoded: str) -> None:
    assert not CHEAP.match(encoded, PASSWORD)
    assert not CHEAP.match(encoded, SecretStr(encoded))


@pytest.mark.parametrize("text", ["x" * (MAXIMUM_BYTES + 1), "锁" * (MAXIMUM_BYTES // 3 + 1), "\ud800" * 12])
def test_what_cannot_be_hashed_is_refused_before_any_work(text: str) -> None:
    assert not CHEAP.match(None, SecretStr(text))
    with pytest.raises(ValueError, match="cannot be hashed"):
        CHEAP.hashed(SecretStr(text))


def test_hashes_with_other_parameters_are_outdated() -> None:
    assert Passwords().outdated(CHEAP.hashed(PASSWORD))
    assert not CHEAP.outdated(CHEAP.hashed(PASSWORD))


@pytest.mark.parametrize(
    "text",
    [
        "short",
        "eleven char",
        "111111111111",
        "abcabcabcabcab",
        "准绳准绳准绳准绳准绳准绳",
        "123456789012",
        "cba" * 5,
        "abcdefghijklmn",
        "987654321098",
        "Zhunsheng-2026",
        "reviewer.2026!",
        "ＲＥＶＩＥＷＥＲ-2026",
        "reviewerreviewer1",
        "with\x00a control character",
        "half a character \ud800",
        "x" * (MAXIMUM_BYTES + 1),
        "钥匙" * 171,
    ],
)
def test_bad_passwords_are_refused_and_not_repeated(text: str) -> None:
    (problem,) = password_problems(SecretStr(text), "reviewer")
    assert problem.code == "unacceptable_password"
    assert problem.pointer == "/password"
    assert problem.say("zh") != problem.say("en")
    for language in ("zh", "en"):
        assert text not in problem.render(language)


@pytest.mark.parametrize(
    "text", ["seven green umbrellas", "四匹白马在雨中慢慢走过桥头", "x9$Kf2!mPq7z", "a b c d e f g h i"]
)
def test_good_passwords_are_taken(text: str) -> None:
    assert password_problems(SecretStr(text), "reviewer") == ()


@given(st.text(max_size=2), TEXTS)
def test_a_login_of_one_or_two_letters_takes_nothing_away(login: str, text: str) -> None:
    assert password_problems(SecretStr(text), login) == password_problems(SecretStr(text), "")


@given(st.text(max_size=80))
def test_a_login_has_one_form(typed: str) -> None:
    once = normal_login(typed)
    assert normal_login(once) == once
    assert normal_login(f" {typed}\n") == once


@pytest.mark.parametrize(
    ("typed", "login"),
    [("Ｄｅｓｋ－１", "desk-1"), ("DESK@Example", "desk@example"), ("承办一号", "承办一号")],
)
def test_logins_that_look_alike_are_one(typed: str, login: str) -> None:
    assert normal_login(typed) == login
    assert login_problems(login) == ()


@pytest.mark.parametrize("login", ["", "a b", ".a", "a-", "a\x00", "a/b", "x" * 65, "a\u202eb", "_"])
def test_logins_that_nobody_could_tell_apart_are_refused(login: str) -> None:
    (problem,) = login_problems(login)
    assert (problem.code, problem.pointer) == ("invalid", "/login")
