"""Real notices: what was published must be a way the case can end, by the facts as far as the notice states them.

Whether practice agrees with the suggestion is measured (`make demo` prints it), not asserted: notices leave out
facts, and practice is not the law. That the published outcome is possible is asserted, since an impossible one means
a wrong rule or a wrong coding.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from tests.samples import sampled
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.kleene import Truth
from zhunsheng.engine.release import default_folder, default_release
from zhunsheng.engine.scenario_checks import scenario_problems
from zhunsheng.engine.scenarios import Scenario, load_scenarios
from zhunsheng.engine.suggestion import Suggestion
from zhunsheng.engine.vocabulary.dates import PartialDate

SCENARIOS = load_scenarios(default_folder() / "scenarios" / "published")


# By both engines half of them: that it is possible for all of them, by the first, tests/practice/test_calibration.py says.
@pytest.mark.parametrize("scenario", sampled(SCENARIOS, 2), ids=lambda scenario: scenario.id)
def test_the_published_outcome_is_possible(scenario: Scenario, evaluator: Evaluator) -> None:
    suggestion = evaluator.evaluate(evaluator.read(scenario.case))
    for answer in suggestion.subjects:
        published = scenario.published[answer.subject_id]
        assert answer.possible.lowest <= published.form <= answer.possible.highest, answer.subject_id
    assert list(uncited(suggestion)) == []


def uncited(suggestion: Suggestion) -> Iterator[str]:
    """Measures without an article that somebody has seen and that can have been in force at the act or at the decision."""
    sources = default_release().sources
    said = {suggestion.law.decision, *(law.act for law in suggestion.law.conducts)} - {None}
    days = [PartialDate.parse(day) for text in said for day in str(text).split("/")]
    for answer in suggestion.subjects:
        for measure in answer.measures:
            good = [
                cite
                for cite in measure.cites
                if cite.confidence != "memory"
                and any(sources[cite.source].in_force_on(day) is not Truth.FALSE for day in days)
            ]
            if not good:
                yield f"{answer.subject_id}: {measure.key}"


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.id)
def test_every_subject_has_its_published_outcome(scenario: Scenario, evaluator: Evaluator) -> None:
    release = default_release()
    assert list(scenario_problems(scenario, release.rules, release.scale)) == []
    assert {subject.id for subject in evaluator.read(scenario.case).subjects} == set(scenario.published)


def test_the_notices_cover_what_there_is() -> None:
    """Every form, organizations, leaders, village staff, tolerance claimed."""
    forms: Counter[int] = Counter()
    seen: Counter[str] = Counter()
    for scenario in SCENARIOS:
        forms.update(outcome.form for outcome in scenario.published.values())
        document: Any = scenario.case.value
        for subject in document["subjects"]:
            seen["organization"] += subject.get("kind") == "organization"
            seen["leader"] += subject.get("leading_cadre") is True
            seen["village"] += subject.get("village_cadre") is True
            seen["discipline organ"] += subject.get("category") == "discipline_organ"
            seen["tolerance"] += any(
                conduct.get("tolerance_claimed") for conduct in subject.get("conducts", [])
            )
    assert len(SCENARIOS) >= 24
    assert set(forms) == {0, 1, 2, 3, 4}
    assert all(
        seen[what] >= 2 for what in ("organization", "leader", "village", "discipline organ", "tolerance")
    ), seen
