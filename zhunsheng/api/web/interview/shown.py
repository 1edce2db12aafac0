"""What the pages of the interview show: facts with their controls, parts of a case, and where each subject stands."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from zhunsheng.api.problems import ProblemItem
from zhunsheng.api.web.form_data import Filled
from zhunsheng.api.web.interview.controls import Control
from zhunsheng.api.web.suggestion.form_scale import FormScale
from zhunsheng.engine.answer_parts import Cite


class Shown(BaseModel):
    """A part of what is shown."""

    model_config = ConfigDict(frozen=True)


class Choice(Shown):
    """One answer that may be chosen."""

    key: str
    name: str


class FactShown(Shown):
    """A fact as it is asked.

    Attributes:
        fact: Entity and key, as the page about it is called.
        answer_by: Who answers it, in words.
        evidence: What would show it.
        cites: The articles that it matters for, the most important first; none where it is folded away.
        known_out: Names of members that are known not to be in a set.
        attached: Ids of the evidence that supports it.
    """

    key: str
    fact: str
    name: str
    question: str
    control: Control
    choices: tuple[Choice, ...]
    answer_by: str
    judgement: bool
    evidence: str
    cites: tuple[Cite, ...] = ()
    known_out: tuple[str, ...] = ()
    attached: tuple[str, ...] = ()


class ImpliedFact(Shown):
    """A fact for which one answer is left."""

    name: str
    value: bool


class ImpliedShown(Shown):
    """The facts of a page for which one answer is left by what is known; they are stated by a button.

    Attributes:
        why: What the other answers would contradict, in words.
        questions: The same facts, to be answered one by one.
        button: What the button is sent with.
    """

    facts: tuple[ImpliedFact, ...]
    questions: tuple[FactShown, ...]
    why: tuple[str, ...]
    button: str


class Evidence(Shown):
    """A piece of evidence.

    Attributes:
        supports: The facts that it supports, in words.
    """

    id: str
    title: str
    supports: tuple[str, ...] = ()


class PartShown(Shown):
    """A part of a case: one page of the interview.

    Attributes:
        subject: Of which subject it is; None: of the whole case.
        stated: How many facts are known.
        asked: How many unknown ones can still matter; None where that was not looked at.
        at_least: Whether its own page may ask more, since it is looked further there.
    """

    place: str
    word: Literal["case", "incident", "subject", "circumstances", "conduct"]
    subject: str | None
    title: str
    stated: int
    asked: int | None
    at_least: bool = False


class SubjectStanding(Shown):
    """Where a subject stands, by what was entered so far.

    Attributes:
        measures: Those that are recommended, by name.
    """

    subject: str
    scale: FormScale
    measures: tuple[str, ...]


class Side(Shown):
    """What stands beside the questions: where the case stands.

    Attributes:
        unseen: How many subjects were not looked at here.
        problems: What keeps the draft from being a case; nothing is suggested then.
    """

    standings: tuple[SubjectStanding, ...]
    unseen: int
    problems: tuple[ProblemItem, ...]


class Next(Shown):
    """The question that tells most of all."""

    place: str
    part: str
    key: str
    question: str


class PlaceShown(Shown):
    """One page of questions.

    Attributes:
        asked: Unknown facts that can still matter, the most telling first.
        implied: Those for which one answer is left; None where there are none.
        stated: Known facts.
        others: Unknown facts that matter no more, or only together with several others; none of those in `implied`.
        known: Keys of the facts that are known, if in part.
        far: Whether it was looked for facts that matter together with another one.
        was: What stood in the fields when the page was made, so that only what somebody changes is changed.
        parts: Every part of the case, to go to.
    """

    case_id: str
    part: PartShown
    parts: tuple[PartShown, ...]
    asked: tuple[FactShown, ...]
    implied: ImpliedShown | None
    stated: tuple[FactShown, ...]
    others: tuple[FactShown, ...]
    known: tuple[str, ...]
    far: bool
    evidence: tuple[Evidence, ...]
    was: str
    next: Next | None
    side: Side
    filled: Filled


class LeftoverShown(Shown):
    """What the vocabulary does not know any more.

    Attributes:
        part: Where it stands, in words.
        value: As JSON, since nobody knows any more what it was called.
    """

    part: str
    key: str
    value: str


class Entered(Shown):
    """How much was entered."""

    subjects: int
    conducts: int
    facts: int
    evidence: int


class PartsShown(Shown):
    """The facts of a case at a glance.

    Attributes:
        imported: What there is now, where a file was just taken over; else null.
        changed_at: When they were changed last, as RFC 3339; None where nothing was entered that is not recorded.
        recorded: The number of the event whose facts these are, where nothing else was entered.
        opinions: How many opinions that were given already are void when these facts are recorded.
        filled: The form that adds a conduct, or the one that was refused.
        leftovers: What was entered under an older vocabulary and is no fact any more.
        adding, recording, dropping: The other forms. Each has a key of its own: who goes back and sends another one does not
            repeat the first.
    """

    case_id: str
    imported: Entered | None
    changed_at: str | None
    recorded: int | None
    opinions: int
    parts: tuple[PartShown, ...]
    evidence: tuple[Evidence, ...]
    next: Next | None
    side: Side
    leftovers: tuple[LeftoverShown, ...]
    filled: Filled
    adding: Filled
    recording: Filled
    dropping: Filled
