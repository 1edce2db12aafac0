"""What the values of the register are called: states, forms, categories, rules, opinions, reasons."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.explain.phrases import PHRASES as SAID
from zhunsheng.engine.release import Release
from zhunsheng.engine.rulebook.told_apart import ToldApart
from zhunsheng.engine.vocabulary.facts import Text
from zhunsheng.records.register.facets import Facet
from zhunsheng.records.workflow.move_words import PHASES
from zhunsheng.records.workflow.state import Phase

#: The values of facets that are neither of the release nor of its vocabulary.
VALUES: Final[Mapping[Facet, Mapping[str, Text]]] = {
    Facet.OPINION: {
        "adopted": Text("采纳", "adopted"),
        "overridden": Text("不采纳", "overridden"),
        "none": Text("尚无意见", "no opinion yet"),
    },
    Facet.REASON: {
        "fact_disputed": Text("对事实有异议", "a fact is disputed"),
        "open_norm": Text("裁量概念另有理解", "an open norm is read otherwise"),
        "proportionality": Text("不相称", "out of proportion"),
        "rule_wrong": Text("规则有误", "a rule is wrong"),
        "new_facts": Text("有新的事实", "new facts"),
    },
    Facet.LAW: {
        "act": Text("行为时的法", "the law of the act"),
        "decision": Text("决定时的法", "the law of the decision"),
        "mixed": Text("逐行为适用", "to each conduct its own"),
    },
    Facet.FOR_REVIEW: {
        "true": Text("等待审核", "waits for review"),
        "false": Text("不待审核", "does not wait"),
    },
}


@dataclass(frozen=True)
class Words:
    """Names values in a language. What this release does not know keeps its key: a record may be of an older one.

    Attributes:
        people: What accounts are called, by their ids.
    """

    release: Release
    language: Language
    people: Mapping[str, str] = field(default_factory=dict)

    def value(self, facet: Facet, value: str) -> str:
        """A value of a facet."""
        if facet in VALUES:
            text = VALUES[facet].get(value)
            return value if text is None else text.get(self.language)
        name = self._names.get(facet)
        return value if name is None else name(value)

    def form(self, number: int) -> str:
        """A form."""
        return SAID[self.language][str(number)]

    def rule(self, id: str) -> str:
        """The title of a rule; of one that this release has not, its id."""
        return self._told_apart.title(id)

    def stands(self, id: str) -> str:
        """What tells a rule from others of its title; "" of one that this release has not."""
        return self._told_apart.stands(id)

    def category(self, key: str) -> str:
        """The name of a category."""
        return self._categories.get(key, key)

    @cached_property
    def _names(self) -> Mapping[Facet, Callable[[str], str]]:
        forms = (Facet.RECOMMENDED, Facet.AT_LEAST, Facet.AT_MOST)
        return {
            Facet.STATE: lambda value: PHASES[Phase(value)].get(self.language),
            Facet.RULE: self.rule,
            Facet.CATEGORY: self.category,
            Facet.ENGINES: lambda value: value.replace(",", " + "),
            Facet.RELEASE: short_digest,
            Facet.OWNER: lambda value: self.people.get(value, value),
            **dict.fromkeys(forms, lambda value: self.form(int(value))),
        }

    @cached_property
    def _told_apart(self) -> ToldApart:
        return ToldApart(self.release, self.language)

    @cached_property
    def _categories(self) -> Mapping[str, str]:
        return {of.key: of.name.get(self.language) for of in self.release.vocabulary.conclusions}


def short_digest(digest: str) -> str:
    """The beginning of a digest, enough to tell releases apart."""
    return digest.removeprefix("sha256:")[:12]
