"""Why and why not, as an answer: each rule asked about, with the fewest facts that carry it or that it lacks."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from zhunsheng.engine.answer_changes import ChangedFact
from zhunsheng.engine.answer_parts import Answer, Cite, KnownFact, Status
from zhunsheng.engine.suggestion import ReleaseInfo


class Displacement(Answer):
    """A rule that overrides another one, and is established."""

    rule: str
    title: str
    cites: tuple[Cite, ...]


class Reason(Answer):
    """Why one rule applies to one place, or why it does not.

    Attributes:
        sentence: All of it in one sentence, the articles first.
        because: Where it is established: the fewest known facts under which it is, whatever else is unknown.
        lacks: Where it is not: the fewest facts that would have to be found, or to be otherwise; null where no such change
            establishes it (the law is not in force, or the rule is about others).
        defeated_by: The exceptions that displaced it.
    """

    rule: str
    title: str
    conduct_id: str | None
    status: Status
    cites: tuple[Cite, ...]
    sentence: str
    because: tuple[KnownFact, ...] = ()
    lacks: Annotated[
        tuple[ChangedFact, ...] | None, Field(description="null: no change of facts establishes it")
    ] = ()
    defeated_by: tuple[Displacement, ...] = ()


class SubjectReasons(Answer):
    """The reasons about one subject: first what is established, then what is nearest to it."""

    subject_id: str
    reasons: tuple[Reason, ...]


class Explanations(Answer):
    """What was asked about, for each subject of a case."""

    case_id: str
    language: Literal["zh", "en"]
    release: ReleaseInfo
    asked: Annotated[
        str | None, Field(description="A rule, a conclusion, a measure or a form; null: the recommendation")
    ]
    subjects: tuple[SubjectReasons, ...]
