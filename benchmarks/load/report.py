"""The page that `python -m benchmarks.load` writes, docs/load.md: ratios alone, because a time belongs to its machine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from benchmarks.load.figures import PERCENTILES
from benchmarks.load.services import LABELS

HEAD = """\
# The service under load

Written by `python -m benchmarks.load` (benchmarks/load/); do not edit it by hand. The times themselves are in load.json.

Four services run at once, each a process of its own, and one client asks them in turns, in an order that changes from round to
round. So many ask *at a time*, each the next thing as soon as it is answered. All get the same bodies: published cases as
documents. Where records are kept an answer is out when facts, answer and their place in the log are on the disk and the witness
knows of it; a case is opened outside of the clock and evaluated four times. Every answer must be one of both engines. Client,
services and databases share the processors of one machine.

![times beside evaluation without recording](load.svg)
"""

NOTE = """
A figure is a multiple of the same figure of evaluation without recording, in the same round; it is the median of all rounds.
*A second* are evaluations in all: 0.8 is a fifth fewer than without recording. The last column is the median beside the echo's.
"""

SOAK = """
## For many minutes

Both services at once, and two ask each of them at a time, without a pause. Memory is what a process has in use (resident),
sampled at equal distances, without the first tenth. *Growth* is the median of the last third over that of the first; *a thousand*
is what a line through all samples gains with a thousand evaluations, as a share of the first sample.

| | minutes | evaluations | errors | growth, service | a thousand | growth, second engine | a thousand |
|---|---:|---:|---:|---:|---:|---:|---:|
"""


@dataclass(frozen=True)
class Figures:
    """What was measured.

    Attributes:
        levels: By how many ask at a time, then by service: what `figures.told` says.
        soaks: By service; empty where none was made.
        conditions: Under which it was measured, in words.
    """

    levels: Mapping[str, Mapping[str, Any]]
    soaks: Mapping[str, Mapping[str, Any]]
    conditions: Mapping[str, str]


def page(figures: Figures) -> str:
    """The page, as Markdown."""
    return "\n".join([HEAD, *_levels(figures), NOTE.strip(), *_soaks(figures), *_conditions(figures)]) + "\n"


def shown(ratio: float) -> str:
    """A ratio with two digits that count."""
    return f"{ratio:.0f}" if ratio >= 10 else f"{ratio:.2g}"


def _levels(figures: Figures) -> Iterator[str]:
    for level, services in figures.levels.items():
        yield f"## {level} at a time\n"
        yield "| | " + " | ".join(PERCENTILES) + " | a second | p50, echo = 1 |"
        yield "|---|" + "---:|" * (len(PERCENTILES) + 2)
        for kind, label in LABELS.items():
            beside = services[kind]["beside"]
            ratios = beside.get("stateless", {})
            cells = [shown(ratios.get(key, 1.0)) for key in (*PERCENTILES, "per_second")]
            yield f"| {label} | " + " | ".join([*cells, shown(beside.get("echo", {}).get("p50", 1.0))]) + " |"
        errors = sum(service["errors"] for service in services.values())
        requests = sum(service["requests"] for service in services.values())
        yield f"\n{requests} evaluations, {errors} errors.\n"


def _soaks(figures: Figures) -> Iterator[str]:
    if not figures.soaks:
        return
    rows = []
    for kind, soak in figures.soaks.items():
        cells = [LABELS[kind], f"{soak['minutes']:.3g}", str(soak["requests"]), str(soak["errors"])]  # type: ignore[index]  # a key of JSON
        for of in ("service", "engine"):
            per_thousand = soak[of]["per_thousand"] / soak["first"][of]
            cells += [f"{soak[of]['growth']:.3f}", f"{per_thousand:+.2%}"]
        rows.append("| " + " | ".join(cells) + " |")
    yield SOAK + "\n".join(rows)


def _conditions(figures: Figures) -> Iterator[str]:
    yield "\n## Conditions\n"
    yield from (f"- {name}: {value}" for name, value in figures.conditions.items())
