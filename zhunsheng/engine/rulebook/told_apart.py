"""What tells rules of one title apart where several are listed by their titles: the article on which each rests.

Every version of an instrument has its rules, and most of their titles are those of the version before; the articles differ. A few
share even the article (that on staff and that on officials of institutions): of these the id is told as well.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.language.rules import Rule
from zhunsheng.engine.release import Release


@dataclass(frozen=True)
class ToldApart:
    """The rules of a release, for lists in a language."""

    release: Release
    language: Language

    def title(self, id: str) -> str:
        """The title of a rule; of one that this release has not (any more), its id."""
        rule = self.release.rules.get(id)
        return id if rule is None else rule.title.get(self.language)

    def stands(self, id: str) -> str:
        """The first article that a rule cites, as people cite it, with its id where that is not enough; "" of one not here."""
        rule = self.release.rules.get(id)
        if rule is None:
            return ""
        cited = self._cited(rule)
        return cited if self._times[rule.title.get(self.language), cited] == 1 else f"{cited} · {id}"

    def whole(self, id: str) -> str:
        """Both in one line, where a list has no place for two."""
        stands = self.stands(id)
        return f"{self.title(id)} · {stands}" if stands else self.title(id)

    def _cited(self, rule: Rule) -> str:
        first = rule.cites[0]
        return self.release.sources[first.source].cited_as(first.article, self.language)

    @cached_property
    def _times(self) -> Counter[tuple[str, str]]:
        """How many rules have a title and an article."""
        return Counter(
            (rule.title.get(self.language), self._cited(rule)) for rule in self.release.rules.values()
        )
