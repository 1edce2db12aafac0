"""A report as one HTML file that needs nothing else: styles inside, no script, nothing fetched, ready to print on A4."""

from __future__ import annotations

import re
from importlib.resources import files

from jinja2 import Environment, StrictUndefined

from zhunsheng.engine.report.document import Report

#: ``lang`` of the page.
_TAGS = {"zh": "zh-CN", "en": "en"}
_TEMPLATE = "report.html.jinja"


def render_html(report: Report) -> str:
    """The report as HTML. Every word is escaped; the same report gives the same text."""
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    template = files(__package__).joinpath(_TEMPLATE).read_text(encoding="utf-8")
    environment.tests["of"] = lambda block, kind: type(block).__name__ == kind
    number = re.split(r"\{pages?\}", report.page)
    page = environment.from_string(template).render(report=report, lang=_TAGS[report.language], number=number)
    return page.rstrip() + "\n"
