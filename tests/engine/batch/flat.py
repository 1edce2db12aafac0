"""Cases written as people and programs write them, to be read back: flat rows of texts, columns with types, lines of JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
from pyarrow import csv, parquet

from tests.strategies import Plain
from zhunsheng.engine.batch.block_cases import as_cases
from zhunsheng.engine.batch.case_block import Chunk
from zhunsheng.engine.batch.headers import header_name
from zhunsheng.engine.batch.reading import open_cases
from zhunsheng.engine.case import Case, Facts
from zhunsheng.engine.release import default_release
from zhunsheng.engine.vocabulary.dates import PartialDate
from zhunsheng.engine.vocabulary.facts import FactRef, FactType, FactValue

VOCABULARY = default_release().vocabulary

Row = dict[str, str]


def without_empty_sets(case: Case) -> Case:
    """The case without what says nothing: a set of which no member is known; and without its evidence."""

    def telling(facts: Facts) -> Facts:
        return {ref: value for ref, value in facts.items() if not isinstance(value, Mapping) or value}

    return replace(
        case,
        facts=telling(case.facts),
        evidence={},
        subjects=tuple(
            replace(
                subject,
                facts=telling(subject.facts),
                conducts=tuple(replace(part, facts=telling(part.facts)) for part in subject.conducts),
            )
            for subject in case.subjects
        ),
    )


def numbered(cases: Iterable[Case]) -> list[Case]:
    """The cases with ids of their own."""
    return [replace(case, id=f"K-{n}") for n, case in enumerate(cases, 1)]


def flat_rows(cases: Iterable[Case], *, chinese: bool = False, repeat: bool = False) -> Iterator[Row]:
    """One row a conduct. `repeat`: facts of the case and the subject in each row, not only in the first."""
    for case in cases:
        shared = _texts(case.facts, chinese)
        for subject in case.subjects:
            of_subject = _texts(subject.facts, chinese)
            for conduct in subject.conducts or [None]:
                ids = {
                    "case.id": case.id,
                    "subject.id": subject.id,
                    "conduct.id": conduct.id if conduct else "",
                }
                yield {**ids, **shared, **of_subject, **(_texts(conduct.facts, chinese) if conduct else {})}
                if not repeat:
                    shared, of_subject = {}, {}


def _texts(facts: Facts, chinese: bool) -> Row:
    return {
        header_name(ref, VOCABULARY) if chinese else str(ref): cell(ref, value, chinese=chinese)
        for ref, value in facts.items()
        if not isinstance(value, Mapping) or value
    }


def cell(ref: FactRef, value: FactValue, *, chinese: bool) -> str:
    """A value as it is written in a cell."""
    fact = VOCABULARY.fact(ref)
    names = {item.key: item.name.zh if chinese else item.key for item in fact.values}
    match value:
        case bool():
            return (("否", "是") if chinese else ("false", "true"))[value]
        case str():
            return names[value]
        case Mapping():
            return ("；" if chinese else ";").join(
                names[key] if inside else f"{'非' if chinese else '!'}{names[key]}"
                for key, inside in value.items()
            )
        case _:
            return str(value)


def headers_of(rows: Sequence[Row]) -> list[str]:
    """Every header that some row has, ids first."""
    return list(dict.fromkeys(["case.id", "subject.id", "conduct.id", *(key for row in rows for key in row)]))


def text_table(rows: Sequence[Row]) -> pa.Table:
    """The rows as columns of texts."""
    return pa.table({key: pa.array([row.get(key) for row in rows], pa.string()) for key in headers_of(rows)})


def write_csv(path: Path, rows: Sequence[Row], encoding: str = "utf-8") -> Path:
    """A CSV file."""
    sink = pa.BufferOutputStream()
    csv.write_csv(text_table(rows), sink)
    path.write_bytes(sink.getvalue().to_pybytes().decode().encode(encoding))
    return path


def write_xlsx(path: Path, rows: Sequence[Row]) -> Path:
    """A workbook, with numbers and ticks as such."""
    book = openpyxl.Workbook()
    sheet = book.active
    headers = headers_of(rows)
    sheet.append(headers)
    for row in rows:
        sheet.append([_native(row.get(key)) for key in headers])
    book.save(path)
    return path


def _native(text: str | None) -> Any:
    if text in ("true", "false"):
        return text == "true"
    return int(text) if text and text.isdigit() else text


def write_parquet(path: Path, rows: Sequence[Row], *, row_group_size: int = 1000) -> Path:
    """A Parquet file with native types where the fact has them in every row."""
    table = text_table(rows)
    for place, name in enumerate(table.column_names):
        entity, _, key = name.partition(".")
        if key == "id":
            continue
        texts = table[name].to_pylist()
        match VOCABULARY.fact(FactRef(entity, key)).type:
            case FactType.BOOL:
                column = pa.array([text and text == "true" for text in texts], pa.bool_())
            case FactType.INT:
                column = pa.array([text and int(text) for text in texts], pa.int32())
            case FactType.DATE if all(text is None or len(text) == 10 for text in texts):
                days = [text and PartialDate.parse(text).earliest for text in texts]
                column = pa.array(days, pa.date32()).cast(pa.timestamp("ns") if place % 2 else pa.date32())
            case FactType.SET:
                column = pa.array([text and text.split(";") for text in texts], pa.list_(pa.string()))
            case FactType.ENUM | FactType.ORDERED if place % 2:
                column = pa.array(texts, pa.string()).dictionary_encode()
            case _:
                column = pa.array(texts, pa.string())
        table = table.set_column(place, name, column)
    parquet.write_table(table, path, row_group_size=row_group_size)
    return path


def write_ndjson(path: Path, documents: Iterable[Plain]) -> Path:
    """One document a line."""
    path.write_text(
        "".join(json.dumps(document, ensure_ascii=False) + "\n" for document in documents), encoding="utf-8"
    )
    return path


def read(path: Path) -> list[Chunk]:
    """The chunks of a file."""
    return list(open_cases(path, VOCABULARY).chunks(0))


def cases_in(chunks: Iterable[Chunk]) -> list[Case]:
    """The cases in some chunks."""
    return [case for chunk in chunks for case in as_cases(chunk.block, VOCABULARY)]


def only_cases(path: Path) -> list[Case]:
    """The cases of a file in which nothing is bad."""
    chunks = read(path)
    assert [row for chunk in chunks for row in chunk.bad_rows] == []
    return cases_in(chunks)
