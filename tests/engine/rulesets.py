"""Small rulesets on disk: the vocabulary, sources and scale that come with the project, and rules of the test's own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from zhunsheng.engine.problems import Problem, RulesetError
from zhunsheng.engine.release import default_folder, load_release

HEADER = "ruleset: 试\nsource: shanxi_notice_2021\nlayer: {layer}\nper: {per}\nrules:\n"


def rule(id: str, then: str = "{finding: 履职不力}", when: str = "行为.隐瞒", **more: str) -> str:
    """A rule as YAML, one line a key, so that tests can count lines: the id, then what `more` says, then the rest."""
    lines = [f"id: {id}", "title: {zh: 试, en: Test}"]
    if "cite" not in more:
        lines.append("cite: {article: 严查一}")
    lines += [f"{key}: {value}" for key, value in more.items() if value]
    lines += [f"when: {when}", f"then: {then}"]
    return "  - " + "\n    ".join(lines) + "\n"


def file_of(*rules: str, layer: str = "findings", per: str = "conduct") -> str:
    """A file of rules. The first rule starts in line 6."""
    return HEADER.format(layer=layer, per=per) + "".join(rules)


def ruleset(folder: Path, **files: str) -> Path:
    """A ruleset with these files, by layer, as ``rules/<layer>/mine.yaml``."""
    made = folder / "mine"
    made.mkdir()
    for part in ("manifest.yaml", "scale.yaml"):
        shutil.copy(default_folder() / part, made / part)
    for part in ("vocabulary", "sources"):
        shutil.copytree(default_folder() / part, made / part)
    for layer, text in files.items():
        path = made / "rules" / layer / "mine.yaml"
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    return made


def refused(folder: Path, **files: str) -> list[Problem]:
    """The problems on loading a ruleset."""
    made = ruleset(folder, **files)
    with pytest.raises(RulesetError) as error:
        load_release(made)
    return list(error.value.problems)


def places(problems: list[Problem]) -> list[tuple[str, str]]:
    """Code and place of each problem."""
    return [(problem.code, str(problem.span)) for problem in problems]
