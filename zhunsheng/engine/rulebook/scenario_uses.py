"""In which scenarios a rule is established, and in which it can still apply.

The statuses are those of an answer: over a subject and its conducts, or the case as a whole, the strongest one counts. All
scenarios are judged by the first engine alone, which takes some seconds; tests hold scenarios to both. Whoever has something
else to do meanwhile, such as a service with visitors, takes `judging` step by step.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from pydantic import BaseModel

from zhunsheng.engine.case import instances
from zhunsheng.engine.compiled import CompiledRelease
from zhunsheng.engine.engines.verdict import RuleVerdict, Verdict
from zhunsheng.engine.kleene import Truth
from zhunsheng.engine.scenario_folders import ReadScenario, read_scenarios
from zhunsheng.engine.scenarios import Scenario

UseStatus: TypeAlias = Literal["established", "contingent"]
ScenarioKind: TypeAlias = Literal["case", "published"]
#: What the folder of scenarios is called in messages.
SHOWN_AS = "rulesets/scenarios"


@dataclass(frozen=True)
class ScenarioUse:
    """A rule in a scenario."""

    scenario: Scenario
    status: UseStatus


@dataclass(frozen=True)
class UseCount:
    """In how many scenarios of a kind a rule is established, and in how many it can still apply; of how many there are."""

    established: int
    contingent: int
    scenarios: int


@dataclass(frozen=True)
class ScenarioUses:
    """The scenarios of a release, judged.

    Attributes:
        scenarios: How many there are of each kind.
        by_rule: By id of the rule, the scenarios that use it, in the order of their files.
    """

    scenarios: Mapping[ScenarioKind, int]
    by_rule: Mapping[str, tuple[ScenarioUse, ...]]

    def of(self, rule: str) -> tuple[ScenarioUse, ...]:
        """The scenarios that use a rule; those in which it is established first."""
        return tuple(sorted(self.by_rule.get(rule, ()), key=lambda use: use.status != "established"))

    def count(self, rule: str, kind: ScenarioKind) -> UseCount:
        """How often a rule is used in the scenarios of a kind."""
        found = [use.status for use in self.by_rule.get(rule, ()) if use.scenario.kind == kind]
        return UseCount(found.count("established"), found.count("contingent"), self.scenarios.get(kind, 0))


def scenario_uses(compiled: CompiledRelease, model: type[BaseModel]) -> ScenarioUses:
    """Judges every scenario of a release.

    Args:
        model: Of cases of its vocabulary.

    Raises:
        RulesetError: with every problem of the scenarios.
    """
    steps = judging(compiled, model)
    while True:
        try:
            next(steps)
        except StopIteration as ended:
            found: ScenarioUses = ended.value
            return found


def judging(compiled: CompiledRelease, model: type[BaseModel]) -> Generator[None, None, ScenarioUses]:
    """The same in steps: first all scenarios are read, then one after the other is judged; what comes of it is returned.

    Raises:
        RulesetError: with every problem of the scenarios.
    """
    release = compiled.release
    read = read_scenarios(release.folder / "scenarios", SHOWN_AS, release, model)
    found: dict[str, list[ScenarioUse]] = defaultdict(list)
    kinds: dict[ScenarioKind, int] = defaultdict(int)
    for item in read:
        yield
        kinds[item.scenario.kind] += 1
        for rule, status in _statuses(_verdict(item, compiled)).items():
            found[rule].append(ScenarioUse(item.scenario, status))
    return ScenarioUses(dict(kinds), {rule: tuple(uses) for rule, uses in found.items()})


def _verdict(read: ReadScenario, compiled: CompiledRelease) -> Verdict:
    return compiled.laws.verdict(compiled.laws.judge(instances(read.case)))


def _statuses(verdict: Verdict) -> Mapping[str, UseStatus]:
    """By rule, the strongest status in a case, of those that are established or can be."""
    found: dict[str, UseStatus] = {}
    for rule, of in _rules(verdict):
        if of.established:
            found[rule] = "established"
        elif of.possible is not Truth.FALSE:
            found.setdefault(rule, "contingent")
    return found


def _rules(verdict: Verdict) -> Iterator[tuple[str, RuleVerdict]]:
    yield from verdict.rules.items()
    for subject in verdict.subjects.values():
        yield from subject.rules.items()
        for rules in subject.conducts.values():
            yield from rules.items()
