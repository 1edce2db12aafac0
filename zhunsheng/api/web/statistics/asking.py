"""What is asked for: of which source, of whom, between which months. It all stands in the address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal, get_args
from urllib.parse import urlencode

from fastapi import Depends, Query
from pydantic import BaseModel, ConfigDict

from zhunsheng.api.problems import ProblemItem, item_of
from zhunsheng.api.state import TheRelease
from zhunsheng.api.web.form_data import Filled
from zhunsheng.api.web.language import TheLanguage
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.problems import InputError
from zhunsheng.engine.release import Release
from zhunsheng.engine.statistics.groupings import GroupKey
from zhunsheng.engine.statistics.names import group_name
from zhunsheng.engine.statistics.narrowing import NARROWED, Narrowing, refuse_narrowing
from zhunsheng.engine.statistics.tables import known_keys

#: What is counted.
Source = Literal["published"]
SOURCES: tuple[Source, ...] = get_args(Source)

_Typed = Annotated[str, Query(max_length=64)]


@dataclass(frozen=True)
class Asked:
    """What is asked for.

    Attributes:
        problems: What is wrong with it; then nothing is counted.
    """

    source: Source
    narrowing: Narrowing
    problems: tuple[ProblemItem, ...]

    @property
    def query(self) -> str:
        """The same in an address."""
        typed = {"source": "" if self.source == "published" else self.source, **typed_of(self.narrowing)}
        given = {name: value for name, value in typed.items() if value}
        return f"?{urlencode(given)}" if given else ""

    @property
    def filled(self) -> Filled:
        """The form in which it was asked, as it was typed."""
        return Filled.fresh(**typed_of(self.narrowing)).model_copy(update={"problems": self.problems})


class Choices(BaseModel):
    """The values by which one can narrow, each with its name."""

    model_config = ConfigDict(frozen=True)
    category: tuple[tuple[str, str], ...]
    province: tuple[tuple[str, str], ...]
    level: tuple[tuple[str, str], ...]


def asked(
    release: TheRelease,
    language: TheLanguage,
    source: Source = "published",
    category: _Typed = "",
    province: _Typed = "",
    level: _Typed = "",
    since: _Typed = "",
    until: _Typed = "",
) -> Asked:
    """What the address asks for."""
    narrowing = Narrowing(
        category.strip() or None,
        province.strip() or None,
        level.strip() or None,
        since.strip() or None,
        until.strip() or None,
    )
    try:
        refuse_narrowing(narrowing, release)
    except InputError as error:
        return Asked(source, narrowing, tuple(item_of(problem, language) for problem in error.problems))
    return Asked(source, narrowing, ())


TheAsked = Annotated[Asked, Depends(asked)]


def choices(release: Release, language: Language) -> Choices:
    """What one can choose from."""
    return Choices(
        **{
            key: tuple(
                (value, group_name(key, GroupKey("group", value), release, language))
                for value in known_keys(key, release)
            )
            for key in NARROWED
        }
    )


def typed_of(narrowing: Narrowing) -> dict[str, str]:
    """What stands in the fields of the form."""
    return {
        "category": narrowing.category or "",
        "province": narrowing.province or "",
        "level": narrowing.level or "",
        "since": narrowing.since or "",
        "until": narrowing.until or "",
    }
