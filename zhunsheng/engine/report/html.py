"""A report as one HTML file that needs nothing else: styles inside, no script, nothing fetched, ready to print on A4.

Whoever serves such a file under a content security policy has to let its styles through, and wants to let nothing else through;
`styles_of` names them one by one.
"""

from __future__ import annotations

import re
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template

from zhunsheng.engine.report.document import Report, Table, all_sections

#: ``lang`` of the page.
_TAGS = {"zh": "zh-CN", "en": "en"}
_PAGE = "report.html.jinja"
_STYLE_SHEET = "report.css.jinja"


def render_html(report: Report) -> str:
    """The report as HTML. Every word is escaped; the same report gives the same text."""
    page = _template(_PAGE).render(
        report=report,
        lang=_TAGS[report.language],
        style_sheet=_style_sheet(report),
        column_style=_column_style,
    )
    return page.rstrip() + "\n"


def styles_of(report: Report) -> tuple[str, ...]:
    """The text of every style in the HTML of a report, once each: the style sheet first, then what attributes hold."""
    blocks = [*report.opening, *(block for part in all_sections(report.sections) for block in part.blocks)]
    widths = {width for block in blocks if isinstance(block, Table) for width in block.widths}
    return (_style_sheet(report), *(_column_style(width) for width in sorted(widths)))


def _style_sheet(report: Report) -> str:
    """What stands between the tags of the style sheet, to the letter. It says how pages are numbered in the report's language."""
    return "\n" + _template(_STYLE_SHEET).render(number=re.split(r"\{pages?\}", report.page))


def _column_style(width: int) -> str:
    """How wide a column is, as a percentage of its table."""
    return f"width:{width}%"


def _template(name: str) -> Template:
    """A template beside this file; whatever is put into it is escaped."""
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.tests["of"] = lambda block, kind: type(block).__name__ == kind
    return environment.from_string(files(__package__).joinpath(name).read_text(encoding="utf-8"))
