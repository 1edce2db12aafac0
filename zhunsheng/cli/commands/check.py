"""``zhunsheng check``: reads a ruleset and its scenarios, and proves that every word in them exists.

And that every rule has a pair of scenarios (whether a pair does what it says takes an engine, and is a test), and that published
totals add up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from zhunsheng.cli.exits import told
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.problems import Problem, RulesetError, refuse
from zhunsheng.engine.release import Release, default_folder, load_release
from zhunsheng.engine.scenario_folders import read_scenarios
from zhunsheng.engine.scenario_pairs import checked_pairs
from zhunsheng.engine.scenarios import Scenario
from zhunsheng.engine.statistics.published_documents import load_published_totals
from zhunsheng.engine.vocabulary.models import case_model

_Item = TypeVar("_Item")


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
        release = load_release((folder or default_folder()).resolve())
        shown_as = f"{release.folder.name}/scenarios"
        model = case_model(release.vocabulary)
        problems: list[Problem] = []
        scenarios = release.folder / "scenarios"
        read = _read(lambda: read_scenarios(scenarios, shown_as, release, model), problems)
        pairs = _read(lambda: checked_pairs(release), problems)
        totals = _read(lambda: load_published_totals(release), problems)
        refuse(problems, RulesetError)
        for line in _report(release, tuple(item.scenario for item in read), len(pairs), len(totals)):
            typer.echo(line)


def _read(read: Callable[[], tuple[_Item, ...]], problems: list[Problem]) -> tuple[_Item, ...]:
    """What is read; nothing where there is something to complain about, which is added to `problems`."""
    try:
        return read()
    except RulesetError as error:
        problems.extend(error.problems)
        return ()


def _report(release: Release, scenarios: tuple[Scenario, ...], pairs: int, totals: int) -> Iterator[str]:
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
        ("成对情景", "pairs beside the rules", pairs),
        ("公布数", "published totals that add up", totals),
    )
    for zh, en, number in counts:
        yield f"  {number:>5}  {zh} {en}"
    yield "每处引用的条款、事实名和取值都存在；例外没有循环，决策表的承诺成立。"
    yield "Every citation, fact name and enum value exists; exceptions have no cycle, tables keep their promises."
