"""Which cases a list is to show, as somebody chose it in the form above it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from zhunsheng.api.problems import ProblemItem, about_parameter
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.vocabulary.facts import Text
from zhunsheng.records.case_lists import Wanted
from zhunsheng.records.workflow.state import Phase

#: So many cases stand on a page.
PAGE: Final = 50
#: What an owner's filter is called that means whoever looks.
MINE: Final = "mine"

_NO_STATE = Text("没有这种状态", "there is no such state")
_NO_DAY = Text("日期写作 2021-10-20", "a day is written 2021-10-20")
_NO_PAGE = Text("没有这一页，已回到第一页", "there is no such page; this is the first")


@dataclass(frozen=True)
class Filters:
    """What is wanted, and what of it cannot be understood; that is left out."""

    wanted: Wanted
    problems: tuple[ProblemItem, ...]

    @property
    def narrowed(self) -> bool:
        """Whether anything but everything is wanted."""
        return any((self.wanted.state, self.wanted.owner, self.wanted.due_before))


def filters_in(query: Mapping[str, str], account_id: str, language: Language) -> Filters:
    """What the query of a list's address asks for; empty fields ask for nothing."""
    problems: list[ProblemItem] = []

    def wrong(field: str, text: Text) -> None:
        problems.append(about_parameter("invalid", field, text.get(language)))

    state = due = after = None
    if query.get("state"):
        state = next((phase for phase in Phase if phase.value == query["state"]), None)
        if state is None:
            wrong("state", _NO_STATE)
    if query.get("due_before"):
        try:
            due = date.fromisoformat(query["due_before"])
        except ValueError:
            wrong("due_before", _NO_DAY)
    if query.get("cursor"):
        if query["cursor"].isdecimal() and len(query["cursor"]) < 16:
            after = int(query["cursor"])
        else:
            wrong("cursor", _NO_PAGE)
    owner = query.get("owner") or None
    return Filters(
        Wanted(
            state=state,
            owner=account_id if owner == MINE else owner,
            due_before=due,
            after=after,
            limit=PAGE,
        ),
        tuple(problems),
    )
