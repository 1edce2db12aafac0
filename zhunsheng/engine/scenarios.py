"""Scenario files: a case with what is expected of it, or with what was published about it.

Scenarios are the tests that a lawyer can read. `kind: case` states what must come out; `kind: published` is a real notice, its
facts as stated and its outcome beside them, which is not an expectation: practice and law differ, and both are shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from zhunsheng.engine.language.documents import Document, read_file
from zhunsheng.engine.language.rules import Rule
from zhunsheng.engine.language.validation import validated
from zhunsheng.engine.lighter_law import Reason
from zhunsheng.engine.problems import Problem, Span, nearest
from zhunsheng.engine.scale import Scale
from zhunsheng.engine.suggestion import FormNumber, Status, SubjectAnswer, Suggestion
from zhunsheng.engine.vocabulary.facts import Text
from zhunsheng.engine.vocabulary.loading import TextDocument

#: The folder of the pairs of scenarios, which are read by `scenario_pairs` and are no scenarios of this kind.
PAIRS = "pairs"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


_Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]


class _FormExpectation(_Strict):
    at_least: FormNumber | None = None
    at_most: FormNumber | None = None
    recommended: FormNumber | None = None


class _PossibleExpectation(_Strict):
    lowest: FormNumber | None = None
    highest: FormNumber | None = None


class _LawExpectation(_Strict):
    applied: Literal["act", "decision"]
    reason: Reason | None = None


class Expectation(_Strict):
    """What must come out for one subject; what is not stated is not checked.

    Attributes:
        rules: Rule id → status, over the subject and its conducts (the strongest status counts).
        recommended: Keys of the recommended measures, all of them.
        measures: Keys of measures that must be within the range.
        not_measures: Keys of measures that must not be.
        procedure, warnings: Keys that must be established.
        not_procedure: Keys of duties that must not be established.
        due, extended_due: Key of a duty → the last day to do it (with the longest extension); null where none can be told.
        ends: Key of a measure → the last day of its effect; null where none can be told.
        not_warnings: Keys of warnings that must not be given.
        law: Id of a conduct → whose law was applied to it, and why.
    """

    form: _FormExpectation = _FormExpectation()
    possible: _PossibleExpectation = _PossibleExpectation()
    rules: dict[str, Status] = {}
    tolerance: Literal["granted", "refused", "contingent", "not_claimed"] | None = None
    recommended: tuple[str, ...] | None = None
    measures: tuple[str, ...] = ()
    not_measures: tuple[str, ...] = ()
    procedure: tuple[str, ...] = ()
    not_procedure: tuple[str, ...] = ()
    due: dict[str, _Day | None] = {}
    extended_due: dict[str, _Day | None] = {}
    ends: dict[str, _Day | None] = {}
    warnings: tuple[str, ...] = ()
    not_warnings: tuple[str, ...] = ()
    law: dict[str, _LawExpectation] = {}


class PublishedOutcome(_Strict):
    """What a notice says came of a subject: the terms as published, and the measures of the scale they name."""

    form: FormNumber
    measures: tuple[str, ...]
    terms: tuple[str, ...]
    note: str | None = None


class _Notice(_Strict):
    ids: tuple[str, ...]
    date: str


class _ScenarioDocument(_Strict):
    scenario: Annotated[str, Field(pattern=r"^[a-z0-9_]+(\.[a-z0-9_]+)+$")]
    title: TextDocument
    kind: Literal["case", "published"]
    case: dict[str, object]
    notice: _Notice | None = None
    expect: dict[str, Expectation] = {}
    published: dict[str, PublishedOutcome] = {}
    procedure: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scenario:
    """One scenario.

    Attributes:
        case: The case document inside it, with places in the scenario's file.
        procedure: Keys of the duties expected for the case as a whole.
    """

    id: str
    title: Text
    kind: Literal["case", "published"]
    case: Document
    expect: Mapping[str, Expectation]
    published: Mapping[str, PublishedOutcome]
    procedure: tuple[str, ...]
    file: str


def is_scenario(document: Document) -> bool:
    """Whether a document is a scenario and not a bare case."""
    return isinstance(document.value, dict) and "scenario" in document.value


def read_scenario(document: Document) -> Scenario:
    """A document as a scenario.

    Raises:
        RulesetError: it is not of a scenario's shape.
    """
    read = validated(_ScenarioDocument, document)
    return Scenario(
        read.scenario,
        read.title.text(),
        read.kind,
        document.part("case"),
        read.expect,
        read.published,
        read.procedure,
        document.file,
    )


def scenario_files(folder: Path) -> tuple[Path, ...]:
    """The files below a folder that hold a scenario, by name; those in a folder of pairs do not."""
    files = (path for path in folder.rglob("*.yaml") if PAIRS not in path.relative_to(folder).parts[:-1])
    return tuple(sorted(files))


def load_scenarios(folder: Path, shown_as: str = "rulesets/scenarios") -> tuple[Scenario, ...]:
    """Every scenario below a folder, in the order of file names."""
    return tuple(
        read_scenario(read_file(path, f"{shown_as}/{path.relative_to(folder).as_posix()}"))
        for path in scenario_files(folder)
    )


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


def unmet(scenario: Scenario, suggestion: Suggestion) -> Iterator[str]:
    """What a suggestion does not meet of a scenario's expectations, a sentence each."""
    answers = {answer.subject_id: answer for answer in suggestion.subjects}
    for subject, expected in scenario.expect.items():
        answer = answers[subject]
        for name, wanted in expected.form.model_dump(exclude_none=True).items():
            if getattr(answer.form, name) != wanted:
                yield f"{subject}: form {name} is {getattr(answer.form, name)}, expected {wanted}"
        for name, wanted in expected.possible.model_dump(exclude_none=True).items():
            if getattr(answer.possible, name) != wanted:
                yield f"{subject}: possible {name} is {getattr(answer.possible, name)}, expected {wanted}"
        statuses = _statuses(suggestion, subject)
        for rule, status in expected.rules.items():
            if statuses.get(rule, "not_established") != status:
                yield f"{subject}: rule {rule} is {statuses.get(rule, 'not_established')}, expected {status}"
        if expected.tolerance is not None and answer.tolerance.status != expected.tolerance:
            yield f"{subject}: tolerance is {answer.tolerance.status}, expected {expected.tolerance}"
        recommended = tuple(measure.key for measure in answer.measures if measure.recommended)
        if expected.recommended is not None and set(recommended) != set(expected.recommended):
            yield f"{subject}: recommended are {list(recommended)}, expected {list(expected.recommended)}"
        within = {measure.key for measure in answer.measures}
        for key in expected.measures:
            if key not in within:
                yield f"{subject}: {key} is not within the range"
        for key in expected.not_measures:
            if key in within:
                yield f"{subject}: {key} is within the range and must not be"
        duties = {duty.key for duty in answer.procedure if duty.status == "established"}
        warned = {warning.key for warning in answer.warnings}
        for key in (*(set(expected.procedure) - duties), *(set(expected.warnings) - warned)):
            yield f"{subject}: {key} is missing"
        for key in sorted(set(expected.not_procedure) & duties):
            yield f"{subject}: {key} is established and must not be"
        for key in sorted(set(expected.not_warnings) & warned):
            yield f"{subject}: {key} is a warning and must not be"
        yield from _wrong_days(subject, expected, answer)
        yield from _wrong_laws(subject, expected, suggestion)
    missing = set(scenario.procedure) - {
        duty.key for duty in suggestion.procedure if duty.status == "established"
    }
    for key in sorted(missing):
        yield f"case: {key} is missing"


