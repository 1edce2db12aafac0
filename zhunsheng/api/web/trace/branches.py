"""What the tree of a trace is made of, as the page shows it and its twin gives it.

    place (the case, a subject, a conduct) → layer → rule → condition → part of it …

What is left out for its size is None, and `href` says where it is: with JavaScript it is fetched from there when the branch is
opened, without it that is a link. Addresses are relative to the tree's own, because the same tree is shown of records and of
examples.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

Value: TypeAlias = Literal["true", "false", "unknown"]


class Branch(BaseModel):
    """A part of the tree."""

    model_config = ConfigDict(frozen=True)


class Readings(Branch):
    """A value by what is shown, and by what may still turn out."""

    established: Value
    possible: Value

    @property
    def truth(self) -> Value:
        """By which of the three it is found: what is established is true, what may yet be is unknown."""
        if self.established == "true":
            return "true"
        return "false" if self.possible == "false" else "unknown"


class NodeLink(Branch):
    """A rule, or a track, that something rests on or that was tried against it."""

    href: str
    title: str
    place: str
    readings: Readings


class ConditionBranch(Branch):
    """A condition, or the head of a group of them.

    Attributes:
        place: Which conduct or subject it is of, where one condition is asked of several.
        stated: What it was read from, where the words do not say so already.
        rests_on: The rules that concluded what it reads.
    """

    anchor: str
    text: str
    readings: Readings
    place: str = ""
    stated: str = ""
    rests_on: tuple[NodeLink, ...] = ()
    parts: tuple[ConditionBranch, ...] = ()


class RuleBranch(Branch):
    """A rule that was tried on a place.

    Attributes:
        matters: Whether the ranges of measures rest on it.
        conditions: What has to be so, all of it; None: to be fetched.
        exceptions: The rules that would displace it.
        remarks: Measures, terms and notes, as sentences.
    """

    kind: Literal["rule"] = "rule"
    anchor: str
    rule: str
    title: str
    concludes: str
    readings: Readings
    href: str
    matters: bool
    cites: tuple[str, ...] = ()
    conditions: tuple[ConditionBranch, ...] | None = None
    exceptions: tuple[NodeLink, ...] = ()
    remarks: tuple[str, ...] = ()


class StageBranch(Branch):
    """A step on the way to the range on a track."""

    text: str
    rests_on: tuple[NodeLink, ...]


class TrackBranch(Branch):
    """A track with the way its range came about."""

    kind: Literal["track"] = "track"
    anchor: str
    name: str
    href: str
    stages: tuple[StageBranch, ...]
    result: str


class FailedRule(Branch):
    """A rule that is known not to apply, of which the record holds the id alone."""

    rule: str
    title: str
    href: str


class Counts(Branch):
    """How many rules apply, may yet apply, and do not."""

    true: int
    unknown: int
    false: int

    def of(self, truth: Value | Literal[""]) -> int:
        """How many are of this kind; "" is any."""
        whole = self.true + self.unknown + self.false
        return {"true": self.true, "unknown": self.unknown, "false": self.false, "": whole}[truth]


class LayerBranch(Branch):
    """The rules of one layer on one place.

    Attributes:
        rules: Those that are shown here.
        left_out: So many others are behind `href`.
        failed: Those known not to apply; None: behind `failed_href`, if there are any.
    """

    anchor: str
    key: str
    name: str
    counts: Counts
    rules: tuple[RuleBranch, ...]
    left_out: int
    href: str
    failed: tuple[FailedRule, ...] | None
    failed_count: int
    failed_href: str


class PlaceBranch(Branch):
    """The case, a subject, or a conduct.

    Attributes:
        code: As the query names it.
        layers: None: to be fetched.
        parts: The conducts of a subject.
    """

    anchor: str
    code: str
    name: str
    counts: Counts
    href: str
    layers: tuple[LayerBranch, ...] | None = None
    tracks: tuple[TrackBranch, ...] = ()
    parts: tuple[PlaceBranch, ...] = ()


class Choice(Branch):
    """Something that the tree can be narrowed to, with the address that does so."""

    key: str
    name: str
    href: str
    chosen: bool


class Listed(Branch):
    """How much of what was asked for is on the page at once.

    Attributes:
        rules: So many rules are listed.
        whole: So many of them with their conditions.
        of: So many there are.
        before: So many were on the pages before this one.
        left_out: Whether anything comes only when its branch is opened, or its link followed.
    """

    rules: int
    whole: int
    of: int
    before: int
    left_out: bool


class TraceTree(Branch):
    """The tree, as far as it is shown at once."""

    places: tuple[PlaceBranch, ...]
    counts: Counts
    listed: Listed
    by_truth: Annotated[tuple[Choice, ...], Field(description="成立、不明、不成立 · true, unknown, false")]
    by_place: tuple[Choice, ...]
    by_layer: tuple[Choice, ...]
