"""What is told of the service under load is made of its figures, and growing memory and failed requests are not hidden."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks.load.__main__ import main
from benchmarks.load.driving import Load
from benchmarks.load.figures import Sample, course, percentiles, told
from benchmarks.load.picture import picture
from benchmarks.load.report import Figures, page
from benchmarks.load.services import LABELS

DOCS = Path(__file__).resolve().parents[2] / "docs"
MEBIBYTE = 1 << 20


@pytest.fixture(scope="module")
def figures() -> Figures:
    return Figures(**json.loads((DOCS / "load.json").read_text(encoding="utf-8")))


def test_the_page_is_made_of_the_figures(figures: Figures) -> None:
    assert (DOCS / "load.md").read_text(encoding="utf-8") == page(figures), (
        "run `python -m benchmarks.load --again`"
    )
    assert (DOCS / "load.svg").read_text(encoding="utf-8") == picture(figures)


def test_everybody_is_named(figures: Figures) -> None:
    drawn = {element.text for element in ElementTree.fromstring(picture(figures)).iter()}
    for label in LABELS.values():
        assert label in page(figures)
        assert label in drawn


def test_percentiles() -> None:
    assert percentiles([5.0]) == {"p50": 5.0, "p90": 5.0, "p99": 5.0, "max": 5.0}
    assert percentiles([float(number) for number in range(101)]) == pytest.approx(
        {"p50": 50, "p90": 90, "p99": 99, "max": 100}
    )


def test_ratios_are_those_of_the_same_round() -> None:
    def load(milliseconds: float) -> Load:
        return Load([milliseconds] * 10, [], 1.0)

    # A round in which the machine was three times as slow changes no ratio.
    found = told(
        "sqlite", [{"sqlite": load(2), "stateless": load(1)}, {"sqlite": load(6), "stateless": load(3)}]
    )
    assert found.beside == {"stateless": {"p50": 2, "p90": 2, "p99": 2, "max": 2, "per_second": 1}}
    assert (found.requests, found.errors, found.per_second) == (20, 0, 10)


def _samples(grown: float) -> list[Sample]:
    """Sixty samples, a hundred requests apart, of a service that grows by so much with a thousand; its start does not count."""
    start = [Sample(number, 100 * MEBIBYTE, 50 * MEBIBYTE) for number in range(6)]
    later = [
        Sample(100 * number, int((300 + grown * number / 10) * MEBIBYTE), 80 * MEBIBYTE)
        for number in range(1, 55)
    ]
    return [*start, *later]


def test_memory_that_stays_is_flat() -> None:
    for of in ("service", "engine"):
        found = course(_samples(0), of)
        assert (found.per_thousand, found.growth, found.flat) == (pytest.approx(0), 1, True)


def test_memory_that_grows_is_not() -> None:
    found = course(_samples(10), "service")
    assert found.per_thousand == pytest.approx(10 * MEBIBYTE, rel=0.01)
    assert not found.flat
    assert course(_samples(10), "engine").flat


@pytest.mark.parametrize("wrong", ["errors", "grown", None])
def test_what_went_wrong_is_the_exit_code(figures: Figures, tmp_path: Path, wrong: str | None) -> None:
    kept = json.loads((DOCS / "load.json").read_text(encoding="utf-8"))
    for soak in kept["soaks"].values():
        soak["errors"] = int(wrong == "errors")
        for of in ("service", "engine"):
            soak[of]["flat"] = wrong != "grown"
    (tmp_path / "load.json").write_text(json.dumps(kept), encoding="utf-8")
    assert main(["--again", "--docs", str(tmp_path)]) == (0 if wrong is None else 1)
    assert (tmp_path / "load.svg").exists()