def _wrong_days(subject: str, expected: Expectation, answer: SubjectAnswer) -> Iterator[str]:
    """Due dates and ends of effects that are not as expected."""
    # Several versions of the law may conclude one duty: the one that is established counts.
    duties = sorted(answer.procedure, key=lambda duty: duty.status == "established")
    found = {
        "due": {duty.key: duty.due for duty in duties},
        "extended_due": {duty.key: duty.extended_due for duty in duties},
        "ends": {measure.key: measure.ends for measure in answer.measures},
    }
    for what, days in found.items():
        wanted: Mapping[str, str | None] = getattr(expected, what)
        for key, day in wanted.items():
            if days.get(key, "missing") != day:
                yield f"{subject}: {what} of {key} is {days.get(key, 'missing')}, expected {day}"


def _wrong_laws(subject: str, expected: Expectation, suggestion: Suggestion) -> Iterator[str]:
    """Conducts to which another law was applied, or the same for another reason."""
    found = {law.conduct_id: law for law in suggestion.law.conducts if law.subject_id == subject}
    for conduct, wanted in expected.law.items():
        law = found[conduct]
        for name, value in wanted.model_dump(exclude_none=True).items():
            if getattr(law, name) != value:
                yield f"{subject}: law of {conduct}: {name} is {getattr(law, name)}, expected {value}"


def _statuses(suggestion: Suggestion, subject: str) -> Mapping[str, Status]:
    """The strongest status of each rule on a subject or its conducts."""
    position = next(n for n, answer in enumerate(suggestion.subjects) if answer.subject_id == subject)
    found: dict[str, Status] = {}
    for node in suggestion.trace.nodes:
        place = f"/subjects/{position}"
        if node.kind == "rule" and (node.instance == place or node.instance.startswith(place + "/")):
            status: Status = (
                "established"
                if node.established
                else ("contingent" if node.possible == "unknown" else "not_established")
            )
            order: list[Status] = ["not_established", "contingent", "established"]
            found[node.rule] = max(found.get(node.rule, "not_established"), status, key=order.index)
    return found
