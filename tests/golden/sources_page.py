"""Renders ``docs/sources.md``: every instrument on record with its versions, so that the page cannot fall behind the files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from zhunsheng.engine.sources import Confidence, Source, SourceKind, versions

PAGE = Path(__file__).resolve().parents[2] / "docs" / "sources.md"

_KINDS: dict[SourceKind, str] = {
    "party_regulation": "党内法规和规范性文件 Party regulations",
    "state_law": "国家法律、行政法规和规章 State law",
    "judicial_interpretation": "司法解释和司法文件 Judicial interpretations",
    "administrative_notice": "行政公告 Administrative notices",
    "policy": "政策、通知、案例和做法（不单独作为处分依据） Policy, cases and practice (no ground for a sanction by itself)",
}

_CONFIDENCE: dict[Confidence, str] = {"verified": "已见文本", "partial": "部分或二手", "memory": "未见文本"}

_INTRODUCTION = """\
# 收录的规定 What is on record

本页由 `make golden` 生成，出自 `rulesets/sources/`；摘要、说明和各条的置信度见各文件。

This page is written by `make golden` from `rulesets/sources/`; the files hold summaries, notes and each article's confidence.

- **施行**：起止两日均在内；“不明”指施行日期未核，“—”指没有记录终止日期。
- **置信度**：已见文本（verified）；部分或二手（partial）；未见文本（memory），只可用于提示，不得作为处理依据。
- **条款**：已收录的条数，括号内为其中未见文本的条数。0 表示只收录版本和日期。

In force: both days belong to it; 不明 is a first day that is not known, — is no end on record. Confidence: text seen; in part or
second hand; not seen, good for a notice only. Articles: how many are on record and, in brackets, how many of those nobody saw.
"""


def sources_page(sources: Iterable[Source]) -> str:
    """The page as Markdown."""
    recorded = tuple(sources)
    return "\n".join([_INTRODUCTION, *_tables(recorded)])


def _tables(sources: tuple[Source, ...]) -> Iterator[str]:
    for kind, heading in _KINDS.items():
        of_kind = [source for source in sources if source.kind == kind]
        yield f"## {heading}\n"
        yield "| 文件 Instrument | 版本 Version | 文号 Number | 施行 In force | 置信度 Confidence | 条款 Articles |"
        yield "|---|---|---|---|---|---|"
        for instrument in dict.fromkeys(source.instrument for source in of_kind):
            for source in versions(of_kind, instrument):
                yield _row(source)
        yield ""


def _row(source: Source) -> str:
    unseen = sum(article.confidence == "memory" for article in source.articles)
    cells = (
        f"{source.title.zh}<br>{source.title.en}",
        f"[{source.version}](../rulesets/sources/{source.id}.yaml)",
        source.number or "",
        f"{source.effective or '不明'} 至 {source.ended or '—'}",
        _CONFIDENCE[source.confidence],
        f"{len(source.articles)}（{unseen}）" if unseen else f"{len(source.articles)}",
    )
    return f"| {' | '.join(cells)} |"
