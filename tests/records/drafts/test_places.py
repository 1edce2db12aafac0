"""Places are named by ids, are read as they are written, and are found wherever their subject stands."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhunsheng.records.drafts.places import Place, places_of
from zhunsheng.records.refusals import NotFound

IDS = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,10}", fullmatch=True)
DOCUMENT: dict[str, Any] = {
    "case": {"id": "x"},
    "incident": {},
    "subjects": [
        {"id": "S1", "conducts": [{"id": "C1"}, {"id": "C2"}]},
        {"id": "S2"},
    ],
}


@given(IDS, IDS)
def test_a_place_is_read_as_it_is_written(subject: str, conduct: str) -> None:
    for place in (
        Place("case"),
        Place("incident"),
        Place("subject", subject),
        Place("circumstances", subject),
        Place("conduct", subject, conduct),
    ):
        assert Place.of(str(place)) == place
        # What ends so is the twin of a page.
        assert not str(place).endswith(".json")


@pytest.mark.parametrize(
    "text",
    ["", "cases", "S1", "S1~case", "subject", "~subject", "S1~conduct", "S1~~conduct", "S1~C1~C2~conduct"],
)
def test_what_is_no_place_is_refused(text: str) -> None:
    with pytest.raises(NotFound):
        Place.of(text)


def test_each_place_of_a_document_has_its_pointer() -> None:
    assert {str(place): place.pointer(DOCUMENT) for place in places_of(DOCUMENT)} == {
        "case": "/case",
        "incident": "/incident",
        "S1~subject": "/subjects/0",
        "S1~circumstances": "/subjects/0/circumstances",
        "S1~C1~conduct": "/subjects/0/conducts/0",
        "S1~C2~conduct": "/subjects/0/conducts/1",
        "S2~subject": "/subjects/1",
        "S2~circumstances": "/subjects/1/circumstances",
    }


@pytest.mark.parametrize("text", ["S3~subject", "S3~circumstances", "S2~C1~conduct", "S1~C3~conduct"])
def test_a_place_that_was_removed_is_not_another_one(text: str) -> None:
    with pytest.raises(NotFound, match=text):
        Place.of(text).pointer(DOCUMENT)
