"""What stands around every page: where one is, who one is, where one may go, and in which language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import quote, urlencode

from fastapi import Request

from zhunsheng.api.security.current import Signed
from zhunsheng.api.state import release_of
from zhunsheng.api.version import version
from zhunsheng.api.web.language import TAGS, page_language
from zhunsheng.api.web.listed_names import listed
from zhunsheng.api.web.visitors import signs_in
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.vocabulary.facts import Text
from zhunsheng.records.access.csrf import csrf_token
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.access.permissions import ever_allowed
from zhunsheng.records.times import now


@dataclass(frozen=True)
class Way:
    """A place that one may go to from every page."""

    path: str
    title: str
    here: bool


@dataclass(frozen=True)
class Person:
    """Who is signed in, as it is shown.

    Attributes:
        id: As the log knows the account.
        roles: In words.
    """

    id: str
    name: str
    roles: str


@dataclass(frozen=True)
class Frame:
    """What stands around a page.

    Attributes:
        tag: Of the language (BCP 47).
        path: The page's own address.
        other_language: The same page in the other language.
        twin: The same as JSON; "" where there is none.
        csrf: What forms prove by that they come from our pages; "" where nobody is signed in.
        signs_in: Whether people sign in here at all.
        release: The name and version of the rules, and the beginning of their digest.
        address, at: The whole address that was asked for, and when: a sheet of paper says where it was taken from.
    """

    language: Language
    tag: str
    path: str
    other_language: str
    twin: str
    person: Person | None
    ways: tuple[Way, ...]
    csrf: str
    signs_in: bool
    release: str
    version: str
    address: str
    at: datetime


@dataclass(frozen=True)
class _Place:
    path: str
    title: Text
    operation: Operation | None
    needs_records: bool = True


_PLACES: Final = (
    _Place("/cases", Text("案卷", "Cases"), Operation.LIST_CASES),
    _Place("/register", Text("登记簿", "Register"), Operation.SEARCH_REGISTER),
    _Place("/rules", Text("规则", "Rules"), Operation.READ_RULES, needs_records=False),
    _Place("/statistics", Text("统计", "Statistics"), Operation.READ_RULES, needs_records=False),
    _Place("/log", Text("日志", "Log"), Operation.READ_LOG),
    _Place("/accounts", Text("账户", "Accounts"), Operation.MANAGE_ACCOUNTS),
    _Place("/erasures", Text("删除", "Erasing"), Operation.ERASE_CONTENT),
    _Place("/operation", Text("运行", "Operation"), Operation.READ_METRICS),
    _Place("/examples", Text("示例", "Examples"), None, needs_records=False),
    _Place("/guide", Text("指南", "Guide"), None, needs_records=False),
)


def frame_of(request: Request, signed: Signed | None, *, twin: bool = True) -> Frame:
    """What stands around the page that a request asks for.

    Args:
        twin: Whether the page has one; what is answered to a form has none.
    """
    # An article may be named in Chinese, and an address in a page is written so that it is one in any browser.
    # One that begins with two slashes would be that of another host.
    language, path = page_language(request), quote(f"/{request.url.path.lstrip('/')}")
    release = release_of(request)
    asked = [(name, value) for name, value in request.query_params.multi_items() if name != "lang"]
    return Frame(
        language=language,
        tag=TAGS[language],
        path=path,
        other_language=f"{path}?{urlencode([*asked, ('lang', 'zh' if language == 'en' else 'en')])}",
        twin=_twin(path, asked) if twin else "",
        person=_person(signed, language),
        ways=tuple(_ways(signed, path, language, records=signs_in(request))),
        csrf=_csrf(signed),
        signs_in=signs_in(request),
        release=f"{release.name} {release.version} · {release.digest.removeprefix('sha256:')[:8]}",
        version=version(),
        address=str(request.url),
        at=now(),
    )


def _ways(signed: Signed | None, path: str, language: Language, *, records: bool) -> Iterable[Way]:
    for place in _PLACES:
        if (records and not _open(place.operation, signed)) or (place.needs_records and not records):
            continue
        here = path == place.path or path.startswith(f"{place.path}/")
        yield Way(place.path, place.title.get(language), here)


def _open(operation: Operation | None, signed: Signed | None) -> bool:
    if operation is None:
        return True
    return signed is not None and ever_allowed(signed.account, operation) is None


def _twin(path: str, asked: list[tuple[str, str]]) -> str:
    beginning = "/index.json" if path == "/" else f"{path}.json"
    return f"{beginning}?{urlencode(asked)}" if asked else beginning


def _person(signed: Signed | None, language: Language) -> Person | None:
    if signed is None:
        return None
    roles = sorted(signed.account.roles, key=lambda role: role.value)
    joined = listed((role.title.get(language) for role in roles), language)
    return Person(signed.account.id, signed.account.name, joined)


def _csrf(signed: Signed | None) -> str:
    if signed is None or signed.session is None:
        return ""
    return csrf_token(signed.session).get_secret_value()
