"""The picture of the figures: a bar from p50 to p99 for each service and level, on a scale of powers of ten.

One is the median without recording.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from math import ceil, floor, log10

from benchmarks.load.report import Figures, shown
from benchmarks.load.services import LABELS

WIDTH, NAMES, ROW, BAR, TOP, BOTTOM = 860, 280, 24, 12, 40, 30
COLOUR = "#1f4e79"


def picture(figures: Figures) -> str:
    """The SVG document."""
    bars = [
        (level, label, *_ends(figures, level, kind))
        for level in figures.levels
        for kind, label in LABELS.items()
    ]
    low = floor(min(log10(low) for _, _, low, _ in bars))
    high = max(ceil(max(log10(high) for _, _, _, high in bars)), low + 1)

    def across(ratio: float) -> float:
        return NAMES + (WIDTH - NAMES - 90) * (log10(ratio) - low) / (high - low)

    panel = TOP + ROW * len(LABELS) + BOTTOM
    parts: list[str] = []
    for number, level in enumerate(figures.levels):
        rows = [bar[1:] for bar in bars if bar[0] == level]
        top = panel * number
        parts.append(
            f'<text x="12" y="{top + 22}" font-weight="bold">{escape(level)} at a time: from p50 to p99, no recording = 1</text>'
        )
        for power in range(low, high + 1):
            x, colour = across(10.0**power), "#555" if power == 0 else "#ddd"
            foot = top + panel - BOTTOM
            parts.append(
                f'<line x1="{x:.1f}" y1="{top + TOP - 8}" x2="{x:.1f}" y2="{foot}" stroke="{colour}"/>'
            )
            parts.append(
                f'<text x="{x:.1f}" y="{foot + 16}" text-anchor="middle" fill="#555">{10.0**power:g}</text>'
            )
        for row, (label, begin, end) in enumerate(rows):
            parts += _bar(
                label, top + TOP + ROW * row, across(begin), across(end), f"{shown(begin)} – {shown(end)}"
            )
    height = panel * len(figures.levels)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        'font-family="sans-serif" font-size="13" role="img" '
        'aria-label="Times of evaluations as multiples of the median without recording">'
    )
    return (
        "\n".join([head, f'<rect width="{WIDTH}" height="{height}" fill="white"/>', *parts, "</svg>"]) + "\n"
    )


def _ends(figures: Figures, level: str, kind: str) -> tuple[float, float]:
    """p50 and p99 of a service, as multiples of the median of evaluation without recording."""
    times, one = figures.levels[level][kind]["times"], figures.levels[level]["stateless"]["times"]["p50"]
    return times["p50"] / one, times["p99"] / one


def _bar(label: str, y: int, begin: float, end: float, said: str) -> Iterator[str]:
    yield f'<text x="{NAMES - 10}" y="{y + BAR - 1}" text-anchor="end">{escape(label)}</text>'
    width = max(end - begin, 2.0)
    yield f'<rect x="{begin:.1f}" y="{y}" width="{width:.1f}" height="{BAR}" fill="{COLOUR}"/>'
    yield f'<text x="{begin + width + 5:.1f}" y="{y + BAR - 1}" font-size="11" fill="#333">{escape(said)}</text>'
