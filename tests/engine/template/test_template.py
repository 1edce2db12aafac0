"""The template holds every fact, and what is filled in is what interactive evaluation would have been told."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.engine.batch.flat import VOCABULARY, cases_in, only_cases, read, without_empty_sets
from zhunsheng.engine.batch.headers import header_name, id_name, read_headers
from zhunsheng.engine.case import Case, Facts
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.release import default_folder
from zhunsheng.engine.scenarios import load_scenarios
from zhunsheng.engine.template.layout import YES_NO, template_columns
from zhunsheng.engine.template.words import INSTRUCTIONS, WORDS, Language
from zhunsheng.engine.template.workbook import render_template
from zhunsheng.engine.vocabulary.dates import PartialDate
from zhunsheng.engine.vocabulary.facts import FactRef, FactType
from zhunsheng.engine.vocabulary.models import case_model, read_case

LANGUAGES: tuple[Language, ...] = ("zh", "en")


def opened(language: Language = "zh") -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(render_template(VOCABULARY, language)))


def filled(path: Path, cases: list[Case], language: Language) -> Path:
    """The template with the facts of some cases typed into it."""
    book = opened(language)
    form = book.worksheets[0]
    places = {form.cell(1, place).value: place for place in range(1, form.max_column + 1)}
    row = 3
    for case in cases:
        of_case: Facts = case.facts
        for subject in case.subjects:
            of_subject: Facts = subject.facts
            for conduct in subject.conducts or [None]:
                ids = {"case": case.id, "subject": subject.id, "conduct": conduct.id if conduct else None}
                for level, id in ids.items():
                    header = id_name(level, VOCABULARY) if language == "zh" else f"{level}.id"
                    form.cell(row, places[header], id)
                for facts in (of_case, of_subject, conduct.facts if conduct else {}):
                    for header, value in _cells(facts, language):
                        form.cell(row, places[header], value)
                of_case, of_subject, row = {}, {}, row + 1
    book.save(path)
    return path


def _cells(facts: Facts, language: Language) -> list[tuple[str, Any]]:
    yes, no, _ = YES_NO[language]
    found: list[tuple[str, Any]] = []
    for ref, value in facts.items():
        header = header_name(ref, VOCABULARY) if language == "zh" else str(ref)
        words = {
            item.key: item.name.zh if language == "zh" else item.key for item in VOCABULARY.fact(ref).values
        }
        if isinstance(value, Mapping):
            found += [(f"{header}.{words[key]}", yes if inside else no) for key, inside in value.items()]
        elif isinstance(value, bool):
            found.append((header, yes if value else no))
        elif isinstance(value, str):
            found.append((header, words[value]))
        elif isinstance(value, PartialDate):
            # Some people type a day into a cell that is one.
            found.append((header, value.earliest if value.exact and value.earliest.day % 2 else str(value)))
        else:
            found.append((header, value))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fact_has_its_columns_and_no_header_is_refused(language: Language) -> None:
    form = opened(language).worksheets[0]
    headers = [cell.value for cell in form[1]]
    assert all(cell.comment and cell.comment.text for cell in form[1])
    read_headers(headers, VOCABULARY)
    sets = [fact for _, fact in VOCABULARY.all_facts() if fact.type is FactType.SET]
    assert len(headers) == 3 + len(list(VOCABULARY.all_facts())) - len(sets) + sum(
        len(of.values) for of in sets
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_header_says_what_is_asked_and_what_would_show_it(language: Language) -> None:
    notes = {cell.value: cell.comment.text for cell in opened(language).worksheets[0][1]}
    for ref, fact in VOCABULARY.all_facts():
        if fact.type is not FactType.SET:
            note = notes[header_name(ref, VOCABULARY) if language == "zh" else str(ref)]
            assert note.startswith(fact.question.get(language))
            assert note.endswith(fact.evidence.get(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_bare_template_holds_no_case(tmp_path: Path, language: Language) -> None:
    path = tmp_path / "t.xlsx"
    path.write_bytes(render_template(VOCABULARY, language))
    chunks = read(path)
    assert cases_in(chunks) == []
    assert [row for chunk in chunks for row in chunk.bad_rows] == []


def test_the_example_would_be_a_case(tmp_path: Path) -> None:
    book = opened()
    book.worksheets[0].cell(2, 1, "K1")
    book.save(tmp_path / "t.xlsx")
    (case,) = only_cases(tmp_path / "t.xlsx")
    assert case.facts[FactRef("incident", "consequence")] == "serious"
    assert case.subjects[0].conducts[0].facts[FactRef("conduct", "manner")] == {"perfunctory": True}


@pytest.mark.parametrize("language", LANGUAGES)
def test_drop_downs_offer_what_is_read(language: Language) -> None:
    book = opened(language)
    form, _, lists = book.worksheets
    columns = template_columns(VOCABULARY, language)
    offered = {}
    for validation in form.data_validations.dataValidation:
        if validation.type == "list":
            for area in validation.sqref.ranges:
                assert (area.min_row, area.min_col) == (2, area.max_col)
                offered[area.min_col] = _choices(validation.formula1, lists)
    assert offered == {n: column.choices for n, column in enumerate(columns, 1) if column.choices}
    assert lists.sheet_state == "hidden"
    assert all(len(validation.formula1 or "") <= 255 for validation in form.data_validations.dataValidation)


def _choices(formula: str, lists: Worksheet) -> tuple[str, ...]:
    if formula.startswith('"'):
        return tuple(formula.strip('"').split(","))
    title, _, area = formula.partition("!")
    assert title.strip("'") == lists.title
    return tuple(cell.value for (cell,) in lists[area.replace("$", "")])


def test_headers_stay_in_sight_and_dates_are_not_made_more_of() -> None:
    form = opened().worksheets[0]
    assert form.freeze_panes == "B2"
    for place, column in enumerate(template_columns(VOCABULARY, "zh"), 1):
        if column.kind == "date":
            assert form.cell(7, place).number_format == "@"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_second_sheet_says_how(language: Language) -> None:
    sheet = opened(language).worksheets[1]
    assert sheet.title == WORDS[language]["help"]
    assert [cell.value for cell in sheet["A"]] == list(INSTRUCTIONS[language])


@pytest.mark.parametrize("language", LANGUAGES)
def test_published_cases_typed_in_come_out_alike(
    tmp_path: Path, evaluator: Evaluator, language: Language
) -> None:
    model = case_model(VOCABULARY)
    scenarios = load_scenarios(default_folder() / "scenarios" / "published")[::12]
    cases = [read_case(scenario.case, model, VOCABULARY) for scenario in scenarios]
    assert len(cases) > 5
    found = only_cases(filled(tmp_path / "t.xlsx", cases, language))
    assert found == [without_empty_sets(case) for case in cases]
    for one, other in list(zip(found, cases, strict=True))[:2]:
        answers = (evaluator.evaluate(case).subjects for case in (one, other))
        for typed_in, interactive in zip(*answers, strict=True):
            assert (typed_in.form, typed_in.measures) == (interactive.form, interactive.measures)
