"""Whether what a scenario expects can be expected at all: rules, measures and facts that exist, in words that exist."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from zhunsheng.engine.language.rules import Rule
from zhunsheng.engine.problems import Problem, Span, nearest
from zhunsheng.engine.scale import Scale
from zhunsheng.engine.scenarios import Scenario

#: The folder of the pairs of scenarios, which are read by `scenario_pairs` and are no scenarios of this kind.
PAIRS = "pairs"


@dataclass(frozen=True)
class _Kind:
    """A kind of word: what is said of one that does not exist, and how to mend it."""

    code: str
    what: str
    mend: str


_SUBJECT = _Kind("unknown_subject", "'{word}' is no subject of the case", "Use the subject's id.")
_CONDUCT = _Kind("unknown_conduct", "'{word}' is no conduct of its subject", "Use the conduct's id.")
_RULE = _Kind("unknown_rule", "there is no rule '{word}'", "Correct the id.")
_DUTY = _Kind(
    "unknown_duty",
    "no rule concludes the duty '{word}'",
    "Duties are in rulesets/vocabulary/conclusions.yaml.",
)
_MEASURE = _Kind(
    "unknown_measure", "the scale has no measure '{word}'", "Measures are in rulesets/scale.yaml."
)


def scenario_problems(scenario: Scenario, rules: Mapping[str, Rule], scale: Scale) -> Iterator[Problem]:
    """Words in a scenario's expectations and outcomes that name no rule, duty or measure, and subjects that do not exist."""
    span = Span(scenario.file, 1, 1)
    for kind, word, known in _words(scenario, rules, scale):
        if word not in known:
            what = kind.what.format(word=word)
            yield Problem(kind.code, what, span=span, near=nearest(word, known), mend=kind.mend)


def _words(
    scenario: Scenario, rules: Mapping[str, Rule], scale: Scale
) -> Iterator[tuple[_Kind, str, Collection[str]]]:
    """Each word with its kind and the words of that kind that exist."""
    conducts = {
        str(subject.get("id")): {str(conduct.get("id")) for conduct in _objects(subject, "conducts")}
        for subject in _objects(scenario.case.value, "subjects")
    }
    measures = {step.key for track in scale.tracks for step in track.steps}
    duties = {rule.conclusion for rule in rules.values() if rule.kind == "procedure"}
    for subject in (*scenario.expect, *scenario.published):
        yield _SUBJECT, subject, conducts
    for subject, expected in scenario.expect.items():
        for conduct in expected.law:
            yield _CONDUCT, conduct, conducts.get(subject, {conduct})
        for rule in expected.rules:
            yield _RULE, rule, rules
        for duty in (*expected.procedure, *expected.not_procedure, *expected.due, *expected.extended_due):
            yield _DUTY, duty, duties
        for measure in (
            *(expected.recommended or ()),
            *expected.measures,
            *expected.not_measures,
            *expected.ends,
        ):
            yield _MEASURE, measure, measures
    for outcome in scenario.published.values():
        for measure in outcome.measures:
            yield _MEASURE, measure, measures


def _objects(value: object, key: str) -> Iterator[dict[str, object]]:
    """The objects in a list of a document, as far as it is one."""
    items = value.get(key) if isinstance(value, dict) else None
    if isinstance(items, list):
        yield from (item for item in items if isinstance(item, dict))
