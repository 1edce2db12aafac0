"""What was answered under an older ruleset is shown by that ruleset, also when its folder is long gone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import update

from tests.records.recorded import evaluated
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.release import load_release
from zhunsheng.records.evaluating import Answers
from zhunsheng.records.kept_evaluators import KeptEvaluators, RulesetNotKept
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.storage.database import Database
from zhunsheng.records.storage.tables import releases
from zhunsheng.records.stored_replays import evaluator_of


@pytest.fixture
def older(evaluator: Evaluator, tmp_path: Path) -> Iterator[Evaluator]:
    """An evaluator of other rules than those that answer now."""
    folder = tmp_path / "older"
    shutil.copytree(evaluator.release.folder, folder)
    manifest = folder / "manifest.yaml"
    manifest.write_text(manifest.read_text().replace("version: ", "version: 0"))
    with evaluator_of(load_release(folder), "bits") as made:
        yield made


def test_each_basis_has_its_evaluator(database: Database, evaluator: Evaluator, older: Evaluator) -> None:
    ledger = Ledger(database)
    evaluated(ledger, older)
    basis = Answers(older).basis
    shutil.rmtree(older.release.folder)
    kept = KeptEvaluators(ledger, Answers(evaluator))
    assert kept.of(kept.answers.basis) is evaluator
    found = kept.of(basis)
    assert found.release.digest == older.release.digest != evaluator.release.digest
    assert found.release.version.startswith("0")
    assert kept.of(basis) is found


def test_what_cannot_be_had_says_so(database: Database, evaluator: Evaluator, older: Evaluator) -> None:
    ledger = Ledger(database)
    evaluated(ledger, older)
    basis = Answers(older).basis
    with database.writing() as connection:
        connection.execute(update(releases).values(digest=f"sha256:{'0' * 64}"))
    kept = KeptEvaluators(ledger, Answers(evaluator))
    with pytest.raises(RulesetNotKept) as refused:
        kept.of(basis)
    assert refused.value.problems[0].code == "ruleset_not_kept"
    with pytest.raises(RulesetNotKept, match="never stored"):
        kept.of(f"sha256:{'1' * 64}")
