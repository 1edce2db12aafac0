"""The page that `python -m benchmarks.pages` writes, docs/page-speed.md."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from benchmarks.pages.timing import Timed

HEAD = """\
# Every page of the workbench, at a hundred thousand records

Written by `python -m benchmarks.pages` (benchmarks/pages/); do not edit it by hand. The figures are in page-speed.json.

The pages are those that the tests look at in a browser, of a service whose database (SQLite) holds a hundred thousand records
besides. Each is opened in Chinese and in English, over HTTP; what is told is the language in which it took longer. "Median" and
"first" are milliseconds by the clock of whoever asks; the first time makes what is kept afterwards and is not made ahead.
"Processor" is what both sides together kept processors busy. Pages are in the order of how long they take.
"""


@dataclass(frozen=True)
class Figures:
    """What was measured.

    Attributes:
        filled: How many records, cases and entries the database holds.
        conditions: Under which it was measured, in words.
    """

    filled: Mapping[str, int]
    pages: tuple[Timed, ...]
    conditions: Mapping[str, str]

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Figures:
        """Figures that were kept."""
        return cls(kept["filled"], tuple(Timed(**timed) for timed in kept["pages"]), kept["conditions"])


def page(figures: Figures) -> str:
    """The page, as Markdown."""
    of = figures.filled
    slowest_first = sorted(figures.pages, key=lambda timed: -timed.median)
    lines = [
        HEAD,
        f"{of['records']:,} records of {of['cases']:,} cases, {of['entries']:,} entries of the log.",
        "",
        "| page | median | first | processor | kB |",
        "|---|---:|---:|---:|---:|",
        *(
            f"| `{timed.path}` | {timed.median:.0f} | {timed.first:.0f} | {timed.busy:.0f} | {timed.size / 1000:.0f} |"
            for timed in slowest_first
        ),
        "",
        "## Conditions",
        "",
        *(f"- {name}: {value}" for name, value in figures.conditions.items()),
    ]
    return "\n".join(lines) + "\n"
