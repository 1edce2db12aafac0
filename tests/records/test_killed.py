"""Killed amid submissions: what was acknowledged is there, once, and what is there is whole."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from zhunsheng.records.case_files import CaseFiles
from zhunsheng.records.checking import findings
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.log.witness import Standing
from zhunsheng.records.storage.database import Database


@pytest.mark.parametrize("killed_after", [1, 40, 250])
def test_nothing_acknowledged_is_lost(
    database: Database, url: str, tmp_path: Path, killed_after: int
) -> None:
    witness = tmp_path / "witness"
    command = [sys.executable, "-m", "tests.records.submissions", url, str(witness)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        acknowledged = [process.stdout.readline() for _ in range(killed_after)]
        process.send_signal(signal.SIGKILL)
        acknowledged += process.stdout.readlines()
    cases = [line.strip() for line in acknowledged if line.endswith("\n")]
    assert killed_after <= len(cases)
    ledger = Ledger(database, witness=witness)
    assert ledger.standing().standing is Standing.FINE
    with ledger.reading() as log:
        assert list(findings(log)) == []
        there = [found.entry.subjects["case"] for found in log.between(0, log.size())]
        assert len(there) == len(set(there))
        assert set(cases) <= set(there)
        assert all(len(CaseFiles(log).history(case)) == 1 for case in there)
    # The next one finds its place.
    with ledger.appending() as log:
        assert log.size() == len(there)
