"""People in the filters of lists: typed and chosen by what they are called, where one alone is called so, and by id otherwise.

The log and the register name people by ids that say nothing, and their addresses keep to these: a name may change, and may become
somebody else's as well. So what is typed is made an id as soon as it is read, and an id is made a name where it is shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from zhunsheng.api.problems import ProblemItem, about_parameter
from zhunsheng.api.web.listed_names import listed
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.vocabulary.facts import Text
from zhunsheng.records.colleagues import Colleague

_SEVERAL = Text("有几个账户叫「{name}」", "several accounts are called '{name}'")
_WHICH = Text("请填其中一个的账户编号：{ids}。", "Write the id of one of them: {ids}.")


@dataclass(frozen=True)
class People:
    """Those whom a filter offers."""

    offered: tuple[Colleague, ...]

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """What can be written for each, and what is said beside it."""
        return tuple(
            (written, one.id if written == one.name else one.name)
            for one in self.offered
            for written in (self.written(one.id),)
        )

    def meant(self, typed: str) -> str:
        """The id of whoever is meant; what was typed, where that is an id or nobody's name, or several people's."""
        found = self._called.get(typed, ())
        return found[0] if typed not in self._names and len(found) == 1 else typed

    def written(self, id: str) -> str:
        """What stands for an id in the filter, such that it is read as that id again."""
        name = self._names.get(id, id)
        return name if self.meant(name) == id else id

    def called(self, id: str) -> str:
        """What somebody is called; "" where that is not known."""
        return self._names.get(id, "")

    def told(self, id: str) -> str:
        """Somebody by name and id; by the id alone where nothing else is known."""
        name = self.called(id)
        return f"{name} · {id}" if name else id

    def problem(self, typed: str, field: str, language: Language) -> ProblemItem | None:
        """What is wrong with what was typed: that several people are called so. Who nobody is called by finds nothing."""
        found = self._called.get(typed, ())
        if typed in self._names or len(found) < 2:
            return None
        detail = _SEVERAL.get(language).format(name=typed)
        joined = listed(found, language)
        return about_parameter("invalid", field, detail, help=_WHICH.get(language).format(ids=joined))

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return {one.id: one.name for one in self.offered}

    @cached_property
    def _called(self) -> Mapping[str, tuple[str, ...]]:
        found: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
        for one in self.offered:
            found[one.name] += (one.id,)
        return dict(found)
