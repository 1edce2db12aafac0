"""What a page of questions was answered with, taken into a draft: only what somebody has changed, whatever else happened to it.

A page carries what stood in its fields when it was made (`was`). What was sent is held against that, and the differences are made
to the draft as it is now. So a page that was left open in another window takes nothing back.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, JsonValue, ValidationError

from zhunsheng.api.web.form_data import Form
from zhunsheng.api.web.interview.controls import read_answer, rest_of, same
from zhunsheng.api.web.interview.lengths import too_long
from zhunsheng.engine.problems import Chinese, InputError, Problem
from zhunsheng.engine.vocabulary.facts import Fact, Vocabulary
from zhunsheng.records.drafts.changing import Changed, Read, refuse_broken, set_facts
from zhunsheng.records.drafts.evidence import attached, with_attached, with_evidence
from zhunsheng.records.drafts.places import Place

#: As long as the title of a piece of evidence may be.
TITLE: Final = 200


class Was(BaseModel):
    """What stood in the fields of a page when it was made."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    facts: Mapping[str, JsonValue] = {}
    evidence: Mapping[str, tuple[str, ...]] = {}


@dataclass(frozen=True)
class Answers:
    """The answers of a page."""

    place: Place
    sent: Form
    vocabulary: Vocabulary
    read: Read

    def taken_into(self, document: dict[str, Any]) -> Changed:
        """The draft with them; those that cannot be what was written are told, and the others made.

        Raises:
            NotFound: the place was removed meanwhile.
            InputError: the page does not say what stood in it.
        """
        was = was_of(self.sent)
        changed = set_facts(document, self.place, dict(self._facts(was)), self.read)
        made, problems = changed.document, list(changed.problems)
        for fact in self._given(prefix="new_evidence."):
            title = self.sent.text(f"new_evidence.{fact.key}")
            if len(title) > TITLE:
                problems += too_long(f"/new_evidence.{fact.key}", TITLE).problems
                title = ""
            made = self._attached(made, fact, was, title)
        refuse_broken(document, made, self.read)
        return Changed(made, tuple(problems))

    def _facts(self, was: Was) -> Iterator[tuple[str, JsonValue | None]]:
        for fact in self._given():
            before = was.facts.get(fact.key)
            value = read_answer(fact, self.sent, before)
            if not same(fact, value, before):
                yield fact.key, value

    def _attached(self, document: dict[str, Any], fact: Fact, was: Was, title: str) -> dict[str, Any]:
        """The document with the evidence of a fact as it was chosen, and one piece more where one was named."""
        before, after = set(was.evidence.get(fact.key, ())), set(self.sent.texts(f"evidence.{fact.key}"))
        made = document
        if title:
            made, id = with_evidence(made, title)
            after.add(id)
        if before == after:
            return document
        now = set(attached(made, self.place).get(fact.key, ()))
        return with_attached(made, self.place, fact.key, (now | (after - before)) - (before - after))

    def _given(self, prefix: str = "") -> Iterator[Fact]:
        """The facts of which there were fields."""
        for fact in self.vocabulary.entity(self.place.entity).facts:
            if prefix + fact.key in self.sent.values or (not prefix and rest_of(fact) in self.sent.values):
                yield fact


def was_of(sent: Form) -> Was:
    """What stood in the fields when the page was made.

    Raises:
        InputError: the page does not say it.
    """
    try:
        return Was.model_validate(json.loads(sent.text("was") or "{}"))
    except (ValueError, RecursionError, ValidationError):
        raise InputError([_ALTERED]) from None


_ALTERED: Final = Problem(
    "page_altered",
    "the page does not say what stood in it when it was made",
    why="Only what somebody has changed is taken, so that another window takes nothing back.",
    mend="Load the page anew.",
    zh=Chinese("页面内容不完整", "请重新打开本页。"),
)
