"""Renders ``docs/ambiguities.md``: every point of discretion, and where it is handled, so that none is forgotten."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from zhunsheng.engine.ambiguities import Ambiguity, Section
from zhunsheng.engine.release import Release

PAGE = Path(__file__).resolve().parents[2] / "docs" / "ambiguities.md"

_INTRODUCTION = """\
# 裁量点和冲突点 Points of discretion and conflict

本页由 `make golden` 生成，出自 [rulesets/ambiguities.yaml](../rulesets/ambiguities.yaml)。法律留有裁量、彼此冲突或者
没有写明的地方，系统不替人作决定；本页说明每一点在哪里处理。

This page is written by `make golden` from [rulesets/ambiguities.yaml](../rulesets/ambiguities.yaml). Where the law leaves
discretion, conflicts with itself or is silent, nothing is settled here in people's stead; this is where each point is handled.

- **R**：给区间，不给单点。The answer is a range.
- **H**：转人工判断，只列要素和依据。People judge; the answer names the elements and the grounds.
- **F**：硬规则，显示依据和版本。A hard rule that shows its basis and version.

规则名（`a.b`）可在 `rulesets/rules/` 查到；“事实”由人填写或者判断；“措施”指其在 `rulesets/scale.yaml` 的位置；“提醒”随答复给出。
情景在 `rulesets/scenarios/cases/`，测试核对所列的规则、事实、措施和提醒在其中确实出现。

Rules are found in `rulesets/rules/`; facts are stated or judged by people; measures stand for their place in the scale; cautions
come with every answer they fit. A test holds that each of them shows in the scenarios named beside it.
"""


def ambiguities_page(sections: Iterable[Section], release: Release) -> str:
    """The page as Markdown."""
    return "\n".join([_INTRODUCTION, *_tables(sections, release)])


def _tables(sections: Iterable[Section], release: Release) -> Iterator[str]:
    for section in sections:
        yield f"## {section.name.zh} {section.name.en}\n"
        yield "| 点 | 内容 Point | 方式 | 处理 Handled | 规则、事实、措施 Where | 情景 Shown in |"
        yield "|---|---|---|---|---|---|"
        yield from (_row(point, release) for point in section.points)
        yield ""


def _row(point: Ambiguity, release: Release) -> str:
    cells = (
        str(point.number),
        f"{point.topic.zh}<br>{point.topic.en}",
        " ".join(point.ways),
        f"{point.handled.zh}<br>{point.handled.en}",
        "<br>".join(_places(point, release)),
        "<br>".join(
            f"[{name}](../rulesets/scenarios/cases/{name}.yaml)"
            for name in (scenario.removeprefix("cases.") for scenario in point.scenarios)
        ),
    )
    return f"| {' | '.join(cells)} |"


def _places(point: Ambiguity, release: Release) -> Iterator[str]:
    yield from (f"`{rule}`" for rule in point.rules)
    entities = {entity.key: entity for entity in release.vocabulary.entities}
    for named in point.facts:
        entity, fact = named.split(".")
        yield f"事实 {entities[entity].name.zh}.{entities[entity].fact(fact).name.zh}"
    steps = {step.key: step for track in release.scale.tracks for step in track.steps}
    yield from (f"措施 {steps[key].name.zh}" for key in point.measures)
    yield from (f"提醒 `{key}`" for key in point.cautions)
