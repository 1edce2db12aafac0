"""Lines of JSON are read as interactive documents are: the same cases, the same problems."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.batch.flat import VOCABULARY, cases_in, read, without_empty_sets, write_ndjson
from tests.strategies import Plain, documents
from tests.strategies import read as read_document
from zhunsheng.engine.batch.block_builder import BlockBuilder
from zhunsheng.engine.batch.block_cases import as_cases
from zhunsheng.engine.batch.quick_documents import QuickDocuments
from zhunsheng.engine.language.documents import Document
from zhunsheng.engine.language.json_documents import parse_json
from zhunsheng.engine.problems import InputError
from zhunsheng.engine.vocabulary.models import case_model, read_case

QUICK = QuickDocuments(VOCABULARY)
MODEL = case_model(VOCABULARY)
SMALL: Plain = {"case": {"id": "K1"}, "incident": {}, "subjects": [{"id": "S1", "conducts": [{"id": "C1"}]}]}


def changed(place: str, value: Any) -> Plain:
    """The small document with another value at a place."""
    document = copy.deepcopy(SMALL)
    *steps, last = place.split("/")
    here: Any = document
    for step in steps:
        here = here[int(step) if step.isdecimal() else step]
    here[last] = value
    return document


@given(st.lists(documents(), min_size=1, max_size=3))
@settings(max_examples=40)
def test_documents_come_back(tmp_path_factory: pytest.TempPathFactory, drawn: list[Plain]) -> None:
    path = write_ndjson(tmp_path_factory.mktemp("ndjson") / "a.ndjson", drawn)
    wanted = [without_empty_sets(read_document(document)) for document in drawn]
    assert cases_in(read(path)) == wanted
    assert all(QUICK.read(json.dumps(document).encode()) is not None for document in drawn)


ODD = [
    changed("evidence", [{"id": "E1", "title": "t", "supports": ["/case/id"]}]),
    changed("case/decision_date", 2021),
    changed("case/decision_date", "2021-13"),
    changed("case/decision_date", "2021-12-01\n"),
    changed("case/id", "K1\n"),
    changed("case/id", 7),
    changed("case/id", None),
    changed("case/province", "Jilin"),
    changed("case/province", ["jilin"]),
    changed("case/nothing", None),
    changed("case/province", None),
    changed("incident/infected", True),
    changed("incident/infected", 1.0),
    changed("incident/infected", -1),
    changed("incident/infected", 10**12 + 1),
    changed("incident/epidemic", 1),
    changed("incident/epidemic", "true"),
    changed("incident", None),
    changed("subjects", []),
    changed("subjects", {"id": "S1"}),
    changed("subjects", [{"id": "S1"}, {"id": "S1"}]),
    changed("subjects", [{"id": f"S{n}"} for n in range(201)]),
    changed("subjects/0/circumstances", None),
    changed("subjects/0/circumstances", {"id": "X"}),
    changed("subjects/0/conducts", None),
    changed("subjects/0/conducts", [{"id": "C1"}, {"id": "C1"}]),
    changed("subjects/0/conducts", [{"id": f"C{n}"} for n in range(51)]),
    changed("subjects/0/conducts", [{}]),
    changed("subjects/0/conducts/0/manner", ["falsification", "falsification"]),
    changed("subjects/0/conducts/0/manner", {"falsification": None}),
    changed("subjects/0/conducts/0/manner", {"falsification": 1}),
    changed("subjects/0/conducts/0/manner", "falsification"),
    changed("subjects/0/conducts/0/manner", [["falsification"]]),
    changed("subjects/0/conducts/0/manner", ["nothing"]),
    changed(
        "subjects", [{"id": f"S{n}", "conducts": [{"id": f"C{c}"} for c in range(50)]} for n in range(7)]
    ),
]
LINES = [
    *(json.dumps(document) for document in ODD),
    "7",
    "[]",
    "{",
    '{"case": {"id": "K1", "id": "K2"}, "incident": {}, "subjects": [{"id": "S1"}]}',
    '{"case": {"id": "K1"}, "incident": {"infected": NaN}, "subjects": [{"id": "S1"}]}',
    '{"case": {"id": "\\ud800"}, "incident": {}, "subjects": [{"id": "S1"}]}',
    "[" * 5000,
]


@pytest.mark.parametrize("line", LINES)
def test_the_quick_way_takes_nothing_that_the_model_refuses(line: str) -> None:
    tree = QUICK.read(line.encode())
    try:
        case = read_case(Document(parse_json(line.encode(), "a"), "a"), MODEL, VOCABULARY)
    except InputError:
        assert tree is None
    else:
        if tree is not None:
            builder = BlockBuilder(VOCABULARY)
            builder.add(tree, 1)
            assert list(as_cases(builder.block(), VOCABULARY)) == [without_empty_sets(case)]


def test_a_bad_line_stops_nothing(tmp_path: Path) -> None:
    good = json.dumps(SMALL)
    path = tmp_path / "a.jsonl"
    bad = [line for line in LINES if QUICK.read(line.encode()) is None]
    path.write_text("\ufeff" + "\n".join([good, "", *bad, good]), encoding="utf-8")
    (chunk,) = read(path)
    assert chunk.records == len(bad) + 3
    assert chunk.block.rows.tolist()[0] == 1
    assert chunk.block.rows.tolist()[-1] == chunk.records
    of_interest = {row.row: row for row in chunk.bad_rows}
    wrong = 3 + bad.index(json.dumps(changed("case/province", "Jilin")))
    (problem,) = of_interest[wrong].problems
    assert (of_interest[wrong].case_id, problem.pointer, problem.near) == ("K1", "/case/province", "jilin")


def test_a_line_that_is_too_long_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.ndjson"
    good = json.dumps(SMALL).encode()
    path.write_bytes(good + b"\n" + b'{"x": "' + b"a" * 5_000_000 + b'"}\n' + good + b"\n")
    (chunk,) = read(path)
    assert [(row.row, row.problems[0].code) for row in chunk.bad_rows] == [(2, "too_large")]
    assert chunk.block.rows.tolist() == [1, 3]
