"""The page that `python -m benchmarks.register` writes, docs/register-speed.md."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

HEAD = """\
# The register at a hundred thousand records

Written by `python -m benchmarks.register` (benchmarks/register/); do not edit it by hand. All figures are in register-speed.json,
with the indexes that each search reads.

A database of either kind is filled with cases whose lives are drawn at random: opened, evaluated once or several times, most of
them reviewed and closed, some overridden, a few appealed. Then every question that pages put to the rows is asked, and pages are
asked of a service that is a process of its own. What is told is what processors spend on it, in milliseconds: of the process that
asks (or of the service) and, with PostgreSQL, of those that answer. After it, in brackets, is the quickest of several times by
the clock, which is longer where other programs were at the machine.
"""


@dataclass(frozen=True)
class Figures:
    """What was measured.

    Attributes:
        filled: By database: how many records, cases and entries there are.
        questions: By database, then by question: milliseconds.
        pages: The same of pages, with their size.
        plans: By database, then by search: which indexes it reads.
        conditions: Under which it was measured, in words.
    """

    filled: Mapping[str, Mapping[str, int]]
    questions: Mapping[str, Mapping[str, Mapping[str, float]]]
    pages: Mapping[str, Mapping[str, Mapping[str, float]]]
    plans: Mapping[str, Mapping[str, list[str]]]
    conditions: Mapping[str, str]


def page(figures: Figures) -> str:
    """The page, as Markdown."""
    return (
        "\n".join([HEAD, *_filled(figures), *_questions(figures), *_pages(figures), *_conditions(figures)])
        + "\n"
    )


def _filled(figures: Figures) -> Iterator[str]:
    for database, of in figures.filled.items():
        yield f"- {database}: {of['records']:,} records of {of['cases']:,} cases, {of['entries']:,} entries of the log"
    yield ""


def _questions(figures: Figures) -> Iterator[str]:
    yield from _table("question", figures.questions)


def _pages(figures: Figures) -> Iterator[str]:
    if any(figures.pages.values()):
        yield "\n## Pages\n"
        yield from _table("page", figures.pages)


def _table(what: str, figures: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> Iterator[str]:
    databases = list(figures)
    yield f"| {what} | " + " | ".join(databases) + " |"
    yield "|---|" + "---:|" * len(databases)
    for name in next(iter(figures.values())):
        cells = (_cell(figures[database][name]) for database in databases)
        yield f"| {name} | " + " | ".join(cells) + " |"


def _cell(of: Mapping[str, float]) -> str:
    size = f", {of['bytes'] / 1000:.0f} kB" if "bytes" in of else ""
    return f"{of['busy']:.1f} ({of['quickest']:.1f}){size}"


def _conditions(figures: Figures) -> Iterator[str]:
    yield "\n## Conditions\n"
    yield from (f"- {name}: {value}" for name, value in figures.conditions.items())
