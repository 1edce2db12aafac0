"""A case in, a report to hand on out, as a page or as a document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response

from zhunsheng.api.headers import content_security_policy
from zhunsheng.api.parameters import AskedForReport
from zhunsheng.api.problems import WITH_A_CASE, documented
from zhunsheng.api.state import TheEvaluator
from zhunsheng.api.turns import in_turn
from zhunsheng.engine.language.documents import Document
from zhunsheng.engine.report.html import styles_of
from zhunsheng.engine.report.writing import REPORT_FORMATS, ReportFormat, report_on

router = APIRouter(tags=["evaluations"])

MEDIA_TYPES: Mapping[ReportFormat, str] = {
    "html": "text/html",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}

#: A page is shown by whatever asked for it; a document is for another program.
_DISPOSITIONS: Mapping[ReportFormat, str] = {"html": "inline", "docx": "attachment"}

_SCHEMAS: Mapping[ReportFormat, Mapping[str, object]] = {"html": {"schema": {"type": "string"}}, "docx": {}}


@dataclass(frozen=True)
class _File:
    content: bytes
    name: str
    policy: str


@router.post(
    "/v1/evaluations/report",
    response_class=Response,
    summary="写出处理建议报告 · The report on a case",
    responses={
        200: {
            "description": "报告 · The report",
            "content": {MEDIA_TYPES[format]: schema for format, schema in _SCHEMAS.items()},
            "headers": {
                "Content-Disposition": {
                    "description": "文件名 · A name for the file, in ASCII",
                    "required": True,
                    "schema": {"type": "string"},
                }
            },
        },
        **documented(*WITH_A_CASE),
    },
)
async def report(request: Request, evaluator: TheEvaluator, asked: AskedForReport) -> Response:
    """可以呈报、归档的报告，HTML 或 DOCX；内容见 docs/report.md。同一案卷、规则集和语言，逐字节相同。

    A report to hand on, as HTML or DOCX. The same case, ruleset and language give the same bytes.
    """

    def written(document: Document) -> _File:
        case = evaluator.read(document)
        made = report_on(evaluator, case, document, asked.lang)
        styles = styles_of(made) if asked.format == "html" else ()
        return _File(
            REPORT_FORMATS[asked.format](made),
            # A case's id is ASCII letters, digits, dots and dashes (`Identifier`), so it can stand in a header and on a disk.
            f"report-{case.id}.{asked.format}",
            content_security_policy(styles),
        )

    file = await in_turn(request, written)
    return Response(
        file.content,
        headers={
            "Content-Language": asked.lang,
            "Content-Disposition": f'{_DISPOSITIONS[asked.format]}; filename="{file.name}"',
            "Content-Security-Policy": file.policy,
        },
        media_type=MEDIA_TYPES[asked.format],
    )
