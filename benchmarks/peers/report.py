"""The page that `make bench` writes, docs/benchmarks.md: ratios, who cannot do what, and under which conditions it was measured.

No time stands there: a time belongs to the machine that it was taken on, a ratio says something elsewhere too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.peers.contestants import BATCHES, SINGLES, Batch, Single

#: What is measured, by part: the key of the figures and the head of the column.
SINGLE_COLUMNS = {
    "single": "complete facts",
    "single-unknown": "unknown facts",
    "single-long": "long rules, complete",
    "single-long-unknown": "long rules, unknown",
}
BATCH_COLUMNS = {
    "batch-1": "complete facts",
    "batch-2": "complete, 2 threads",
    "batch-unknown-1": "unknown facts",
    "batch-unknown-2": "unknown, 2 threads",
}
LONG_COLUMNS = {part.replace("batch", "batch-long"): head for part, head in BATCH_COLUMNS.items()}
MEMORY_COLUMNS = {"memory": "memory", "memory-unknown": "memory, unknown"}

HEAD = """\
# The engine beside its peers

Written by `make bench` (benchmarks/peers/); do not edit it by hand. How peers are compared, and why so, is
[decision 19](decisions/0019-how-peers-are-compared.md).

All contestants have the same 150 rules over the same 80 fields and the same cases, in their own language and in the
form in which they take them best. A rule makes three to eight comparisons, as rules in use are written; a *long* rule makes
eight to twenty, as it is with the conclusions that it reads written out (half of the rules in use come to 14 or more),
which is how an engine without layers has it. Before anything is timed, all verdicts of all of them are compared; they are equal,
or there would be no page. A figure is a **time, as a multiple of the engine's**: 2 is twice as long, 0.5 half as long.
It is the median of ratios taken in turns in one run; with one thread of the processor's time, with two of the time on
the wall, which is the less certain the more programs share the machine.

![times beside the engine's](benchmarks.svg)

## One case
"""

SINGLE_NOTE = """
The engine computes both readings in either column, and keeps what every part of a rule came to. The others compute one reading
of complete facts. Of unknown facts, both: is the rule shown to apply, and can it still? Cases are in memory, in each
contestant's form. Exceptions and layers, which expression languages do not know, are worked out for them by straight-line
Python. CEL has no unknown value, but its *and* and *or* pass over an error that cannot matter, and a missing fact is an error; so
it takes part with each premise by itself.
"""

BATCH_NOTE = """
All verdicts are kept: of complete facts one of each rule, of unknown facts three (established, known to apply, known not to).
The last columns are the most memory that the process has while it runs, with the cases, as a multiple of the engine's. *Memory
alone* reads the columns and writes as many bits, and decides nothing: no engine can be below it. Polars, DuckDB, numpy and
OpenFisca have the cases in their own form before the clock starts; the engine reads Arrow columns inside it, and writes into
words that it used before, as a batch does from block to block.

## Who cannot, and how it shows
"""

FAILURES_NOTE = """
A rule can be written in any language so that it asks of each fact whether it is known; that is two rules for each rule, and is
not what these columns measure.
"""

Part = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Figures:
    """What came out.

    Attributes:
        parts: By part and contestant, a ratio or why there is none.
        conditions: By name, under what it was measured.
    """

    parts: Mapping[str, Part]
    conditions: Mapping[str, str]


def page(figures: Figures) -> str:
    """The whole page."""
    return "\n".join(_lines(figures)) + "\n"


def _lines(figures: Figures) -> Iterator[str]:
    yield HEAD
    yield from _table(SINGLES, SINGLE_COLUMNS, figures.parts)
    yield SINGLE_NOTE
    yield f"## {figures.conditions['rows']} cases as columns"
    yield ""
    yield from _table(BATCHES, {**BATCH_COLUMNS, **MEMORY_COLUMNS}, figures.parts)
    yield ""
    yield "With long rules:"
    yield ""
    yield from _table(BATCHES, LONG_COLUMNS, figures.parts)
    yield BATCH_NOTE
    yield from _failures(figures.parts)
    yield FAILURES_NOTE
    yield "## Conditions"
    yield ""
    for name, value in figures.conditions.items():
        yield f"- {name}: {value}"


def _table(
    contestants: Sequence[Single | Batch], columns: Mapping[str, str], parts: Mapping[str, Part]
) -> Iterator[str]:
    yield f"| | {' | '.join(columns.values())} |"
    yield f"|---|{'---:|' * len(columns)}"
    for contestant in contestants:
        cells = [said(parts.get(part, {}).get(contestant.key, {})) for part in columns]
        label = f"**{contestant.label}**" if contestant.key == "ours" else contestant.label
        yield f"| {label} | {' | '.join(cells)} |"


def said(figure: Mapping[str, Any]) -> str:
    """A figure in a cell of a table."""
    if "ratio" in figure:
        return rounded(figure["ratio"])
    return next((word for word in ("cannot", "refuses", "absent") if word in figure), "—")


def rounded(ratio: float) -> str:
    """A ratio to two digits: more would be the day's weather."""
    if ratio >= 10:
        return f"{float(f'{ratio:.2g}'):,.0f}"
    return f"{ratio:.1f}" if ratio >= 1 else f"{ratio:.2g}"


_REASONS = {
    "cannot": "cannot tell unknown facts",
    "refuses": "fails on rules of this length",
    "absent": "absent",
}


def _failures(parts: Mapping[str, Part]) -> Iterator[str]:
    seen = set()
    for contestant in (*SINGLES, *BATCHES):
        for part in parts.values():
            figure = part.get(contestant.key, {})
            kind = next((kind for kind in _REASONS if kind in figure), None)
            if kind and (contestant.label, kind) not in seen:
                seen.add((contestant.label, kind))
                yield f"- {contestant.label}: {_REASONS[kind]}: `{figure[kind]}`"
