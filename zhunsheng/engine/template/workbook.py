"""The template as a workbook: the form, how to fill it in, and (hidden) the lists behind the drop-downs."""

from __future__ import annotations

import io

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from zhunsheng.engine.template.layout import TemplateColumn, template_columns
from zhunsheng.engine.template.words import INSTRUCTIONS, WORDS, Language
from zhunsheng.engine.vocabulary.facts import Vocabulary
from zhunsheng.engine.vocabulary.models import MAXIMUM_INTEGER

#: Rows that have drop-downs.
_LAST_ROW = 10_000
#: Longer lists of choices do not fit into a validation and stand on a sheet of their own.
_INLINE = 200
_TEXT = "@"
#: Rows whose cells are made texts one by one; below them the column's own format holds.
_STYLED_ROWS = 500
_COLOURS = {
    "case": "DDEBF7",
    "incident": "E2EFDA",
    "subject": "FFF2CC",
    "circumstance": "FCE4D6",
    "conduct": "EDEDED",
}
_EXAMPLE_FONT = Font(italic=True, color="808080")


def render_template(vocabulary: Vocabulary, language: Language) -> bytes:
    """The template as an XLSX file."""
    words = WORDS[language]
    columns = template_columns(vocabulary, language)
    book = Workbook()
    form = book.worksheets[0]
    form.title = words["form"]
    _instructions(book.create_sheet(words["help"]), language)
    lists = book.create_sheet(words["choices"])
    lists.sheet_state = "hidden"
    for place, column in enumerate(columns, 1):
        _head(form, place, column)
        _fill(form, place, column)
        validation = _validation(column, lists, language)
        if validation is not None:
            letter = get_column_letter(place)
            validation.add(f"{letter}2:{letter}{_LAST_ROW}")
            form.add_data_validation(validation)
    form.cell(2, 1).comment = _comment(words["example"])
    form.row_dimensions[1].height = 48
    # The headers and the case's id stay in sight.
    form.freeze_panes = "B2"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _head(form: Worksheet, place: int, column: TemplateColumn) -> None:
    cell = form.cell(1, place, column.header)
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", start_color=_COLOURS.get(column.entity, "FFFFFF"))
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.comment = _comment(column.note)
    form.column_dimensions[get_column_letter(place)].width = 16


def _fill(form: Worksheet, place: int, column: TemplateColumn) -> None:
    """The example; and texts where a program would make of a date more, of an id less than was typed."""
    if column.kind in ("id", "date"):
        form.column_dimensions[get_column_letter(place)].number_format = _TEXT
        for row in range(2, _STYLED_ROWS):
            form.cell(row, place).number_format = _TEXT
    cell = form.cell(2, place, column.example)
    cell.font = _EXAMPLE_FONT


def _validation(column: TemplateColumn, lists: Worksheet, language: Language) -> DataValidation | None:
    words = WORDS[language]
    match column.kind:
        case "id":
            return None
        case "date":
            made = DataValidation(allow_blank=True, showInputMessage=True)
            made.prompt = words["date"]
            return made
        case "number":
            made = DataValidation(
                "whole",
                "0",
                str(MAXIMUM_INTEGER),
                operator="between",
                allow_blank=True,
                showErrorMessage=True,
            )
            made.error = words["number"]
            return made
        case "choice":
            made = DataValidation(
                "list", _source(column.choices, lists), allow_blank=True, showErrorMessage=True
            )
            made.error = words["wrong"]
            return made


def _source(choices: tuple[str, ...], lists: Worksheet) -> str:
    """Where a drop-down takes its choices from: itself, or a column of the hidden sheet."""
    inline = ",".join(choices)
    if len(inline) <= _INLINE:
        return f'"{inline}"'
    place = lists.max_column + 1 if lists.cell(1, 1).value is not None else 1
    for row, choice in enumerate(choices, 1):
        lists.cell(row, place, choice)
    letter = get_column_letter(place)
    return f"'{lists.title}'!${letter}$1:${letter}${len(choices)}"


def _comment(text: str) -> Comment:
    comment = Comment(text, "准绳 zhunsheng")
    comment.width, comment.height = 320, 120
    return comment


def _instructions(sheet: Worksheet, language: Language) -> None:
    sheet.column_dimensions["A"].width = 100
    for row, text in enumerate(INSTRUCTIONS[language], 1):
        cell = sheet.cell(row, 1, text)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.font = Font(bold=row == 1)
