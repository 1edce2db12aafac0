"""``zhunsheng log proof``: a proof that was taken away is verified with no database, and a changed one is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.recorded_database import KEY, Kept, kept_in
from tests.records.recorded import record
from tests.records.test_case_files import TRIED
from tests.records.workflow.random_cases import allowed
from zhunsheng.cli.records_environment import DATABASE, WITNESS
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.log.signing import FILE_VARIABLE
from zhunsheng.records.log.verifier_keys import SigningKey
from zhunsheng.records.proving import proof_to_take_away

_OFFLINE = {DATABASE: "no address", WITNESS: "", FILE_VARIABLE: ""}


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    made = kept_in(tmp_path)

    def take(ledger: Ledger) -> None:
        record(ledger, allowed(TRIED))
        proof = proof_to_take_away(ledger, 1)
        assert proof is not None
        (tmp_path / "entry.tlog-proof").write_bytes(proof.to_bytes())
        assert proof_to_take_away(ledger, 10_000) is None

    made.within(take)
    return made


def test_it_verifies_without_a_database(kept: Kept) -> None:
    file = str(kept.folder / "entry.tlog-proof")
    done = kept.run("log", "proof", file, "--key", str(KEY.verifier), **_OFFLINE)
    assert done.exit_code == 0, done.output
    assert "证明成立：记录 1 在日志 records.example 中" in done.output
    assert f"检查点由所信任的密钥 {KEY.verifier.label} 签名" in done.output
    assert '"kind":"' in done.output
    done = kept.run("log", "proof", file, "--lang", "en", **_OFFLINE)
    assert done.exit_code == 0
    assert "who signed it is not verified" in done.output


def test_what_proves_nothing_says_why(kept: Kept) -> None:
    file = kept.folder / "entry.tlog-proof"
    stranger = SigningKey("records.example", b"\7" * 32)
    done = kept.run("log", "proof", str(file), "--key", str(stranger.verifier), **_OFFLINE)
    assert done.exit_code == 1
    assert done.output.startswith("key_untrusted: ")
    file.write_bytes(file.read_bytes().replace(b"index 1\n", b"index 0\n"))
    done = kept.run("log", "proof", str(file), **_OFFLINE)
    assert done.exit_code == 1
    assert done.output.startswith("proof_root: ")
    file.write_text("no proof")
    assert kept.run("log", "proof", str(file), **_OFFLINE).exit_code == 2
    assert kept.run("log", "proof", str(kept.folder / "none"), **_OFFLINE).exit_code == 2
