"""What a page of questions was answered with, taken into a draft: only what somebody has changed, whatever else happened to it.

A page carries what stood in its fields when it was made (`was`). What was sent is held against that, and the differences are made
to the draft as it is now. So a page that was left open in another window takes nothing back.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
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
#: The field of a fact for the evidence that supports it begins like this.
EVIDENCE: Final = "evidence."


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
        for fact in self._given(prefix=EVIDENCE):
            field = EVIDENCE + fact.key
            named = _named(self.sent.text(field))
            if any(len(title) > TITLE for title in named):
                problems += too_long(f"/{field}", TITLE).problems
            else:
                made = self._attached(made, fact, was, named)
        refuse_broken(document, made, self.read)
        return Changed(made, tuple(problems))

    def _facts(self, was: Was) -> Iterator[tuple[str, JsonValue | None]]:
        for fact in self._given():
            before = was.facts.get(fact.key)
            value = read_answer(fact, self.sent, before)
            if not same(fact, value, before):
                yield fact.key, value

    def _attached(
        self, document: dict[str, Any], fact: Fact, was: Was, named: Iterable[str]
    ) -> dict[str, Any]:
        """The document with the evidence of a fact as it is named: by its id, its title, or a title that is new."""
        made, after = document, set[str]()
        for name in named:
            known = {item["id"].casefold(): item["id"] for item in made.get("evidence", ())}
            id = known.get(name.casefold())
            if id is None:
                made, id = with_evidence(made, name)
            after.add(id)
        before = set(was.evidence.get(fact.key, ()))
        if before == after:
            return document
        now = set(attached(made, self.place).get(fact.key, ()))
        return with_attached(made, self.place, fact.key, (now | (after - before)) - (before - after))

    def _given(self, prefix: str = "") -> Iterator[Fact]:
        """The facts of which there were fields."""
        for fact in self.vocabulary.entity(self.place.entity).facts:
            if prefix + fact.key in self.sent.values or (not prefix and rest_of(fact) in self.sent.values):
                yield fact


def shown_evidence(ids: Iterable[str]) -> str:
    """What stands in the field of a fact for the evidence that supports it."""
    return "; ".join(ids)


def _named(text: str) -> tuple[str, ...]:
    """What somebody names in that field, each once: with semicolons between."""
    names = (name.strip() for name in re.split(r"[;；\n]", text))
    return tuple(dict.fromkeys(name for name in names if name))


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
