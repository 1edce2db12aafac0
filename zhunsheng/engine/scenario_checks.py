"""Whether what a scenario expects can be expected at all: rules, measures and facts that exist, in words that exist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from zhunsheng.engine.language.rules import Rule
from zhunsheng.engine.problems import Problem, Span, nearest
from zhunsheng.engine.scale import Scale
from zhunsheng.engine.scenarios import Scenario

#: The folder of the pairs of scenarios, which are read by `scenario_pairs` and are no scenarios of this kind.
PAIRS = "pairs"


def scenario_problems(scenario: Scenario, rules: Mapping[str, Rule], scale: Scale) -> Iterator[Problem]:
    """Words in a scenario's expectations and outcomes that name no rule, duty or measure, and subjects that do not exist."""
    span = Span(scenario.file, 1, 1)
    measures = {step.key for track in scale.tracks for step in track.steps}
    value = scenario.case.value
    conducts = {
        str(subject.get("id")): {str(conduct.get("id")) for conduct in _objects(subject, "conducts")}
        for subject in _objects(value, "subjects")
    }
    ids = set(conducts)
    for subject in (*scenario.expect, *scenario.published):
        if subject not in ids:
            yield Problem(
                "unknown_subject",
                f"'{subject}' is no subject of the case",
                span=span,
                near=nearest(subject, ids),
                mend="Use the subject's id.",
            )
    for subject, expected in scenario.expect.items():
        for conduct in expected.law:
            if conduct not in conducts.get(subject, {conduct}):
                yield Problem(
                    "unknown_conduct",
                    f"'{conduct}' is no conduct of '{subject}'",
                    span=span,
                    near=nearest(conduct, conducts[subject]),
                    mend="Use the conduct's id.",
                )
    for expected in scenario.expect.values():
        for rule in expected.rules:
            if rule not in rules:
                yield Problem(
                    "unknown_rule",
                    f"there is no rule '{rule}'",
                    span=span,
                    near=nearest(rule, rules),
                    mend="Correct the id.",
                )
    duties = {rule.conclusion for rule in rules.values() if rule.kind == "procedure"}
    for expected in scenario.expect.values():
        for key in (*expected.procedure, *expected.not_procedure, *expected.due, *expected.extended_due):
            if key not in duties:
                yield Problem(
                    "unknown_duty",
                    f"no rule concludes the duty '{key}'",
                    span=span,
                    near=nearest(key, duties),
                    mend="Duties are in rulesets/vocabulary/conclusions.yaml.",
                )
    named = [
        key
        for item in scenario.expect.values()
        for key in (*(item.recommended or ()), *item.measures, *item.not_measures, *item.ends)
    ]
    named += [key for outcome in scenario.published.values() for key in outcome.measures]
    for key in named:
        if key not in measures:
            yield Problem(
                "unknown_measure",
                f"the scale has no measure '{key}'",
                span=span,
                near=nearest(key, measures),
                mend="Measures are in rulesets/scale.yaml.",
            )


def _objects(value: object, key: str) -> Iterator[dict[str, object]]:
    """The objects in a list of a document, as far as it is one."""
    items = value.get(key) if isinstance(value, dict) else None
    if isinstance(items, list):
        yield from (item for item in items if isinstance(item, dict))
