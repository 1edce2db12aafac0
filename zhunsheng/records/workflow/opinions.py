"""What a handler may say to a suggestion: adopt it, or put another outcome in its place and say why.

An override without a reason cannot be reviewed, and one with nothing but a text cannot be counted. So it has at least one reason
in codes, each with what it is about (which fact, which open norm, which rule), and a text.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from zhunsheng.records.workflow.identifiers import FactPointer, FormNumber, Key, Part, RuleId


class FactDisputed(Part):
    """A fact is recorded as it was not."""

    ground: Literal["fact_disputed"] = "fact_disputed"
    fact: FactPointer


class OpenNorm(Part):
    """An open norm that only a person may settle is to be read otherwise."""

    ground: Literal["open_norm"] = "open_norm"
    fact: FactPointer


class Proportionality(Part):
    """The outcome is out of proportion to what was done."""

    ground: Literal["proportionality"] = "proportionality"


class RuleWrong(Part):
    """Rules say what the law does not, or miss what it says."""

    ground: Literal["rule_wrong"] = "rule_wrong"
    rules: Annotated[tuple[RuleId, ...], Field(min_length=1, max_length=20)]


class NewFacts(Part):
    """Facts have come up that the case document cannot express."""

    ground: Literal["new_facts"] = "new_facts"


#: The code of a reason.
Ground = Literal["fact_disputed", "open_norm", "proportionality", "rule_wrong", "new_facts"]

Reason = Annotated[
    FactDisputed | OpenNorm | Proportionality | RuleWrong | NewFacts, Field(discriminator="ground")
]


class Adopted(Part):
    """The suggestion is adopted as it is."""

    choice: Literal["adopted"] = "adopted"


class Overridden(Part):
    """Another outcome is put in its place."""

    choice: Literal["overridden"] = "overridden"
    form: FormNumber
    measures: Annotated[tuple[Key, ...], Field(max_length=20)] = ()
    reasons: Annotated[tuple[Reason, ...], Field(min_length=1, max_length=20)]


Choice = Annotated[Adopted | Overridden, Field(discriminator="choice")]
