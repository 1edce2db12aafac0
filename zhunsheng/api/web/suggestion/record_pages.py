"""What hangs below the page of a recorded evaluation: trying other facts, its graph, and its report.

Each reads the record, as whoever may read it, and that it was read is in the log. What is tried is sent in a form and never as a
part of an address: addresses are written down in places where facts of a case have no business.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Depends, Path, Response

from zhunsheng.api.records import Records, TheRecords
from zhunsheng.api.routes.case_evaluations import LARGEST
from zhunsheng.api.security.current import Signed, requires
from zhunsheng.api.turns import when_free
from zhunsheng.api.web.forms import TheForm, form
from zhunsheng.api.web.language import TheLanguage
from zhunsheng.api.web.pages import Page, page
from zhunsheng.api.web.suggestion import graph_pages, what_if_pages
from zhunsheng.api.web.suggestion.graph_shown import GraphShown, graph_of, graph_shown, picture_of
from zhunsheng.api.web.suggestion.recorded import Recorded, recorded_case
from zhunsheng.api.web.suggestion.report_files import report_file
from zhunsheng.api.web.suggestion.trying import Tried, tried
from zhunsheng.api.web.suggestion.what_if_pages import WhatIfShown
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.report.build import KeptAs
from zhunsheng.engine.report.writing import ReportFormat
from zhunsheng.records.access.operations import Operation

router = APIRouter(include_in_schema=False)

_READS = Operation.READ_RECORD
_BELOW = "/cases/{case_id}/evaluations/{number}"

TheNumber = Annotated[int, Path(ge=1, le=LARGEST)]
TheReader = Annotated[Signed, Depends(requires(_READS))]


@page(router, f"{_BELOW}/what-if", needs=_READS)
async def what_if(
    case_id: str,
    number: TheNumber,
    records: TheRecords,
    signed: TheReader,
    language: TheLanguage,
    subject: str | None = None,
) -> Page:
    """What can be tried."""
    return await _tried(records, signed, case_id, number, language, (), subject)


@form(router, f"{_BELOW}/what-if", needs=_READS, keeps_answer=False)
async def try_facts(
    case_id: str,
    number: TheNumber,
    sent: TheForm,
    records: TheRecords,
    signed: TheReader,
    language: TheLanguage,
) -> Page:
    """What is tried, before and after. It changes nothing, so it may be sent as often as one likes."""
    settings = sent.texts("set")
    return await _tried(records, signed, case_id, number, language, settings, _last(sent.texts("subject")))


@page(router, f"{_BELOW}/graph", needs=_READS)
async def graph(
    case_id: str,
    number: TheNumber,
    records: TheRecords,
    signed: TheReader,
    language: TheLanguage,
    subject: str | None = None,
    complete: graph_pages.Complete = False,
) -> Page:
    """The graph of the recorded decision."""
    found = await _read(records, signed, case_id, number)

    def made() -> GraphShown:
        return graph_shown(
            found.suggestion,
            found.evaluator.release,
            subject,
            complete,
            language,
            title=_title(case_id, number),
            back=_address(case_id, number),
        )

    return Page(graph_pages.TEMPLATE, await when_free(made))


@router.get(f"{_BELOW}/graph.svg")
async def picture(
    case_id: str,
    number: TheNumber,
    records: TheRecords,
    signed: TheReader,
    language: TheLanguage,
    subject: str | None = None,
    complete: graph_pages.Complete = False,
) -> Response:
    """The picture alone."""
    found = await _read(records, signed, case_id, number)

    def drawn() -> str:
        return picture_of(graph_of(found.suggestion, found.evaluator.release, subject, complete, language))

    headers = {"Content-Language": language}
    return Response(await when_free(drawn), headers=headers, media_type=graph_pages.MEDIA_TYPE)


@router.get(f"{_BELOW}/report")
async def report(case_id: str, number: TheNumber, records: TheRecords, signed: TheReader) -> Response:
    """The report on the recorded answer, to look at and print."""
    return await _report(records, signed, case_id, number, "html")


@router.get(f"{_BELOW}/report.docx")
async def word_report(case_id: str, number: TheNumber, records: TheRecords, signed: TheReader) -> Response:
    """The same as a document."""
    return await _report(records, signed, case_id, number, "docx")


async def _read(records: Records, signed: Signed, case_id: str, number: int) -> Recorded:
    return await to_thread.run_sync(recorded_case, records, signed.account, case_id, number)


async def _report(
    records: Records, signed: Signed, case_id: str, number: int, format: ReportFormat
) -> Response:
    found = await _read(records, signed, case_id, number)
    release = found.evaluator.release
    # By where it is kept: the case in the file that was imported may be called like any other.
    name, kept = f"{case_id}-{number}", KeptAs(case_id, number, found.id)
    return await when_free(
        lambda: report_file(found.suggestion, found.case, found.document, release, format, name, kept)
    )


def _last(chosen: Sequence[str]) -> str:
    """The subject that is gone to: the button for it stands after the one that is shown."""
    return chosen[-1] if chosen else ""


async def _tried(
    records: Records,
    signed: Signed,
    case_id: str,
    number: int,
    language: Language,
    settings: tuple[str, ...],
    subject: str | None,
) -> Page:
    found = await _read(records, signed, case_id, number)

    def made() -> Tried:
        # Before is worked out anew, and not as recorded: both sides by the same program, in the language of the page.
        evaluator, case = found.evaluator, found.case
        return tried(
            evaluator,
            case,
            lambda: evaluator.evaluate(case, language, traced=False).subjects,
            language,
            settings,
            subject,
        )

    shown = WhatIfShown(
        title=_title(case_id, number),
        back=_address(case_id, number),
        action=f"{_address(case_id, number)}/what-if",
        method="post",
        # Every sending reads the record, and is in the log as that: so it takes a press of a button.
        live=False,
        reads=True,
        present_rules=found.present_rules,
        tried=await when_free(made),
    )
    return Page(what_if_pages.TEMPLATE, shown)


def _title(case_id: str, number: int) -> str:
    return f"{case_id} · {number}"


def _address(case_id: str, number: int) -> str:
    return f"/cases/{case_id}/evaluations/{number}"
