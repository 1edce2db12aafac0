"""The trace of an answer in the other language is the one that an evaluation in that language gives."""

from __future__ import annotations

import pytest

from tests.engine.explain.test_trace_sentences import evaluated
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.explain.other_language import trace_in

#: Of persons and an organization, with circumstances that move ranges, unknown facts, and several conducts and subjects.
CASES = (
    "seed_000_complacency",
    "seed_000_dereliction_manner_unknown",
    "seed_004_objective_causes",
    "organization",
    "ambiguities_steps",
)


@pytest.mark.parametrize("name", CASES)
def test_it_is_what_an_evaluation_in_that_language_says(evaluator: Evaluator, name: str) -> None:
    chinese, english = (evaluated(evaluator, name, language) for language in ("zh", "en"))
    assert trace_in(chinese, evaluator.release, "en") == english.trace
    assert trace_in(english, evaluator.release, "zh") == chinese.trace
    assert trace_in(chinese, evaluator.release, "zh") is chinese.trace
