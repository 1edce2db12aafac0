"""The rule book of an application: everything that its pages look up, each part made when it is first asked for, and kept."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated

from fastapi import Depends, Request

from zhunsheng.api.state import evaluator_of
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.problems import InputError
from zhunsheng.engine.release import Release
from zhunsheng.engine.rulebook.readers import Readers
from zhunsheng.engine.rulebook.release_difference import ReadRelease
from zhunsheng.engine.rulebook.scenario_uses import ScenarioUses, scenario_uses
from zhunsheng.engine.rulebook.search import SearchIndex
from zhunsheng.engine.rulebook.searchable import entries
from zhunsheng.engine.rulebook.written_rules import WrittenRules, written_rules
from zhunsheng.engine.scenario_pairs import Pair, read_pairs
from zhunsheng.engine.scenarios import Scenario, load_scenarios


@dataclass(frozen=True, eq=False)
class RuleBook:
    """What is looked up in the rules that an application answers by. Safe to use from several threads."""

    evaluator: Evaluator
    _judging: threading.Lock = field(default_factory=threading.Lock, repr=False)

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

    @property
    def uses(self) -> ScenarioUses:
        """The scenarios judged, some seconds of work: who asks while somebody else has it made waits for the same."""
        with self._judging:
            return self._uses

    def judge_ahead(self) -> None:
        """Has the scenarios judged while nobody waits: who opens the book is about to open a rule."""
        threading.Thread(target=self._try_uses, name="scenarios of the rule book", daemon=True).start()

    def _try_uses(self) -> None:
        with suppress(InputError):  # whoever asks for them is told
            _ = self.uses

    @cached_property
    def _uses(self) -> ScenarioUses:
        return scenario_uses(self.evaluator.compiled, self.evaluator.model)


def rule_book_of(request: Request) -> RuleBook:
    """The rule book of the application that got a request."""
    state = request.app.state
    kept = getattr(state, "rule_book", None)
    if not isinstance(kept, RuleBook):
        kept = state.rule_book = RuleBook(evaluator_of(request))
        kept.judge_ahead()
    return kept


TheRuleBook = Annotated[RuleBook, Depends(rule_book_of)]
