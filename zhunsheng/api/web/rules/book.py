"""The rule book of an application: everything that its pages look up, each part made when it is first asked for, and kept."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated

from fastapi import Depends, FastAPI, Request

from zhunsheng.api.web.rules.kept_uses import KeptUses
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.release import Release
from zhunsheng.engine.rulebook.readers import Readers
from zhunsheng.engine.rulebook.release_difference import ReadRelease
from zhunsheng.engine.rulebook.scenario_uses import judging
from zhunsheng.engine.rulebook.search import SearchIndex
from zhunsheng.engine.rulebook.searchable import entries
from zhunsheng.engine.rulebook.written_rules import WrittenRules, written_rules
from zhunsheng.engine.scenario_pairs import Pair, read_pairs
from zhunsheng.engine.scenarios import Scenario, load_scenarios


@dataclass(frozen=True, eq=False)
class RuleBook:
    """What is looked up in the rules that an application answers by. Safe to use from several threads."""

    evaluator: Evaluator

    @property
    def release(self) -> Release:
        """The rules in use."""
        return self.evaluator.release

    @cached_property
    def readers(self) -> Readers:
        """Who reads what."""
        return Readers(self.release)

    @cached_property
    def written(self) -> WrittenRules:
        """The rules as they stand in their files."""
        return written_rules(self.release)

    @property
    def read(self) -> ReadRelease:
        """The rules in use, with their texts."""
        return ReadRelease(self.release, self.written)

    @cached_property
    def index(self) -> SearchIndex:
        """What can be found."""
        return SearchIndex(entries(self.release))

    @cached_property
    def pairs(self) -> Mapping[str, Pair]:
        """By rule, the pair of scenarios that shows when it applies; a release that was stored has none."""
        return {pair.rule: pair for pair in read_pairs(self.release)}

    @cached_property
    def scenarios(self) -> tuple[Scenario, ...]:
        """The scenarios that come with the rules."""
        return load_scenarios(self.release.folder / "scenarios")

    @cached_property
    def uses(self) -> KeptUses:
        """The scenarios judged, or about to be."""
        return KeptUses(lambda: judging(self.evaluator.compiled, self.evaluator.model))

    def looking_up(self) -> Generator[None, None, None]:
        """Makes what pages would wait for, a part in each step."""
        _ = self.readers
        yield
        _ = self.written
        yield
        _ = self.index
        yield
        _ = self.pairs
        yield


def install(app: FastAPI, evaluator: Evaluator) -> None:
    """Gives an application its rule book, which is empty at first."""
    app.state.rule_book = RuleBook(evaluator)


def rule_book_of(request: Request) -> RuleBook:
    """The rule book of the application that got a request."""
    kept = request.app.state.rule_book
    if not isinstance(kept, RuleBook):
        raise TypeError("the application was made without a rule book")
    return kept


TheRuleBook = Annotated[RuleBook, Depends(rule_book_of)]
