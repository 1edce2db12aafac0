"""Days, times and numbers as people of either language write them. Times are shown as clocks in China do (UTC+8)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any, Final

from babel import dates, numbers
from markupsafe import Markup, escape

from zhunsheng.engine.evaluation import Language
from zhunsheng.records.workflow.identifiers import CHINA

_LOCALES: Final = {"zh": "zh_CN", "en": "en"}


def filters(language: Language) -> Mapping[str, Callable[..., Any]]:
    """What templates of a language show values with."""
    return {
        name: partial(show, language)
        for name, show in (
            ("day", day),
            ("moment", moment),
            ("second", second),
            ("number", number),
            ("percent", percent),
        )
    }


def day(language: Language, given: date | str | None) -> str:
    """A day; a part of one (2021, 2021-10) as it is, and nothing for None."""
    if given is None:
        return ""
    if isinstance(given, str):
        try:
            return day(language, date.fromisoformat(given))
        except ValueError:
            return given
    return dates.format_date(given, "long" if language == "zh" else "d MMMM y", _LOCALES[language])


def moment(language: Language, given: datetime | str | None) -> Markup:
    """A moment to the minute, with the exact one for programs."""
    return _moment(language, given, "%H:%M")


def second(language: Language, given: datetime | str | None) -> Markup:
    """A moment to the second, where several within a minute have to be told apart: in the log."""
    return _moment(language, given, "%H:%M:%S")


def _moment(language: Language, given: datetime | str | None, clock: str) -> Markup:
    if given is None:
        return Markup()
    at = datetime.fromisoformat(given) if isinstance(given, str) else given
    there = at.astimezone(CHINA)
    shown = f"{day(language, there.date())} {there.strftime(clock)}"
    return Markup('<time datetime="{}">{}</time>').format(at.isoformat(), escape(shown))


def number(language: Language, given: float) -> str:
    """A number, with its thousands apart."""
    return numbers.format_decimal(given, locale=_LOCALES[language])


def percent(language: Language, given: float, digits: int = 0) -> str:
    """A share of one as a percentage."""
    pattern = "0." + "0" * digits + "%" if digits else "0%"
    return numbers.format_percent(given, pattern, locale=_LOCALES[language])
