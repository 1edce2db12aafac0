"""Whether a suggestion is what a scenario expects; every difference in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from zhunsheng.engine.scenarios import Expectation, Scenario
from zhunsheng.engine.suggestion import Status, SubjectAnswer, Suggestion

#: The folder of the pairs of scenarios, which are read by `scenario_pairs` and are no scenarios of this kind.
PAIRS = "pairs"


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
