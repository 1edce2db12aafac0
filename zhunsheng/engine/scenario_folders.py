"""Reads a folder of scenarios, each with its case, and goes on looking after the first problem.

Who maintains scenarios wants to hear of everything that is wrong at once, and nothing is counted, measured or shown of a folder
that is sound in part: what was left out would be noticed by nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from zhunsheng.engine.case import Case
from zhunsheng.engine.language.documents import read_file
from zhunsheng.engine.problems import InputError, Problem, RulesetError, Span, refuse
from zhunsheng.engine.release import Release
from zhunsheng.engine.scenario_checks import scenario_problems
from zhunsheng.engine.scenarios import Scenario, read_scenario, scenario_files
from zhunsheng.engine.vocabulary.models import read_case


@dataclass(frozen=True)
class ReadScenario:
    """A scenario and the case inside it."""

    scenario: Scenario
    case: Case


def read_scenarios(
    folder: Path, shown_as: str, release: Release, model: type[BaseModel]
) -> tuple[ReadScenario, ...]:
    """Every scenario below a folder, in the order of file names.

    Args:
        shown_as: What the folder is called in messages.

    Raises:
        RulesetError: with every problem of every file: its shape, its case, words that name nothing, ids that are taken.
    """
    found: list[ReadScenario] = []
    problems: list[Problem] = []
    for path in scenario_files(folder):
        try:
            scenario = read_scenario(read_file(path, f"{shown_as}/{path.relative_to(folder).as_posix()}"))
        except InputError as error:
            problems.extend(error.problems)
            continue
        problems.extend(scenario_problems(scenario, release.rules, release.scale))
        try:
            found.append(ReadScenario(scenario, read_case(scenario.case, model, release.vocabulary)))
        except InputError as error:
            problems.extend(error.problems)
    problems.extend(_twice(read.scenario for read in found))
    refuse(problems, RulesetError)
    return tuple(found)


def _twice(scenarios: Iterable[Scenario]) -> Iterator[Problem]:
    first: dict[str, Scenario] = {}
    for scenario in scenarios:
        other = first.setdefault(scenario.id, scenario)
        if other is not scenario:
            yield Problem("duplicate_id", f"the scenario id '{scenario.id}' is taken", why=f"{other.file} has it.",
                          mend="Choose another id.", span=Span(scenario.file, 1, 1))  # fmt: skip
