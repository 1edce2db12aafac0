"""Taking the facts of a case from a file; and the files to begin with: the empty spreadsheet, and the draft."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from anyio import to_thread
from fastapi import APIRouter, Depends, Request, Response

from zhunsheng.api.answering import answering
from zhunsheng.api.turns import when_free
from zhunsheng.api.web.form_data import REFUSALS, Filled
from zhunsheng.api.web.forms import TheForm, form, redirect
from zhunsheng.api.web.interview.case_files import FileRead, FileReader
from zhunsheng.api.web.interview.draft_pages import Interview, TheInterview
from zhunsheng.api.web.interview.overview import IMPORTED
from zhunsheng.api.web.interview.shown_beside import ImportShown
from zhunsheng.api.web.language import TheLanguage, page_language
from zhunsheng.api.web.pages import Page, page
from zhunsheng.api.web.visitors import needed
from zhunsheng.engine.problems import Chinese, InputError, Problem
from zhunsheng.engine.template.workbook import render_template
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.drafting import Change
from zhunsheng.records.drafts.changing import Changed
from zhunsheng.records.drafts.documents import known_facts, stated
from zhunsheng.records.drafts.places import CaseDocument

router = APIRouter(include_in_schema=False)

#: What a workbook is.
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ALLOWED = [Depends(page_language), Depends(needed(Operation.EVALUATE_CASE))]


@page(router, "/cases/{case_id}/facts/import", needs=Operation.EVALUATE_CASE)
def import_page(interview: TheInterview) -> Page:
    """Where a file is chosen."""
    return _import_page(interview, Filled.fresh(), FileRead(), 200)


@form(router, "/cases/{case_id}/facts/import", needs=Operation.EVALUATE_CASE)
async def imported(request: Request, interview: TheInterview, sent: TheForm) -> Response | Page:
    """Takes a case from a file, in the place of what was entered; or tells everything that is wrong with the file."""
    try:
        file = sent.file("file")
        if file is None:
            raise InputError([_NO_FILE])
        evaluator = interview.evaluator
        reader = FileReader(evaluator.release.vocabulary, evaluator.read, interview.language)
        # A workbook of a few kilobytes can keep a processor busy for seconds.
        found = await when_free(lambda: reader.case_in(file.name, file.content, sent.text("chosen")))
        if found.document is None:
            return await to_thread.run_sync(_import_page, interview, sent.filled(), found, 422)
        change = _replacing(found.document, agreed=sent.text("replace") == "yes")
        return await answering(
            request,
            interview.records,
            interview.changing(change),
            made=lambda _: redirect(f"{interview.path()}?done={IMPORTED}"),
            about=interview.about,
        )
    except REFUSALS as refused:
        filled = sent.refused(refused, interview.language)
        return await to_thread.run_sync(_import_page, interview, filled, FileRead(), 422)


@router.get("/cases/{case_id}/facts/template.xlsx", dependencies=_ALLOWED)
def empty_template(interview: TheInterview, language: TheLanguage) -> Response:
    """The spreadsheet that is filled in, with one example row."""
    vocabulary = interview.evaluator.release.vocabulary
    return _file(
        render_template(vocabulary, language),
        "案件填写表.xlsx" if language == "zh" else "case-form.xlsx",
        _WORKBOOK,
    )


@router.get("/cases/{case_id}/facts/draft.json", dependencies=_ALLOWED)
def draft_file(interview: TheInterview) -> Response:
    """What was entered, as the document of a case."""
    document = stated(interview.draft().document)
    written = json.dumps(document, ensure_ascii=False, indent=2).encode()
    return _file(written, f"{interview.case_id}.json", "application/json")


def _import_page(interview: Interview, filled: Filled, found: FileRead, status: int) -> Page:
    shown = ImportShown(
        case_id=interview.case_id,
        replaces=known_facts(interview.draft().document),
        misread=found.misread,
        cases=found.cases,
        filled=filled,
    )
    return Page("interview/import.html", shown, status)


def _replacing(made: dict[str, Any], *, agreed: bool) -> Change:
    """Puts a whole document in the place of the draft; not unasked, where something was entered."""

    def change(document: CaseDocument) -> Changed:
        if known_facts(document) and not agreed:
            raise InputError([_REPLACES])
        return Changed(made)

    return change


def _file(content: bytes, name: str, media_type: str) -> Response:
    named = f"attachment; filename*=UTF-8''{quote(name)}"
    return Response(content, headers={"Content-Disposition": named}, media_type=media_type)


_NO_FILE = Problem(
    "no_file",
    "no file was chosen",
    mend="Choose a JSON, YAML, XLSX or CSV file.",
    pointer="/file",
    zh=Chinese("没有选择文件", "请选择 JSON、YAML、XLSX 或 CSV 文件。"),
)
_REPLACES = Problem(
    "replaces",
    "facts were entered already, and the file would take their place",
    why="Nothing that was typed is lost unasked.",
    mend="Agree to it below, or download what was entered first; then choose the file again.",
    pointer="/replace",
    zh=Chinese(
        "已经填写了事实，导入会替换全部", "请在下面勾选同意，或者先下载已填写的内容；然后重新选择文件。"
    ),
)
