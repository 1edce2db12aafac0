"""Ranges of measures in words, under the release that knows their names."""

from __future__ import annotations

from collections.abc import Iterable

from zhunsheng.engine.answer_parts import CiteRef, MeasureRange
from zhunsheng.engine.explain.trace_words import SAY
from zhunsheng.engine.release import Release


def range_words(ranges: Iterable[MeasureRange], release: Release, language: str) -> str:
    """``党纪处分从“党内警告”到“党内严重警告”``, one after another."""
    return SAY[language]["list"].join(_range(item, release, language) for item in ranges)


def cite_words(cites: Iterable[CiteRef], release: Release, language: str) -> str:
    """Articles in brackets; nothing where there are none."""
    shown = [release.sources[cite.source].cited_as(cite.article, language) for cite in cites]
    return f"〔{'；'.join(shown)}〕" if shown else ""


def _range(item: MeasureRange, release: Release, language: str) -> str:
    say = SAY[language]
    kind = "only" if item.lowest == item.highest else "from_to"
    return say[kind].format(
        track=release.scale.track(item.track).name.get(language),
        low=_measure(item.lowest, release, language),
        high=_measure(item.highest, release, language),
    )


def _measure(key: str | None, release: Release, language: str) -> str:
    if key is None:
        return SAY[language]["no_measure"]
    track, number = release.scale.step(key)
    return track.steps[number - 1].name.get(language)
