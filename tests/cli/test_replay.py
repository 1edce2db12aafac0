"""``zhunsheng replay``: identical from a real record, with both engines; a changed answer is told with its place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import rfc8785
from sqlalchemy import select

from tests.cli.recorded_database import Kept, kept_in
from tests.records.recorded import START, evaluated
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.records.case_entries import CONTENT, entry_and_content
from zhunsheng.records.case_files import CaseFiles
from zhunsheng.records.evaluating import evaluation_id
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.storage import tables
from zhunsheng.records.storage.content_rows import ContentRows
from zhunsheng.records.workflow.contents import SuggestionDocument


@pytest.fixture
def kept(tmp_path: Path, evaluator: Evaluator) -> Kept:
    made = kept_in(tmp_path)
    made.within(lambda ledger: evaluated(ledger, evaluator))
    return made


@pytest.mark.parametrize("engine", ["recorded", "rete", "bits"])
def test_what_was_recorded_comes_out_identical(kept: Kept, engine: str) -> None:
    done = kept.run("replay", "case-1~3", "--engine", engine)
    assert done.exit_code == 0, done.output
    assert done.output == "case-1~3：完全相同\n相同 1，不同 0，已删除 0\n"


def _record_another_answer(ledger: Ledger) -> None:
    """A second evaluation of the same facts, whose recorded answer is not what the engine says."""
    with ledger.appending() as log:
        *_, evaluation = CaseFiles(log).history("case-1", with_contents=True)
        assert isinstance(evaluation.content, SuggestionDocument)
        answer = json.loads(rfc8785.dumps(evaluation.content.document))
        node = next(node for node in answer["trace"]["nodes"] if node["kind"] == "track")
        node["recommended"] = None
        answer["subjects"][0]["form"]["recommended"] = 4
        content = SuggestionDocument(document=answer)
        changed = evaluation.model_copy(update={"number": 4, "content": content})
        log.append(*entry_and_content(changed))


def test_another_answer_is_told_with_its_place(kept: Kept) -> None:
    kept.within(_record_another_answer)
    done = kept.run("replay", "--all", "--engine", "bits", "--lang", "en")
    assert done.exit_code == 1
    lines = done.output.splitlines()
    assert lines[0] == "case-1~3: identical"
    assert lines[1] == "case-1~4: not identical; the first place is /subjects/0/form/recommended"
    assert lines[2] == "  recorded: 4"
    assert lines[3].startswith("  now:      ")
    assert lines[4].startswith("  the first node of the derivation that differs: {")
    assert "#track:corrective" in lines[4]
    assert lines[-1] == "identical: 1, differing: 1, erased: 0"


def test_what_was_erased_is_no_difference(kept: Kept) -> None:
    def erase(ledger: Ledger) -> None:
        with ledger.database.writing() as connection:
            columns = tables.entry_contents.c
            named = select(columns.commitment).where(columns.name == CONTENT, columns.number == 2)
            ContentRows(connection).erase(connection.execute(named).scalar_one(), START)

    kept.within(erase)
    done = kept.run("replay", "--all")
    assert done.exit_code == 0
    assert done.output == "case-1~3：内容已删除，无法重算\n相同 0，不同 0，已删除 1\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "请写一个评估编号，或者 --all"),
        (["case-1~3", "--all"], "请写一个评估编号，或者 --all"),
        (["case-1~2"], "没有编号为 case-1~2 的评估"),
        (["nothing"], "没有编号为 nothing 的评估"),
    ],
)
def test_bad_usage_is_told(kept: Kept, arguments: list[str], said: str) -> None:
    done = kept.run("replay", *arguments)
    assert done.exit_code == 2
    assert said in done.output


def test_an_unknown_engine_is_refused(kept: Kept) -> None:
    assert kept.run("replay", evaluation_id("case-1", 3), "--engine", "crystal").exit_code == 2
