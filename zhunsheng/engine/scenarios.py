"""Scenario files: a case with what is expected of it, or with what was published about it.

Scenarios are the tests that a lawyer can read. `kind: case` states what must come out; `kind: published` is a real notice, its
facts as stated and its outcome beside them, which is not an expectation: practice and law differ, and both are shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from zhunsheng.engine.language.documents import Document, read_file
from zhunsheng.engine.language.validation import validated
from zhunsheng.engine.lighter_law import Reason
from zhunsheng.engine.suggestion import FormNumber, Status
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
