"""What the register is searched by, as query parameters: of the API and, with the same names, of the page."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Annotated, Final, Literal

from fastapi import Query
from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from zhunsheng.api.parameters import LanguageQuery, flag
from zhunsheng.records.register.criteria import Criteria, Cursor, Order, Wanted
from zhunsheng.records.register.facets import NO, NO_OPINION, YES, Facet
from zhunsheng.records.workflow.events import AppliedLaw
from zhunsheng.records.workflow.identifiers import CHINA, Digest, Key, PersonId, RuleId
from zhunsheng.records.workflow.opinions import Ground
from zhunsheng.records.workflow.state import Phase

#: So many a page, unless something else is asked.
PAGE: Final = 50
_FORM = Field(ge=0, le=4)
_EARLIEST, _LATEST = date(1900, 1, 1), date(2999, 12, 31)

Day = Annotated[date, Field(ge=_EARLIEST, le=_LATEST)]
Form = Annotated[int, _FORM]


def _cursor(written: str) -> str:
    """A cursor, refused where it names no time."""
    try:
        Cursor.read(written)
    except ValueError:
        raise PydanticCustomError("cursor", "a cursor is the `next` of a page") from None
    return written


Opinion = Literal["adopted", "overridden", "none"]


class RegisterQuery(LanguageQuery):
    """Which recorded evaluations are searched for."""

    case: Annotated[
        str | None,
        Field(
            pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$",
            description="案卷编号或其开头 · Id of a case, or how it begins",
        ),
    ] = None
    since: Annotated[
        Day | None, Field(description="从这一天起（中国时间）· From this day on, as days are in China")
    ] = None
    until: Annotated[Day | None, Field(description="到这一天止（含）· Up to and with this day")] = None
    state: Annotated[Phase | None, Field(description="案卷现在的状态 · Where the case stands")] = None
    for_review: Annotated[
        bool | None,
        BeforeValidator(flag),
        Field(description="案卷是否等待审核 · Whether the case waits for a reviewer"),
    ] = None
    owner: Annotated[
        PersonId | None, Field(description="现在的承办人（账户编号）· The owner, by the id of the account")
    ] = None
    actor: Annotated[PersonId | None, Field(description="作出评估的人（账户编号）· Who had it evaluated")] = (
        None
    )
    recommended: Annotated[
        Form | None, Field(description="建议的形态，0 为不予问责 · The form recommended; 0: not accountable")
    ] = None
    at_least: Annotated[
        Form | None, Field(description="法定最低的形态 · The lowest form that the law leaves")
    ] = None
    at_most: Annotated[Form | None, Field(description="法定最高的形态 · The highest")] = None
    category: Annotated[Key | None, Field(description="认定的类别 · A category that was established")] = None
    rule: Annotated[RuleId | None, Field(description="起决定作用的规则 · A rule that decided")] = None
    opinion: Annotated[
        Opinion | None,
        Field(description="对建议的意见；none 为尚无 · What was said to the suggestion; none: nothing yet"),
    ] = None
    reason: Annotated[Ground | None, Field(description="不采纳的理由 · A reason why it was overridden")] = (
        None
    )
    release: Annotated[Digest | None, Field(description="规则集摘要 · Digest of the ruleset")] = None
    law: Annotated[AppliedLaw | None, Field(description="适用的法 · Whose law was applied")] = None
    engines: Annotated[
        str | None,
        Field(pattern=r"^[a-z_,]{1,64}$", description="核对的引擎，如 bits,rete · Who checked it"),
    ] = None
    newest: Annotated[
        bool,
        BeforeValidator(flag),
        Field(description="每个案卷只列最近一次评估 · Only the last evaluation of each case"),
    ] = False
    decided: Annotated[
        bool,
        BeforeValidator(flag),
        Field(
            description="只列已据以结案的；有 opinion 的，须以该意见结案 · Only those that a case was closed with; "
            "with that opinion, where one is asked"
        ),
    ] = False
    order: Annotated[Order, Field(description="新的在前或旧的在前 · Which comes first")] = "newest"
    cursor: Annotated[
        Annotated[str, AfterValidator(_cursor)] | None,
        Field(
            pattern=r"^[0-9TZ:.-]{27}~[0-9]{1,18}$",
            description="上一页的 next · The `next` of the page before",
        ),
    ] = None
    limit: Annotated[int, Field(ge=1, le=200, description="每页至多几条 · So many a page at most")] = PAGE


class CountedRegisterQuery(RegisterQuery):
    """The same, with counts where they are asked."""

    counts: Annotated[
        bool,
        BeforeValidator(flag),
        Field(description="连同总数和各取值的数目 · With how many there are, and of each value"),
    ] = False


AskedOfTheRegister = Annotated[CountedRegisterQuery, Query()]

_BY_NAME: Final = {facet: facet.value for facet in Facet if facet is not Facet.FOR_REVIEW}


def criteria_of(asked: RegisterQuery) -> Criteria:
    """What is searched for."""
    values: dict[Facet, str | None] = {
        facet: _written(getattr(asked, name)) for facet, name in _BY_NAME.items()
    }
    if asked.for_review is not None:
        values[Facet.FOR_REVIEW] = YES if asked.for_review else NO
    return Criteria(
        case=asked.case,
        since=None if asked.since is None else _begins(asked.since),
        until=None if asked.until is None else _begins(asked.until + timedelta(days=1)),
        values={facet: value for facet, value in values.items() if value is not None},
        newest=asked.newest,
        decided=asked.decided,
    )


def wanted_of(asked: RegisterQuery) -> Wanted:
    """The page of it that is wanted."""
    after = None if asked.cursor is None else Cursor.read(asked.cursor)
    return Wanted(criteria_of(asked), asked.order, after, asked.limit)


def _written(value: object) -> str | None:
    if value is None:
        return None
    return value.value if isinstance(value, Phase) else str(value)


def _begins(day: date) -> datetime:
    """When a day begins in China."""
    return datetime.combine(day, time(), CHINA)


__all__ = ["NO_OPINION", "AskedOfTheRegister", "RegisterQuery", "criteria_of", "wanted_of"]
