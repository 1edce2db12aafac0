"""What would change the outcome, as an answer: smallest changes of facts, and a case compared with another version of itself."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from zhunsheng.engine.answer_parts import Answer, Conducts, Contradictions, FormNumber, KnownFact, Pointer
from zhunsheng.engine.suggestion import Form, OpenQuestion, Possible, ReleaseInfo


class ChangedFact(Answer):
    """A fact with another value."""

    fact: Pointer
    name: Annotated[
        str, Field(description="Where it stands and what it is called; of a set, with the member")
    ]
    member: str | None = None
    before: Any
    after: Any
    before_name: str
    after_name: str


class Standing(Answer):
    """Where a subject stands: the range of forms, the recommended form, and the measures to start from, by name."""

    form: Form
    measures: tuple[str, ...]


class Alteration(Answer):
    """A smallest change of facts that alters the outcome: no part of it goes in the same direction."""

    changes: tuple[ChangedFact, ...]
    direction: Annotated[
        Literal["lighter", "heavier", "other"],
        Field(description="other: the same forms, and no measures that are all heavier or all lighter"),
    ]
    leads_to: Standing


class Beyond(Answer):
    """A direction in which no change of so few facts goes: the smallest that does, however many facts it takes.

    Attributes:
        alteration: Null where none was found.
        proved: Whether no smaller change goes there (where none was found: none at all) of established facts other than who,
            where and when.
    """

    direction: Literal["lighter", "heavier"]
    alteration: Alteration | None
    proved: bool


class SubjectAlterations(Answer):
    """All smallest changes for one subject.

    Attributes:
        size: Every change of up to so many facts was tried (who, where and when stay as they are, and nothing contradicts
            itself); what is not listed is no smallest change.
        tried: How many variants that was.
        beyond: What it takes in the directions in which none of them goes.
    """

    subject_id: str
    conducts: Conducts
    contradictions: Contradictions
    now: Standing
    size: int
    tried: int
    alterations: tuple[Alteration, ...]
    beyond: tuple[Beyond, ...]


class SubjectTarget(Answer):
    """The smallest changes with which a form is recommended for one subject; facts that are unknown may be found out.

    Attributes:
        alterations: All of one size; one without any change where the form is recommended already.
        more: Whether there are more of that size than are told.
        proved: Whether no smaller change does it (where there is none: none at all); who, where and when stay as they are.
    """

    subject_id: str
    conducts: Conducts
    contradictions: Contradictions
    now: Standing
    alterations: tuple[Alteration, ...]
    more: bool
    proved: bool


class WhatItTakes(Answer):
    """What it takes for a form to be recommended in a case, by subject."""

    case_id: str
    language: Literal["zh", "en"]
    release: ReleaseInfo
    target: FormNumber
    subjects: tuple[SubjectTarget, ...]


class WhatWouldChange(Answer):
    """What would change the outcome of a case, by subject."""

    case_id: str
    language: Literal["zh", "en"]
    release: ReleaseInfo
    subjects: tuple[SubjectAlterations, ...]


class SubjectCompared(Answer):
    """A subject before and after."""

    subject_id: str
    before: Standing
    after: Standing
    altered: bool


class Compared(Answer):
    """A case and another version of it."""

    case_id: str
    language: Literal["zh", "en"]
    release: ReleaseInfo
    changes: tuple[ChangedFact, ...]
    subjects: tuple[SubjectCompared, ...]


class SettlingGroup(Answer):
    """Facts that settle the case if they are answered like this: whatever else comes to light, its forms stay."""

    answers: tuple[KnownFact, ...]
    leads_to: Standing


class Settlement(Answer):
    """How the case would be settled at a form: the smallest groups of facts, all of one size, with their answers.

    The days stay as they are; finding one can settle a law, and with it the case, with fewer facts.

    Attributes:
        groups: Empty where the case can come to this form and no group was found that settles it there.
        proved: Whether no smaller group settles it there (where there are none, that none does), the days staying as they are.
    """

    recommended: FormNumber
    groups: tuple[SettlingGroup, ...]
    proved: bool
    more: Annotated[bool, Field(description="Whether there are more groups of this size than are told")]


class SubjectQuestions(Answer):
    """What is still to be found out about one subject, the weightiest question first."""

    subject_id: str
    conducts: Conducts
    contradictions: Contradictions
    form: Form
    possible: Possible
    open_questions: tuple[OpenQuestion, ...]
    reach: Annotated[
        Literal["alone", "pairs", "all"],
        Field(
            description="all: every other unknown fact is proved not to matter (days: alone or with one other); pairs: every "
            "fact that matters alone or with one other is there (two laws compete, a day is open, or several conducts); alone: "
            "every fact that matters alone (so many conducts that no more was tried)"
        ),
    ]
    settled_by: Annotated[
        tuple[Settlement, ...] | None,
        Field(
            description="From the lightest form, one for each that the case can still come to; null: the subject has so many "
            "conducts that it was not looked for, or none"
        ),
    ]


class OpenQuestions(Answer):
    """What is still to be found out in a case."""

    case_id: str
    language: Literal["zh", "en"]
    release: ReleaseInfo
    subjects: tuple[SubjectQuestions, ...]
