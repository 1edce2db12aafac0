"""The report on a suggestion, to look at and to take away: made from the answer as it was given, not from a new one."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter, Request, Response

from zhunsheng.api.headers import content_security_policy
from zhunsheng.api.turns import when_free_for_anybody
from zhunsheng.api.web.language import TheLanguage
from zhunsheng.api.web.suggestion.examples import TheExamples
from zhunsheng.engine.case import Case
from zhunsheng.engine.language.values import Value
from zhunsheng.engine.release import Release
from zhunsheng.engine.report.build import KeptAs, build_report
from zhunsheng.engine.report.facts import facts_digest
from zhunsheng.engine.report.html import styles_of
from zhunsheng.engine.report.writing import REPORT_FORMATS, ReportFormat
from zhunsheng.engine.suggestion import Suggestion

router = APIRouter(include_in_schema=False)

_MEDIA_TYPES: Mapping[ReportFormat, str] = {
    "html": "text/html",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
#: A page is shown by the browser; a document is for another program.
_DISPOSITIONS: Mapping[ReportFormat, str] = {"html": "inline", "docx": "attachment"}


def report_file(
    suggestion: Suggestion,
    case: Case,
    document: Value,
    release: Release,
    format: ReportFormat,
    name: str,
    kept: KeptAs | None = None,
) -> Response:
    """The report as an answer.

    Args:
        case, document: What the suggestion was made for, read and as written.
        release: That it was made under.
        name: What the file tells apart from others: ASCII letters, digits, dots and dashes.
        kept: Where the suggestion is recorded; None: nowhere.
    """
    report = build_report(suggestion, case, release, facts_digest(document), kept)
    styles = styles_of(report) if format == "html" else ()
    return Response(
        REPORT_FORMATS[format](report),
        headers={
            "Content-Language": suggestion.language,
            "Content-Disposition": f'{_DISPOSITIONS[format]}; filename="report-{name}.{format}"',
            "Content-Security-Policy": content_security_policy(styles),
        },
        media_type=_MEDIA_TYPES[format],
    )


@router.get("/examples/{name}/report")
async def report(request: Request, name: str, kept: TheExamples, language: TheLanguage) -> Response:
    """The report on an example, to look at and print."""
    return await _of_example(request, name, kept, language, "html")


@router.get("/examples/{name}/report.docx")
async def word_report(request: Request, name: str, kept: TheExamples, language: TheLanguage) -> Response:
    """The same as a document."""
    return await _of_example(request, name, kept, language, "docx")


async def _of_example(
    request: Request, name: str, kept: TheExamples, language: TheLanguage, format: ReportFormat
) -> Response:
    example = kept.named(name, language)

    def made() -> Response:
        suggestion = kept.suggestion(example, language)
        release = kept.evaluator.release
        return report_file(suggestion, example.case, example.document.value, release, format, example.case.id)

    return await when_free_for_anybody(request, made)
