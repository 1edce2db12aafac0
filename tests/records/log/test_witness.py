"""The witness: what a database cannot say about itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.records.log.trees import numbered, stored
from zhunsheng.records.log import witness
from zhunsheng.records.log.checkpoints import Checkpoint, SealedCheckpoint, seal
from zhunsheng.records.log.merkle import MemoryNodes, root
from zhunsheng.records.log.refusals import LogRefused
from zhunsheng.records.log.verifier_keys import SigningKey
from zhunsheng.records.log.witness import Standing, compare, keep

KEY = SigningKey("log.example", bytes(32))
NODES = stored(numbered(20))


def checkpoint(size: int, origin: str = "log.example") -> Checkpoint:
    return Checkpoint(origin, size, root(size, NODES))


def sealed(size: int) -> SealedCheckpoint:
    return seal(checkpoint(size), [KEY])


def test_what_is_kept_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "witness"
    assert witness.read(path) is None
    assert keep(path, sealed(3)) == sealed(3)
    assert witness.read(path) == sealed(3)
    assert keep(path, sealed(7)) == sealed(7)
    assert path.read_bytes() == sealed(7).to_bytes()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["witness", "witness.lock"]


def test_a_witness_never_goes_back(tmp_path: Path) -> None:
    path = tmp_path / "witness"
    keep(path, sealed(7))
    assert keep(path, sealed(3)) == sealed(7)
    assert witness.read(path) == sealed(7)


def test_a_fork_is_not_kept(tmp_path: Path) -> None:
    path = tmp_path / "witness"
    keep(path, sealed(7))
    assert keep(path, sealed(7)) == sealed(7)
    with pytest.raises(LogRefused, match="acknowledged was"):
        keep(path, seal(Checkpoint("log.example", 7, bytes(32)), [KEY]))
    assert witness.read(path) == sealed(7)


def test_an_unsigned_log_has_a_witness_too(tmp_path: Path) -> None:
    keep(tmp_path / "witness", SealedCheckpoint(checkpoint(3)))
    assert witness.read(tmp_path / "witness") == SealedCheckpoint(checkpoint(3))


def test_a_write_that_was_cut_off_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "witness"
    keep(path, sealed(3))

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(LogRefused, match="No space left"):
        keep(path, sealed(7))
    assert witness.read(path) == sealed(3)


def test_the_witness_of_another_log_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "witness"
    keep(path, SealedCheckpoint(checkpoint(3, "other.example")))
    with pytest.raises(LogRefused, match="says nothing about this one"):
        keep(path, sealed(7))


def test_a_witness_that_cannot_be_read_is_an_error_and_not_none(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(LogRefused, match="cannot be read"):
        witness.read(tmp_path / "folder")
    with pytest.raises(LogRefused, match="cannot be written"):
        keep(tmp_path / "missing" / "witness", sealed(3))
    (tmp_path / "empty").touch()
    with pytest.raises(LogRefused, match="not a checkpoint"):
        witness.read(tmp_path / "empty")


@pytest.mark.parametrize("size", range(21))
def test_a_tree_that_contains_its_witness_is_fine(size: int) -> None:
    account = compare(checkpoint(size), "log.example", 20, NODES)
    assert (account.standing, account.found, account.problem) == (Standing.FINE, root(size, NODES), None)


def test_nothing_is_compared_where_nothing_was_kept() -> None:
    assert compare(None, "log.example", 20, NODES).standing is Standing.FINE


def test_a_lost_tail_is_told_with_how_much_is_lost() -> None:
    account = compare(checkpoint(20), "log.example", 17, NODES)
    assert account.standing is Standing.LOST_TAIL
    assert account.problem is not None
    assert "the last 3 are lost" in account.problem.what
    assert "编号 17 至 19" in account.problem.say("zh")[0]


def test_a_changed_past_is_told_with_both_roots() -> None:
    entries = numbered(20)
    entries[4] = b"another"
    account = compare(checkpoint(12), "log.example", 20, stored(entries))
    assert account.standing is Standing.CHANGED_PAST
    assert account.found == root(12, stored(entries))
    assert account.problem is not None
    assert checkpoint(12).root.hex() in account.problem.what
    assert compare(checkpoint(4), "log.example", 20, stored(entries)).standing is Standing.FINE


def test_lost_nodes_are_a_changed_past() -> None:
    account = compare(checkpoint(12), "log.example", 20, MemoryNodes())
    assert account.standing is Standing.CHANGED_PAST
    assert account.problem is not None
    assert account.problem.code == "witness_incomplete"


def test_another_log_is_told() -> None:
    account = compare(checkpoint(12, "other.example"), "log.example", 20, NODES)
    assert account.standing is Standing.OTHER_LOG
    assert account.problem is not None
