"""What the parts of an answer are made of: frozen models, articles, ranges of measures, forms and pointers."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Status = Literal["established", "not_established", "contingent"]
FormNumber = Annotated[int, Field(ge=0, le=4, description="0: not held accountable; 1 to 4: the four forms")]
Pointer = Annotated[
    str, Field(description="JSON pointer into the case document", examples=["/subjects/0/conducts/0/intent"])
]
Conducts = Annotated[
    int,
    Field(
        description="How many conducts are stated; without one there is nothing to ask or prove about an outcome"
    ),
]
Contradictions = Annotated[
    tuple[str, ...],
    Field(
        description="Why facts of the case cannot hold at once; all that is said takes them as they are, and one of them is wrong"
    ),
]


class Answer(BaseModel):
    """A part of an answer: it does not change, and knows no other keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Cite(Answer):
    """An article, with what it says in our own words."""

    source: str
    article: str
    title: Annotated[str, Field(description="Instrument, version and article as people cite them")]
    summary: str
    confidence: Literal["verified", "partial", "memory"]


class CiteRef(Answer):
    """An article by source and number; the answer's own parts say what it says."""

    source: str
    article: str


class MeasureRange(Answer):
    """From a measure to a measure on one track; ``from`` is null where it starts at none."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, serialize_by_alias=True)
    track: str
    lowest: Annotated[str | None, Field(alias="from")]
    highest: Annotated[str, Field(alias="to")]


class KnownFact(Answer):
    """A fact with a value; of a set, one member and whether it is in it."""

    fact: Pointer
    name: Annotated[
        str, Field(description="Where it stands and what it is called; of a set, with the member")
    ]
    member: str | None = None
    value: Any
    value_name: str
