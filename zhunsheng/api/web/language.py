"""In which language a page is shown: Chinese, until somebody asks for English.

``?lang=en`` on any page asks for it, and the browser remembers the answer in a cookie that says nothing else. What the
browser itself prefers is not asked: the words of the law are Chinese, and a summary of them in English is a help that one
chooses.
"""

from __future__ import annotations

from typing import Annotated, Final, get_args

from fastapi import Depends, Request, Response

from zhunsheng.api.problems import speaks
from zhunsheng.engine.evaluation import Language

COOKIE: Final = "zhunsheng-language"
_YEAR: Final = 31_536_000

#: Chinese first.
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)
#: What ``lang`` of a page is in each.
TAGS: Final = {"zh": "zh-CN", "en": "en"}


def page_language(request: Request) -> Language:
    """The language of a page. What goes wrong with the request is told in it as well."""
    asked = request.query_params.get("lang") or request.cookies.get(COOKIE) or "zh"
    language: Language = "en" if asked == "en" else "zh"
    speaks(request, language)
    return language


def remember_language(request: Request, response: Response) -> None:
    """Has the browser remember the language that was just asked for."""
    asked = request.query_params.get("lang")
    if asked in TAGS:
        response.set_cookie(
            COOKIE,
            asked,
            max_age=_YEAR,
            path="/",
            samesite="strict",
            httponly=True,
            secure=request.url.scheme == "https",
        )


TheLanguage = Annotated[Language, Depends(page_language)]
