"""Cases and verdicts as JSON values, for the line between the engine's process and ours.

Only these two processes of one release speak it, so it is compact and not a format for anyone else: facts
are listed as entity, fact and value; a value that JSON has no word for (a partial date) says what it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from zhunsheng.engine.case import Case, Conduct, Facts, Subject
from zhunsheng.engine.engines.verdict import (
    FormVerdict,
    RuleVerdict,
    SubjectVerdict,
    TrackVerdict,
    Verdict,
)
from zhunsheng.engine.kleene import Truth
from zhunsheng.engine.law_dates import LawDates
from zhunsheng.engine.vocabulary.dates import PartialDate
from zhunsheng.engine.vocabulary.facts import FactRef, FactValue

_DATE = "$date"


def case_to_json(case: Case) -> Any:
    """A case. Its evidence stays behind: no rule reads it."""
    return {
        "id": case.id,
        "facts": _facts_to_json(case.facts),
        "subjects": [
            {
                "id": subject.id,
                "facts": _facts_to_json(subject.facts),
                "conducts": [
                    {
                        "id": conduct.id,
                        "facts": _facts_to_json(conduct.facts),
                        "law": _law_to_json(conduct.law),
                    }
                    for conduct in subject.conducts
                ],
            }
            for subject in case.subjects
        ],
    }


def case_from_json(read: Any) -> Case:
    """The case again, without evidence."""
    subjects = tuple(
        Subject(
            subject["id"],
            _facts_from_json(subject["facts"]),
            tuple(
                Conduct(conduct["id"], _facts_from_json(conduct["facts"]), _law_from_json(conduct["law"]))
                for conduct in subject["conducts"]
            ),
        )
        for subject in read["subjects"]
    )
    return Case(read["id"], _facts_from_json(read["facts"]), subjects, {})


def _facts_to_json(facts: Facts) -> list[Any]:
    return [[ref.entity, ref.fact, _value_to_json(value)] for ref, value in facts.items()]


def _facts_from_json(read: list[Any]) -> Facts:
    return {FactRef(entity, fact): _value_from_json(value) for entity, fact, value in read}


def _law_to_json(law: LawDates | None) -> Any:
    if law is None:
        return None
    return {clock: _day_to_json(day) if day else None for clock, day in vars(law).items()}


def _law_from_json(read: Any) -> LawDates | None:
    if read is None:
        return None
    return LawDates(**{clock: _day_from_json(day) if day else None for clock, day in read.items()})


def _day_to_json(day: PartialDate) -> Any:
    """A day with both of its ends: one that was worked out is no date that a user could have written."""
    return [day.earliest.isoformat(), day.latest.isoformat(), day.text]


def _day_from_json(read: Any) -> PartialDate:
    earliest, latest, text = read
    return PartialDate(date.fromisoformat(earliest), date.fromisoformat(latest), text)


def _value_to_json(value: FactValue) -> Any:
    if isinstance(value, PartialDate):
        return {_DATE: value.text}
    return dict(value) if isinstance(value, Mapping) else value


def _value_from_json(read: Any) -> FactValue:
    if isinstance(read, dict) and read.keys() == {_DATE}:
        return PartialDate.parse(read[_DATE])
    value: FactValue = read
    return value


def verdict_to_json(verdict: Verdict) -> Any:
    """A verdict."""
    return {
        "rules": _rules_to_json(verdict.rules),
        "subjects": {
            key: {
                "rules": _rules_to_json(subject.rules),
                "conducts": {conduct: _rules_to_json(rules) for conduct, rules in subject.conducts.items()},
                "tracks": {track: vars(found) for track, found in subject.tracks.items()},
                "forms": vars(subject.forms),
            }
            for key, subject in verdict.subjects.items()
        },
    }


def verdict_from_json(read: Any) -> Verdict:
    """The verdict again, equal to what it was."""
    subjects = {
        key: SubjectVerdict(
            _rules_from_json(subject["rules"]),
            {conduct: _rules_from_json(rules) for conduct, rules in subject["conducts"].items()},
            {track: TrackVerdict(**found) for track, found in subject["tracks"].items()},
            FormVerdict(**subject["forms"]),
        )
        for key, subject in read["subjects"].items()
    }
    return Verdict(_rules_from_json(read["rules"]), subjects)


def _rules_to_json(rules: Mapping[str, RuleVerdict]) -> dict[str, Any]:
    return {rule: [verdict.established, verdict.possible.value] for rule, verdict in rules.items()}


def _rules_from_json(read: dict[str, Any]) -> Mapping[str, RuleVerdict]:
    return {rule: RuleVerdict(established, Truth(possible)) for rule, (established, possible) in read.items()}
