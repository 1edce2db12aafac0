"""The reference says what the interactive answer says."""

from __future__ import annotations

import pytest

from benchmarks.random_cases import random_cases
from tests.engine.batch.reference import DECIDING, ReferenceEvaluator
from tests.second_engines import nobody
from zhunsheng.engine.batch.block_cases import block_of
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.release import default_release


@pytest.fixture(scope="module")
def evaluator() -> Evaluator:
    return Evaluator(default_release(), second=nobody())


def test_every_column_is_that_of_the_suggestion(evaluator: Evaluator) -> None:
    release = default_release()
    cases = list(random_cases(release, 30, seed=11))
    rows = iter(
        ReferenceEvaluator(evaluator.compiled).evaluate(block_of(cases, release.vocabulary)).to_pylist()
    )
    found_something = 0
    for number, case in enumerate(cases, 1):
        suggestion = evaluator.evaluate(case, "en")
        for answer in suggestion.subjects:
            row = next(rows)
            assert (row["row"], row["case_id"], row["subject_id"]) == (number, case.id, answer.subject_id)
            form, possible = answer.form, answer.possible
            assert (row["recommended"], row["at_least"], row["at_most"]) == (
                form.recommended,
                form.at_least,
                form.at_most,
            )
            assert (row["lowest"], row["highest"]) == (possible.lowest, possible.highest)
            assert row["contingent"] == ((possible.lowest, possible.highest) != (form.at_least, form.at_most))
            assert row["findings"] == sorted(
                {finding.category for finding in answer.findings if finding.status == "established"}
            )
            assert row["measures"] == [measure.key for measure in answer.measures if measure.recommended]
            assert row["open_questions"] == len(answer.open_questions)
            assert (row["digest"], row["error"]) == (suggestion.release.digest, None)
            shown = {
                item.rule
                for item in (*answer.provisions, *answer.circumstances, *answer.practice)
                if item.status == "established"
            }
            assert {key for key in row["rules"] if release.rules[key].kind not in DECIDING} <= shown
            assert {item.rule for item in answer.provisions if item.status == "established"} <= set(
                row["rules"]
            )
            found_something += bool(row["measures"])
    assert next(rows, None) is None
    assert found_something > 5
