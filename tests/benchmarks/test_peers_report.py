"""The page about peers is what the code makes of the figures, and names everybody who takes part."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks.peers.contestants import BATCHES, SINGLES
from benchmarks.peers.picture import picture
from benchmarks.peers.report import Figures, page, rounded

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.fixture(scope="module")
def figures() -> Figures:
    return Figures(**json.loads((DOCS / "benchmarks.json").read_text(encoding="utf-8")))


def test_the_page_is_made_of_the_figures(figures: Figures) -> None:
    assert (DOCS / "benchmarks.md").read_text(encoding="utf-8") == page(figures), (
        "run `python -m benchmarks.peers --again`"
    )
    assert (DOCS / "benchmarks.svg").read_text(encoding="utf-8") == picture(figures)


def test_everybody_is_named(figures: Figures) -> None:
    text = (DOCS / "benchmarks.md").read_text(encoding="utf-8")
    drawn = {element.text for element in ElementTree.fromstring(picture(figures)).iter()}
    for contestant in (*SINGLES, *BATCHES):
        assert contestant.label in text
        assert contestant.label in drawn


def test_who_is_absent_or_cannot_is_not_hidden() -> None:
    parts = {
        "single": {"ours": {"ratio": 1.0}, "cedar": {"absent": "not installed"}},
        "single-unknown": {"ours": {"ratio": 1.0}, "datalogic": {"cannot": "first.r001 in case 0"}},
    }
    text = page(Figures(parts, {"rows": "1,000"}))
    assert "- Cedar (cedarpy): absent: `not installed`" in text
    assert "- datalogic-py (JSONLogic): cannot tell unknown facts: `first.r001 in case 0`" in text
    assert "| Cedar (cedarpy) | absent | — |" in text


@pytest.mark.parametrize(
    ("ratio", "said"),
    [(0.0123, "0.012"), (0.5, "0.5"), (1.0, "1.0"), (2.04, "2.0"), (41.2, "41"), (1234.0, "1,200")],
)
def test_two_digits_are_enough(ratio: float, said: str) -> None:
    assert rounded(ratio) == said
