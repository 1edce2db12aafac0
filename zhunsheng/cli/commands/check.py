"""``zhunsheng check``: reads a ruleset and its scenarios, and proves that every word in them exists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer
from pydantic import BaseModel

from zhunsheng.cli.exits import told
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.language.documents import read_file
from zhunsheng.engine.problems import InputError, Problem, RulesetError, Span, refuse
from zhunsheng.engine.release import Release, default_folder, load_release
from zhunsheng.engine.scenarios import Scenario, read_scenario, scenario_problems
from zhunsheng.engine.vocabulary.models import case_model, read_case


def check(
    folder: Annotated[
        Path | None,
        typer.Argument(help="规则集目录，默认为自带规则集 · A ruleset; the project's own by default"),
    ] = None,
    lang: Annotated[Language, typer.Option(help="问题的语言 · Language of the complaints")] = "zh",
) -> None:
    """检查规则集：引用、事实、取值是否都存在 · Check a ruleset and its scenarios.

    退出码 0 无误，2 有误（逐处列出）· Exit code: 0 sound, 2 not, with every problem listed.
    """
    with told(lang):
        place = (folder or default_folder()).resolve()
        release = load_release(place)
        scenarios = _scenarios(release)
        for line in _report(release, scenarios):
            typer.echo(line)


def _scenarios(release: Release) -> tuple[Scenario, ...]:
    """The scenarios of a ruleset; the problems of all of them together, if there are any."""
    model = case_model(release.vocabulary)
    found: list[Scenario] = []
    problems: list[Problem] = []
    top = release.folder / "scenarios"
    for path in sorted(top.rglob("*.yaml")):
        shown = f"{release.folder.name}/scenarios/{path.relative_to(top).as_posix()}"
        try:
            scenario = read_scenario(read_file(path, shown))
        except InputError as error:
            problems.extend(error.problems)
            continue
        found.append(scenario)
        problems.extend(_problems(scenario, release, model))
    problems.extend(_twice(found))
    refuse(problems, RulesetError)
    return tuple(found)


def _problems(scenario: Scenario, release: Release, model: type[BaseModel]) -> Iterator[Problem]:
    try:
        read_case(scenario.case, model, release.vocabulary)
    except InputError as error:
        yield from error.problems
    yield from scenario_problems(scenario, release.rules, release.scale)


def _twice(scenarios: Iterable[Scenario]) -> Iterator[Problem]:
    first: dict[str, Scenario] = {}
    for scenario in scenarios:
        other = first.setdefault(scenario.id, scenario)
        if other is not scenario:
            yield Problem("duplicate_id", f"the scenario id '{scenario.id}' is taken", why=f"{other.file} has it.",
                          mend="Choose another id.", span=Span(scenario.file, 1, 1))  # fmt: skip


def _report(release: Release, scenarios: tuple[Scenario, ...]) -> Iterator[str]:
    facts = [fact for _, fact in release.vocabulary.all_facts()]
    kinds = Counter(scenario.kind for scenario in scenarios)
    yield f"准绳规则集 {release.name} {release.version}"
    yield f"  {release.digest}"
    counts = (
        ("事实", "facts", len(facts)),
        ("取值", "enum values", sum(len(fact.values) for fact in facts)),
        ("文件", "sources", len(release.sources)),
        ("条款", "articles", sum(len(source.articles) for source in release.sources.values())),
        ("规则", "rules", len(release.rules)),
        ("决策表", "decision tables", len(release.tables)),
        ("引用", "citations", sum(len(rule.cites) for rule in release.rules.values())),
        ("情景", "scenarios", kinds["case"]),
        ("公开通报", "published notices", kinds["published"]),
    )
    for zh, en, number in counts:
        yield f"  {number:>5}  {zh} {en}"
    yield "每处引用的条款、事实名和取值都存在；例外没有循环，决策表的承诺成立。"
    yield "Every citation, fact name and enum value exists; exceptions have no cycle, tables keep their promises."
