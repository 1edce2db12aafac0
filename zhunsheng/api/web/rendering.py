"""Templates: Chinese sentences, rendered in either language. Whatever is put into one is escaped."""

from __future__ import annotations

from collections.abc import Generator
from functools import cache

from fastapi import Response
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from pydantic import BaseModel

from zhunsheng.api.web import assets
from zhunsheng.api.web.catalog import translations
from zhunsheng.api.web.frame import Frame
from zhunsheng.api.web.moments import filters
from zhunsheng.engine.evaluation import Language

#: What a page may load and do: what comes from here, and nothing that stands in the page itself.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)


def render(template: str, data: BaseModel, frame: Frame) -> str:
    """A page.

    Args:
        template: Its path under ``templates``.
        data: What it shows.
        frame: What stands around it.
    """
    return environment(frame.language).get_template(template).render(data=data, frame=frame)


def html(text: str, frame: Frame, status: int = 200) -> Response:
    """A rendered page as an answer."""
    headers = {
        "Content-Language": frame.language,
        "Content-Security-Policy": POLICY,
        # Of a page that names itself to nobody, a browser sends forms as those of a page of nobody (`Origin: null`), and they
        # would be refused as foreign. To other hosts it is as silent as under `no-referrer`.
        "Referrer-Policy": "same-origin",
    }
    return Response(text, status, headers, "text/html")


def compiling(language: Language) -> Generator[None, None, None]:
    """Compiles every template in a language, one a step: some milliseconds each, for which its first visitor would wait."""
    for name in environment(language).list_templates():
        environment(language).get_template(name)
        yield


def in_language(language: Language, template: str, **given: object) -> Markup:
    """A part of a page in a language of its own: all words, days and numbers. Else it would change twice a line."""
    return Markup(environment(language).get_template(template).render(**given))


@cache
def environment(language: Language) -> Environment:
    """What renders templates in a language; made once, since it keeps what it has compiled."""
    made = Environment(
        loader=PackageLoader("zhunsheng.api.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    # A template is read by whoever writes it, and its sentences are keys: how a sentence is broken into lines is no part of it.
    made.policies["ext.i18n.trimmed"] = True
    catalog = translations(language)
    # `pgettext('one', '案卷')` is "Case", where `_('案卷')` is "Cases": Chinese nouns have no number.
    made.install_gettext_callables(  # type: ignore[attr-defined] # added by the extension
        catalog.ugettext, catalog.ungettext, newstyle=True, pgettext=catalog.upgettext
    )
    made.filters.update(filters(language))
    made.globals["asset"] = assets.address
    made.globals["in_language"] = in_language
    return made
