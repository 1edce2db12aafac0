"""The small values that an entry of the log is made of.

An entry is for ever, so nothing in it may tell who somebody is or what somebody wrote: ids are opaque, texts are absent. Each
string therefore has a pattern too narrow for a sentence, and Chinese characters, in which names are written, fit none of them.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from zhunsheng.engine.answer_parts import FormNumber as FormNumber

CaseId = Annotated[
    str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$", description="Opaque id of a case")
]
PersonId = Annotated[
    str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$", description="Opaque id of an account")
]
SubjectId = Annotated[
    str,
    Field(
        pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$",
        description="Opaque id of a subject within the case document",
    ),
]
Digest = Annotated[str, Field(pattern=r"^sha256:[0-9a-f]{64}$", description="SHA-256 digest, in hexadecimal")]
RuleId = Annotated[str, Field(pattern=r"^[a-z0-9_]+(\.[a-z0-9_]+)*$", max_length=120)]
Key = Annotated[
    str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=80, description="A key of the vocabulary")
]
FactPointer = Annotated[
    str,
    Field(
        pattern=r"^(/([a-z][a-z0-9_]*|[0-9]+))+$",
        max_length=200,
        description="RFC 6901 pointer to a fact of the case document",
    ),
]
EventNumber = Annotated[int, Field(ge=1, description="Place of an event among those of its case, from 1")]

#: The roles that make moves in cases. Auditors and maintainers make none, and administrators one: they give away the cases of
#: a handler who has left.
Role = Literal["handler", "reviewer", "senior_reviewer", "administrator"]

#: Days of the law are days in China, whichever clock wrote the moment down.
#: The time in China: eight hours ahead, without summer time.
CHINA = timezone(timedelta(hours=8))


def day_of(moment: datetime) -> date:
    """The day in China (UTC+8, without summer time) on which a moment lies."""
    return moment.astimezone(CHINA).date()


class Part(BaseModel):
    """A part of an event: it does not change, and knows no other keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")
