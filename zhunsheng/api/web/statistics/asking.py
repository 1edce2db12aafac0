"""What is asked for: of which source, of whom, between which months. It all stands in the address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Annotated, Literal, get_args
from urllib.parse import urlencode

from fastapi import Depends, Query
from pydantic import BaseModel, ConfigDict

from zhunsheng.api.problems import ProblemItem
from zhunsheng.api.state import TheRelease
from zhunsheng.api.web.form_data import Filled
from zhunsheng.api.web.language import TheLanguage
from zhunsheng.api.web.problem_words import said_to_people
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.problems import Chinese, InputError, Problem, refuse
from zhunsheng.engine.release import Release
from zhunsheng.engine.statistics.groupings import GroupKey
from zhunsheng.engine.statistics.names import group_name
from zhunsheng.engine.statistics.narrowing import NARROWED, Narrowing, refuse_narrowing
from zhunsheng.engine.statistics.tables import known_keys

#: What is counted: published notices, and what was suggested and decided in the cases recorded here.
Source = Literal["published", "suggested", "decided"]
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

    def of(self, source: Source) -> Asked:
        """The same months of another source."""
        return replace(
            self,
            source=source,
            narrowing=Narrowing(since=self.narrowing.since, until=self.narrowing.until),
            problems=(),
        )

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
        refuse(_in_no_sum(source, narrowing))
    except InputError as error:
        return Asked(
            source, narrowing, tuple(said_to_people(problem, language) for problem in error.problems)
        )
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


def _in_no_sum(source: Source, narrowing: Narrowing) -> Iterator[Problem]:
    if source == "published":
        return
    for key in NARROWED:
        if getattr(narrowing, key) is not None:
            yield Problem(
                "not_counted_by_this",
                f"recorded cases are not counted by {key}",
                why="It is one of the facts of a case, which may be erased, and what is erased must not live on in a sum.",
                mend="Narrow by months, or count the published notices.",
                pointer=f"/{key}",
                zh=Chinese(
                    "案卷不能按单位类别、省份、层级统计：这些事实可能被删除，不进入合计",
                    "请只按月份限定，或者统计公开通报",
                ),
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
