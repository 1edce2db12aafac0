"""`python -m benchmarks.load`: puts load on the service and writes docs/load.md, load.svg and load.json.

With ``--again`` nothing is measured, and the page is made anew from the figures; with ``--soak 0`` there is no soak.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.load.driving import Load, put_on
from benchmarks.load.figures import told
from benchmarks.load.picture import picture
from benchmarks.load.report import Figures, page
from benchmarks.load.services import LABELS, RECORDING, Kind, Service, started
from benchmarks.load.soak import soak
from zhunsheng.engine.release import default_release
from zhunsheng.engine.scenarios import Scenario, load_scenarios

DOCS = Path(__file__).resolve().parents[2] / "docs"
#: So many published cases are sent, evenly chosen among those of one subject: with several an answer takes several times as long,
#: and the tail of a round would tell which cases happened to fall into it.
CASES = 12
#: So long each is asked before anything is timed, in seconds.
WARM_UP = 2.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures, and writes what came of it; 1 if there was an error, or memory grew."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    parser.add_argument("--levels", type=int, nargs="+", default=[1, 4, 16], help="how many ask at a time")
    parser.add_argument("--rounds", type=int, default=7, help="how often each is asked at each level")
    parser.add_argument("--seconds", type=float, default=6.0, help="how long each time")
    parser.add_argument(
        "--soak", type=float, default=10.0, metavar="MINUTES", help="on both databases at once"
    )
    parser.add_argument("--docs", type=Path, default=DOCS, metavar="FOLDER", help="where the page goes")
    parser.add_argument("--again", action="store_true", help="measure nothing, write from the figures")
    options = parser.parse_args(arguments)
    kept = options.docs / "load.json"
    if options.again:
        figures = Figures(**json.loads(kept.read_text(encoding="utf-8")))
    else:
        bodies = _bodies()
        levels = _levels(bodies, options.levels, options.rounds, options.seconds)
        soaks = _soaks(bodies, options.soak * 60) if options.soak else {}
        figures = Figures(levels, soaks, _conditions(options.rounds, options.seconds))
        kept.write_text(json.dumps(asdict(figures), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    (options.docs / "load.md").write_text(page(figures), encoding="utf-8")
    (options.docs / "load.svg").write_text(picture(figures), encoding="utf-8")
    print(page(figures))
    return 1 if _wrong(figures) else 0


def _bodies() -> list[bytes]:
    """Published cases as JSON."""
    found = load_scenarios(default_release().folder / "scenarios" / "published")
    cases = [case for scenario in found if len((case := _document(scenario))["subjects"]) == 1]
    chosen = cases[:: max(len(cases) // CASES, 1)][:CASES]
    return [json.dumps(case, ensure_ascii=False).encode() for case in chosen]


def _document(scenario: Scenario) -> dict[str, Any]:
    value = scenario.case.value
    if not isinstance(value, dict):
        raise TypeError("a case is an object")
    return dict(value)


def _soaks(bodies: Sequence[bytes], seconds: float) -> dict[Kind, Any]:
    """Of both databases at once: nothing of it is compared, so they need not take turns."""
    with ThreadPoolExecutor(len(RECORDING)) as pool:
        return dict(
            zip(RECORDING, pool.map(lambda kind: soak(kind, bodies, seconds), RECORDING), strict=True)
        )


def _levels(bodies: Sequence[bytes], levels: Sequence[int], rounds: int, seconds: float) -> dict[str, Any]:
    random = Random(0)
    with ExitStack() as opened:
        services = {kind: opened.enter_context(started(kind)) for kind in LABELS}
        for service in services.values():
            put_on(service, bodies, max(levels), WARM_UP)
        found: dict[str, Any] = {}
        for level in levels:
            loads = [_round(services, bodies, level, seconds, random) for _ in range(rounds)]
            found[str(level)] = {kind: asdict(told(kind, loads)) for kind in services}
            for kind, of in found[str(level)].items():
                times = ", ".join(f"{key} {value:.1f} ms" for key, value in of["times"].items())
                print(f"{level} at a time, {kind}: {times}, {of['per_second']:.1f}/s", file=sys.stderr)
    return found


def _round(
    services: Mapping[Kind, Service], bodies: Sequence[bytes], level: int, seconds: float, random: Random
) -> dict[str, Load]:
    """One after the other, in an order of its own."""
    found: dict[str, Load] = {}
    for kind in random.sample(list(services), len(services)):
        found[kind] = put_on(services[kind], bodies, level, seconds)
        for error in found[kind].errors[:3]:
            print(f"{kind}: {error}", file=sys.stderr)
    return found


def _wrong(figures: Figures) -> bool:
    errors = any(of["errors"] for services in figures.levels.values() for of in services.values())
    grown = any(
        soak["errors"] or not (soak["service"]["flat"] and soak["engine"]["flat"])
        for soak in figures.soaks.values()
    )
    return errors or grown


def _conditions(rounds: int, seconds: float) -> dict[str, str]:
    return {
        "Python": platform.python_version(),
        "processors": str(os.cpu_count()),
        "rounds": f"{rounds}, of {seconds:g} seconds for each service and level",
        "cases": f"{CASES} published cases of one subject, with the rules in use",
    }


if __name__ == "__main__":
    sys.exit(main())
