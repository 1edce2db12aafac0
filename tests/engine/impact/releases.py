"""Small releases, written in a few lines: one made-up instrument, and the rules that a test is about.

    release(folder, provisions=[rule("a", "行为.隐瞒", opens("党内警告", "党内严重警告"))])

A rule that is left out, or has another condition or range, makes the other release.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.engine.builders import case, conduct, subject
from tests.engine.rulesets import ruleset
from tests.second_engines import nobody
from tests.strategies import Plain
from zhunsheng.engine.case import Case
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.release import Release, load_release
from zhunsheng.engine.suggestion import Suggestion

_SOURCE = """\
id: trial
instrument: trial
title: {{zh: 试验条例, en: Trial Regulations}}
issuer: 试
version: '2018'
kind: party_regulation
in_force: {{from: {effective}, to: null}}
confidence: verified
articles:
  - {{article: '1', topic: 试, summary: 试, confidence: verified}}
"""
_PER = {"findings": "conduct", "provisions": "conduct", "circumstances": "subject", "practice": "subject"}


def opens(low: str, high: str, track: str = "party") -> str:
    """A provision's range."""
    return f"{{provision: 工作失职, ranges: [{{track: {track}, from: {low}, to: {high}}}]}}"


WARNING = opens("党内警告", "党内严重警告")
REMOVAL = opens("撤销党内职务", "开除党籍")


def rule(id: str, when: str, then: str, *, overrides: str = "") -> str:
    """A rule as YAML; all ids begin with ``trial.``"""
    lines = [f"id: trial.{id}", f"title: {{zh: {id}, en: {id}}}", "cite: {article: '1'}"]
    lines += [f"overrides: [trial.{overrides}]"] if overrides else []
    return "  - " + "\n    ".join([*lines, f"when: {when}", f"then: {then}"]) + "\n"


#: The rule that most releases here begin with.
CONCEALED = rule("concealed", "行为.隐瞒", WARNING)


def release(folder: Path, effective: str = "2010-01-01", **layers: Sequence[str]) -> Release:
    """A release with these rules, by layer.

    Args:
        effective: The first day of the instrument.
    """
    folder.mkdir(exist_ok=True)
    made = ruleset(folder)
    (made / "sources" / "trial.yaml").write_text(_SOURCE.format(effective=effective), encoding="utf-8")
    for layer, rules in layers.items():
        if rules:
            path = made / "rules" / layer / "trial.yaml"
            path.parent.mkdir(parents=True)
            head = f"ruleset: 试\nsource: trial\nlayer: {layer}\nper: {_PER[layer]}\nrules:\n"
            path.write_text(head + "".join(rules), encoding="utf-8")
    return load_release(made)


def act(incident: Plain | None = None, **facts: Any) -> Case:
    """A member's conduct of 2019, concealed; decided in 2020."""
    stated: dict[str, Any] = {
        "date": "2019-05-01",
        "continued_until": "2019-05-01",
        "concealed": True,
        **facts,
    }
    member = subject(conduct(**stated), kind="person", party_member=True)
    return case(member, incident=incident, decision_date="2020-05-01")


def answer(made: Release, asked: Case, *, every_rule: bool = True) -> Suggestion:
    """The interactive answer, in Chinese."""
    return Evaluator(made, second=nobody()).evaluate(asked, every_rule=every_rule)
