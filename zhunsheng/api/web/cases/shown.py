"""What pages about cases are made of: frozen models, whose JSON is the page's twin."""

from __future__ import annotations

from typing import Literal, TypeAlias

from pydantic import BaseModel, ConfigDict

#: How a measure stands to what was suggested, or decided: recommended, in the range or out of it; ``open``: nobody knows.
Standing: TypeAlias = Literal["recommended", "inside", "outside", "decided", "open"]


class Shown(BaseModel):
    """A part of a page."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class PersonShown(Shown):
    """Somebody, by the id that the log names, and by what people call him."""

    id: str
    name: str


class RuleShown(Shown):
    """A rule, by its id and its title.

    Attributes:
        stands: Its article, which tells it from others of its title; "" of one that the ruleset has not.
    """

    id: str
    title: str
    stands: str


class OutcomeShown(Shown):
    """What somebody answers with: the form and the measures, in words."""

    form: int
    form_name: str
    measures: tuple[str, ...]


class Option(Shown):
    """Something that can be chosen in a form."""

    value: str
    name: str
    explained: str = ""

    @property
    def choice(self) -> tuple[str, str, str]:
        """As the macros of fields take it."""
        return self.value, self.name, self.explained


class StepShown(Shown):
    """A measure to choose, and how it stands to what was suggested or decided."""

    key: str
    name: str
    form: int | None
    form_name: str
    standing: Standing


class LadderShown(Shown):
    """The measures of one track, from light to heavy."""

    key: str
    name: str
    proposal_only: bool
    steps: tuple[StepShown, ...]


class Particular(Shown):
    """Something that has to be filled in for a move.

    Attributes:
        name: Of the field in the form.
        shape: ``one_of`` and ``some_of`` the options, a ``day``, or ``measures`` of the ladders.
    """

    name: str
    shape: Literal["one_of", "some_of", "day", "measures"]
    label: str
    help: str
    required: bool
    options: tuple[Option, ...] = ()
    ladders: tuple[LadderShown, ...] = ()


class Said(Shown):
    """Something that an event says: what it is called, and what it is."""

    label: str
    value: str
