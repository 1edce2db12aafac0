"""From a case to its report, and the formats in which a report is handed on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from zhunsheng.engine.case import Case
from zhunsheng.engine.evaluation import Evaluator, Language
from zhunsheng.engine.language.documents import Document
from zhunsheng.engine.report.build import build_report
from zhunsheng.engine.report.document import Report
from zhunsheng.engine.report.facts import facts_digest
from zhunsheng.engine.report.html import render_html
from zhunsheng.engine.report.word import render_docx

ReportFormat = Literal["html", "docx"]

#: How a report becomes a file, by its format, which is also how the name of the file ends.
REPORT_FORMATS: Mapping[ReportFormat, Callable[[Report], bytes]] = {
    "html": lambda report: render_html(report).encode(),
    "docx": render_docx,
}


def report_on(evaluator: Evaluator, case: Case, document: Document, language: Language = "zh") -> Report:
    """The report on a case.

    Args:
        document: What the case was read from; its digest stands on the first page.

    Raises:
        EnginesDiffer: the engines do not agree.
    """
    suggestion = evaluator.evaluate(case, language)
    return build_report(suggestion, case, evaluator.release, facts_digest(document.value))
