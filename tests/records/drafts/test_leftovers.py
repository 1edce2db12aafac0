"""Facts of an older vocabulary are found wherever they stand, and nothing else goes with them."""

from __future__ import annotations

from tests.records.drafts.test_changing import VOCABULARY, read
from zhunsheng.records.drafts.changing import problems_in
from zhunsheng.records.drafts.documents import begun
from zhunsheng.records.drafts.leftovers import leftovers, without_leftovers


def test_what_is_known_is_no_leftover() -> None:
    document = begun("case-1")
    assert list(leftovers(document, VOCABULARY)) == []
    assert without_leftovers(document, VOCABULARY) == document


def test_they_go_from_every_part_and_leave_the_rest() -> None:
    conduct = {"id": "C1", "concealed": True, "old_fact": {"a": 1}}
    subject = {
        "id": "S1",
        "kind": "person",
        "old": 1,
        "circumstances": {"older": [True]},
        "conducts": [conduct],
    }
    document = {
        "case": {"id": "case-1", "province": "hubei", "oldest": None, "office": "x"},
        "incident": {"epidemic": True, "wave": "third"},
        "subjects": [subject],
    }
    found = [(str(one.place), one.key, one.value) for one in leftovers(document, VOCABULARY)]
    assert found == [
        ("case", "oldest", None),
        ("case", "office", "x"),
        ("incident", "wave", "third"),
        ("S1~subject", "old", 1),
        ("S1~circumstances", "older", [True]),
        ("S1~C1~conduct", "old_fact", {"a": 1}),
    ]
    made = without_leftovers(document, VOCABULARY)
    assert list(leftovers(made, VOCABULARY)) == []
    assert problems_in(made, read) == ()
    assert made["subjects"][0] == {
        "id": "S1",
        "kind": "person",
        "conducts": [{"id": "C1", "concealed": True}],
    }
    assert made["incident"] == {"epidemic": True}
