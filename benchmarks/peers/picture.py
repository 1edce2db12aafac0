"""The picture of the figures, drawn as SVG by hand: a bar a contestant, on a scale of powers of ten, the engine at one.

On such a scale equal steps are equal factors, so twice as fast looks the same wherever it happens. A bar begins at one: to the
right it is slower than the engine, to the left quicker. Who cannot, or is absent, has the word where the bar would be.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from math import ceil, floor, log10
from typing import Any

from benchmarks.peers.contestants import BATCHES, SINGLES, Batch, Single
from benchmarks.peers.report import Figures, said

WIDTH, LABELS, ROW, BAR = 860, 320, 34, 11
TOP, BOTTOM = 46, 34

#: Two colours that differ in lightness too, for those who do not tell hues apart.
COLOURS = ("#1f4e79", "#e08a1e")

PANELS: Sequence[tuple[str, Sequence[Single | Batch], Mapping[str, str]]] = (
    ("One case", SINGLES, {"single": "complete facts", "single-unknown": "unknown facts"}),
    ("Many cases, one thread", BATCHES, {"batch-1": "complete facts", "batch-unknown-1": "unknown facts"}),
    (
        "Many cases, one thread, long rules",
        BATCHES,
        {"batch-long-1": "complete facts", "batch-long-unknown-1": "unknown facts"},
    ),
)


def picture(figures: Figures) -> str:
    """The SVG document."""
    parts: list[str] = []
    height = 0
    for title, contestants, columns in PANELS:
        chosen = {part: figures.parts.get(part, {}) for part in columns}
        parts += _panel(title, contestants, columns, chosen, height)
        height += TOP + ROW * len(contestants) + BOTTOM
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" '
        f'height="{height}" font-family="sans-serif" font-size="13" role="img" '
        'aria-label="Times of all contestants as multiples of the engine\'s">'
    )
    return (
        "\n".join([head, f'<rect width="{WIDTH}" height="{height}" fill="white"/>', *parts, "</svg>"]) + "\n"
    )


def _panel(
    title: str,
    contestants: Sequence[Single | Batch],
    columns: Mapping[str, str],
    parts: Mapping[str, Mapping[str, Mapping[str, Any]]],
    top: int,
) -> Iterator[str]:
    ratios = [figure["ratio"] for part in parts.values() for figure in part.values() if "ratio" in figure]
    low = floor(min((log10(ratio) for ratio in ratios), default=-1))
    high = ceil(max((log10(ratio) for ratio in ratios), default=1))
    low, high = min(low, -1), max(high, 1)

    def across(ratio: float) -> float:
        return LABELS + (WIDTH - LABELS - 70) * (log10(ratio) - low) / (high - low)

    yield f'<text x="12" y="{top + 22}" font-weight="bold">{escape(title)}: time, the engine = 1</text>'
    for number, name in enumerate(columns.values()):
        x = WIDTH - 290 + 140 * number
        yield f'<rect x="{x}" y="{top + 12}" width="12" height="12" fill="{COLOURS[number]}"/>'
        yield f'<text x="{x + 17}" y="{top + 22}">{escape(name)}</text>'
    foot = top + TOP + ROW * len(contestants)
    for power in range(low, high + 1):
        x = across(10**power)
        colour = "#555" if power == 0 else "#ddd"
        yield f'<line x1="{x:.1f}" y1="{top + TOP - 8}" x2="{x:.1f}" y2="{foot}" stroke="{colour}"/>'
        yield f'<text x="{x:.1f}" y="{foot + 16}" text-anchor="middle" fill="#555">{10.0**power:g}</text>'
    for row, contestant in enumerate(contestants):
        y = top + TOP + ROW * row
        weight = ' font-weight="bold"' if contestant.key == "ours" else ""
        yield f'<text x="{LABELS - 10}" y="{y + 16}" text-anchor="end"{weight}>{escape(contestant.label)}</text>'
        for number, part in enumerate(columns):
            yield from _bar(parts[part].get(contestant.key, {}), across, y + number * (BAR + 2), number)


def _bar(figure: Mapping[str, Any], across: Any, y: float, number: int) -> Iterator[str]:
    one = across(1)
    if "ratio" in figure:
        end = across(figure["ratio"])
        left, right = min(one, end), max(one, end)
        yield (
            f'<rect x="{left:.1f}" y="{y}" width="{max(right - left, 1.5):.1f}" height="{BAR}" '
            f'fill="{COLOURS[number]}"/>'
        )
        x = right + 5
    else:
        x = one + 5
    yield f'<text x="{x:.1f}" y="{y + BAR - 1}" font-size="11" fill="#333">{escape(said(figure))}</text>'
