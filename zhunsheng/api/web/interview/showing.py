"""From a draft to what its pages show."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

from pydantic import JsonValue

from zhunsheng.api.web.form_data import Filled
from zhunsheng.api.web.interview.answers import EVIDENCE, shown_evidence
from zhunsheng.api.web.interview.asked import NOTHING, Asked, asked_about
from zhunsheng.api.web.interview.controls import control_of, fields_of, members_of
from zhunsheng.api.web.interview.grounds import Grounds
from zhunsheng.api.web.interview.implied import implied_shown
from zhunsheng.api.web.interview.shown import (
    Choice,
    Evidence,
    FactShown,
    LeftoverShown,
    Next,
    PartShown,
    PlaceShown,
    Side,
    SubjectStanding,
)
from zhunsheng.api.web.problem_words import said_to_people
from zhunsheng.api.web.suggestion.form_scale import form_scale
from zhunsheng.api.web.suggestion.form_words import FormWords
from zhunsheng.engine.case import Case
from zhunsheng.engine.evaluation import Evaluator, Language
from zhunsheng.engine.explain.fact_words import fact_at
from zhunsheng.engine.explain.phrases import PHRASES
from zhunsheng.engine.language.documents import Document
from zhunsheng.engine.problems import InputError, Problem
from zhunsheng.engine.vocabulary.facts import Fact, FactRef, FactType, Vocabulary
from zhunsheng.records.drafts.documents import facts_at, stated
from zhunsheng.records.drafts.evidence import attached
from zhunsheng.records.drafts.leftovers import leftovers
from zhunsheng.records.drafts.places import Place, places_of

#: So many articles stand beside each of so many questions; the page about a fact has all.
_CITES, _CITED = 3, 12


@dataclass(frozen=True)
class Showing:
    """Makes pages of one draft, in one language.

    Attributes:
        document: The draft.
        subject: Whose questions are asked; None: those of the case.
    """

    evaluator: Evaluator
    grounds: Grounds
    language: Language
    case_id: str
    document: Mapping[str, Any]
    subject: str | None = None

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The dictionary."""
        return self.evaluator.release.vocabulary

    @cached_property
    def case(self) -> Case | None:
        """The draft as a case; None where something keeps it from being one (`problems`)."""
        return self._read[0]

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What keeps it from being one."""
        return self._read[1]

    @cached_property
    def asked(self) -> Asked:
        """What is worth asking."""
        return (
            NOTHING
            if self.case is None
            else asked_about(self.evaluator, self.case, self.language, self.subject)
        )

    def place(self, place: Place, filled: Filled | None = None) -> PlaceShown:
        """The page of a place.

        Args:
            filled: What was typed and could not be taken.

        Raises:
            NotFound: the draft has no such place.
        """
        known = facts_at(self.document, place)
        supports = attached(self.document, place)
        facts = self.vocabulary.entity(place.entity).facts
        holder = place.pointer(self.document)
        asked = sorted(
            (fact for fact in facts if f"{holder}/{fact.key}" in self.asked.ranks),
            key=lambda fact: self.asked.ranks[f"{holder}/{fact.key}"],
        )
        # A set of which one member is known can be asked about the others: it stays where it is asked.
        chosen = {fact.key for fact in asked}
        left = {fact: found for fact in asked if (found := self.asked.implied.get(f"{holder}/{fact.key}"))}
        return PlaceShown(
            case_id=self.case_id,
            part=self.part(place),
            parts=tuple(self.part(each) for each in self._places if each.subject in (None, place.subject)),
            asked=tuple(
                self._fact(place, fact, known, supports, cites=rank < _CITED)
                for rank, fact in enumerate(fact for fact in asked if fact not in left)
            ),
            implied=implied_shown(
                left,
                [self._fact(place, fact, known, supports, cites=False) for fact in left],
                self.language,
            ),
            stated=tuple(
                self._fact(place, fact, known, supports, cites=False)
                for fact in facts
                if fact.key in known and fact.key not in chosen
            ),
            others=tuple(
                self._fact(place, fact, known, supports, cites=False)
                for fact in facts
                if fact.key not in known and fact.key not in chosen
            ),
            known=tuple(known),
            far=self.asked.reach != "alone",
            evidence=self.evidence(),
            was=json.dumps({"facts": known, "evidence": supports}, ensure_ascii=False),
            next=self.next(place),
            side=self.side(),
            filled=filled or Filled.fresh(**self.fields(place)),
        )

    def fields(self, place: Place) -> dict[str, tuple[str, ...]]:
        """What stands in the fields of a place."""
        known, found = facts_at(self.document, place), dict[str, tuple[str, ...]]()
        for fact in self.vocabulary.entity(place.entity).facts:
            found |= fields_of(fact, known.get(fact.key))
        for key, ids in attached(self.document, place).items():
            found[EVIDENCE + key] = (shown_evidence(ids),)
        return found

    def part(self, place: Place) -> PartShown:
        """A place among the others."""
        holder = f"{place.pointer(self.document)}/"
        asked = sum(1 for pointer in self.asked.ranks if pointer.rpartition("/")[0] == holder[:-1])
        looked = (
            bool(self.asked.standings) if place.subject is None else place.subject in self.asked.looked_at
        )
        return PartShown(
            place=str(place),
            word=cast("Any", place.word),
            subject=place.subject,
            title=self.title(place),
            stated=len(facts_at(self.document, place)),
            asked=asked if looked else None,
            at_least=bool(self.asked.further) and place.subject in {None, *self.asked.further},
        )

    def title(self, place: Place) -> str:
        """What a place is called."""
        name = self.vocabulary.entity(place.entity).name.get(self.language)
        ids = " ".join(id for id in (place.subject, place.conduct) if id)
        return f"{name} {ids}".strip()

    def evidence(self) -> tuple[Evidence, ...]:
        """Every piece of evidence."""
        return tuple(
            Evidence(
                id=item["id"],
                title=item["title"],
                supports=tuple(self._named(where) for where in item.get("supports", ())),
            )
            for item in self.document.get("evidence", ())
        )

    def next(self, here: Place | None = None) -> Next | None:
        """The question that tells most, of all that do not stand on a page."""
        held = {place.pointer(self.document): place for place in self._places}
        for pointer in sorted(self.asked.ranks, key=lambda pointer: self.asked.ranks[pointer]):
            place = held.get(pointer.rpartition("/")[0])
            if place is not None and place != here:
                fact = self.vocabulary.fact(fact_at(pointer))
                return Next(
                    place=str(place),
                    part=self.title(place),
                    key=fact.key,
                    question=fact.question.get(self.language),
                )
        return None

    def side(self) -> Side:
        """Where the case stands."""
        words = FormWords(self.language)
        standings = tuple(
            SubjectStanding(
                subject=standing.subject,
                scale=form_scale(standing.form, standing.possible, words, only_asked=True),
                measures=standing.measures,
            )
            for standing in self.asked.standings
        )
        subjects = len(self.document.get("subjects", ()))
        return Side(
            standings=standings,
            unseen=subjects - len(standings) if standings else 0,
            problems=tuple(said_to_people(problem, self.language) for problem in self.problems),
        )

    def leftovers(self) -> tuple[LeftoverShown, ...]:
        """What is no fact any more."""
        return tuple(
            LeftoverShown(
                part=self.title(one.place), key=one.key, value=json.dumps(one.value, ensure_ascii=False)
            )
            for one in leftovers(self.document, self.vocabulary)
        )

    @cached_property
    def _read(self) -> tuple[Case | None, tuple[Problem, ...]]:
        try:
            return self.evaluator.read(Document(stated(self.document), "draft")), ()
        except InputError as error:
            return None, error.problems

    def _fact(
        self,
        place: Place,
        fact: Fact,
        known: Mapping[str, JsonValue],
        supports: Mapping[str, tuple[str, ...]],
        *,
        cites: bool,
    ) -> FactShown:
        ref = FactRef(place.entity, fact.key)
        out = members_of(known.get(fact.key)) if fact.type is FactType.SET else {}
        return FactShown(
            key=fact.key,
            fact=str(ref),
            name=fact.name.get(self.language),
            question=fact.question.get(self.language),
            control=control_of(fact),
            choices=tuple(Choice(key=value.key, name=value.name.get(self.language)) for value in fact.values),
            answer_by=PHRASES[self.language][fact.answer_by],
            judgement=fact.judgement,
            evidence=fact.evidence.get(self.language),
            cites=self.grounds.cites(ref, self.language, _CITES) if cites else (),
            known_out=tuple(
                value.name.get(self.language) for value in fact.values if out.get(value.key) is False
            ),
            attached=supports.get(fact.key, ()),
        )

    def _named(self, pointer: str) -> str:
        """A fact with its place, by its pointer; one that the vocabulary has not keeps it."""
        holder, _, key = pointer.rpartition("/")
        for place in self._places:
            ref = FactRef(place.entity, key)
            if place.pointer(self.document) == holder and self.vocabulary.has(ref):
                return f"{self.title(place)} · {self.vocabulary.fact(ref).name.get(self.language)}"
        return pointer

    @cached_property
    def _places(self) -> tuple[Place, ...]:
        return tuple(places_of(self.document))
