"""Where the key comes from: nothing is a value, something unusable is an error."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from zhunsheng.records.log.refusals import LogRefused
from zhunsheng.records.log.signing import (
    FILE_VARIABLE,
    KEY_VARIABLE,
    KeySource,
    Signing,
    from_environment,
    from_file,
    write_key,
)
from zhunsheng.records.log.verifier_keys import SigningKey

KEY = SigningKey("log.example/records", bytes(range(32)))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file that holds the key as it should."""
    write_key(KEY, tmp_path / "key")
    return tmp_path / "key"


@pytest.mark.parametrize("environment", [{}, {KEY_VARIABLE: ""}, {KEY_VARIABLE: " ", FILE_VARIABLE: ""}])
def test_no_key_is_a_value(environment: dict[str, str]) -> None:
    assert from_environment(environment) == Signing(None, KeySource.NONE, ())


def test_the_key_can_stand_in_the_environment() -> None:
    assert from_environment({KEY_VARIABLE: KEY.secret_text() + "\n"}) == Signing(KEY, KeySource.ENVIRONMENT)


def test_the_key_can_stand_in_a_file(path: Path) -> None:
    assert from_environment({FILE_VARIABLE: str(path)}) == Signing(KEY, KeySource.FILE)
    assert path.read_text(encoding="utf-8") == KEY.secret_text() + "\n"


def test_two_keys_are_none(path: Path) -> None:
    with pytest.raises(LogRefused, match="both set"):
        from_environment({KEY_VARIABLE: KEY.secret_text(), FILE_VARIABLE: str(path)})


def test_a_new_file_can_be_read_by_its_owner_only(path: Path) -> None:
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("mode", [0o604, 0o602, 0o601, 0o620, 0o666, 0o644])
def test_a_file_that_others_can_use_is_refused(path: Path, mode: int) -> None:
    path.chmod(mode)
    with pytest.raises(LogRefused) as caught:
        from_file(path)
    assert caught.value.problem.code == "key_file_open"
    assert f"{mode:04o}" in caught.value.problem.what
    assert "chmod 600" in caught.value.problem.say("zh")[1]


def test_a_file_that_its_group_can_read_is_used_with_a_warning(path: Path) -> None:
    path.chmod(0o440)
    signing = from_file(path)
    assert signing.key == KEY
    assert [warning.code for warning in signing.warnings] == ["key_file_group"]


def test_a_key_is_never_overwritten(path: Path) -> None:
    with pytest.raises(LogRefused, match="there already"):
        write_key(SigningKey.new("log.example/records"), path)
    assert from_file(path).key == KEY


def test_a_file_that_is_not_there_does_not_mean_unsigned(tmp_path: Path) -> None:
    with pytest.raises(LogRefused, match="does not go on unsigned"):
        from_environment({FILE_VARIABLE: str(tmp_path / "none")})
    with pytest.raises(LogRefused, match="cannot be written"):
        write_key(KEY, tmp_path / "no folder" / "key")


@pytest.mark.parametrize(
    "text", ["", "x", KEY.secret_text()[:-2], f"{KEY.secret_text()}\n{KEY.secret_text()}", "\udcff"]
)
def test_a_file_with_something_else_is_refused_and_not_shown(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8", errors="surrogateescape"))
    with pytest.raises(LogRefused) as caught:
        from_file(path)
    assert caught.value.problem.code == "key_malformed"
    assert KEY.secret_text().rpartition("+")[2][:8] not in str(caught.value)
