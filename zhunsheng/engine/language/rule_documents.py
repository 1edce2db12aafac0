"""The shape of a file of rules as it is written: what pydantic checks, and what editors complete by (``zhunsheng schema rules``).

ruleset: a name          source: id of the instrument          layer: its layer          per: conduct | subject | case
rules:  [{id, title, cite, in_force?, overrides?, when, then, note?}]
tables: [{id, title, cite, in_force?, overrides?, when?, hit, complete?, columns, rows, note?}]
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self, TypeAlias, get_args

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, field_validator, model_validator

from zhunsheng.engine.citations import CitationDocument
from zhunsheng.engine.deadlines import Unit
from zhunsheng.engine.source_documents import PeriodDocument
from zhunsheng.engine.vocabulary.loading import TextDocument

Level: TypeAlias = Literal["conduct", "subject", "case"]

#: The kinds of conclusions that may carry ranges of measures.
WITH_RANGES = ("provision", "measure", "tolerance")

UNITS: tuple[Unit, ...] = get_args(Unit)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class AllDocument(_Strict):
    """All of the conditions."""

    all: tuple[WhenDocument, ...] = Field(min_length=1)


class AnyDocument(_Strict):
    """Any of the conditions."""

    any: tuple[WhenDocument, ...] = Field(min_length=1)


class NoneDocument(_Strict):
    """None of the conditions."""

    none: tuple[WhenDocument, ...] = Field(min_length=1)


class _CountDocument(_Strict):
    n: int = Field(ge=1)
    of: tuple[WhenDocument, ...] = Field(min_length=1)


class AtLeastDocument(_Strict):
    """At least n of the conditions."""

    at_least: _CountDocument


def _form_of(value: Any) -> str | None:
    """Which of the five forms of a condition a value is, for pydantic."""
    if isinstance(value, str):
        return "expression"
    if isinstance(value, dict) and len(value) == 1:
        key = next(iter(value))
        return key if key in ("all", "any", "none", "at_least") else None
    return _FORMS.get(type(value).__name__)


_FORMS = {"AllDocument": "all", "AnyDocument": "any", "NoneDocument": "none", "AtLeastDocument": "at_least"}


WhenDocument: TypeAlias = Annotated[
    Annotated[str, Tag("expression")]
    | Annotated[AllDocument, Tag("all")]
    | Annotated[AnyDocument, Tag("any")]
    | Annotated[NoneDocument, Tag("none")]
    | Annotated[AtLeastDocument, Tag("at_least")],
    Discriminator(
        _form_of,
        custom_error_type="condition",
        custom_error_message=(
            "a condition is a text, or one of all, any, none, at_least (one to a list item)"
        ),
    ),
]
for _model in (AllDocument, AnyDocument, NoneDocument, _CountDocument, AtLeastDocument):
    _model.model_rebuild()


class RangeDocument(_Strict):
    """A range of measures on a track, by their Chinese names; without `from` it starts at none."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, alias_generator=lambda name: {"start": "from"}.get(name, name)
    )
    track: str
    to: str
    start: str | None = None


class LengthDocument(_Strict):
    """A length of time: exactly one of days, working_days, months, years."""

    days: int | None = Field(default=None, ge=1, le=3650)
    working_days: int | None = Field(default=None, ge=1, le=3650)
    months: int | None = Field(default=None, ge=1, le=1200)
    years: int | None = Field(default=None, ge=1, le=100)

    @model_validator(mode="after")
    def _one_unit(self) -> Self:
        if sum(getattr(self, unit) is not None for unit in UNITS) != 1:
            raise ValueError(f"a length of time is stated in exactly one of {', '.join(UNITS)}")
        return self


class DueDocument(LengthDocument):
    """Until when: so long after a date of the case, and with an extension so long after it at most."""

    after: str
    at_most: LengthDocument | None = None


class ConcernDocument(_Strict):
    """Measures on a track, by their Chinese names: from one to another, from one on, up to one, or all of them."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, alias_generator=lambda name: {"start": "from"}.get(name, name)
    )
    track: str
    start: str | None = None
    to: str | None = None


class ThenDocument(_Strict):
    """What is concluded: exactly one of the kinds, by its Chinese name, with the ranges of a measure or the clock of a duty.

    may_spare, must_spare: for a tolerance that reaches some tracks only. On the first nothing need follow, on the second
    nothing may, whether or not people have approved it.
    """

    scope: str | None = None
    finding: str | None = None
    responsibility: str | None = None
    provision: str | None = None
    circumstance: str | None = None
    tolerance: str | None = None
    measure: str | None = None
    practice: str | None = None
    procedure: str | None = None
    notice: str | None = None
    ranges: tuple[RangeDocument, ...] = ()
    due: DueDocument | None = None
    concerns: tuple[ConcernDocument, ...] = ()
    may_spare: tuple[str, ...] = ()
    must_spare: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _one(self) -> ThenDocument:
        if len(self.concluded()) != 1:
            raise ValueError("a rule concludes exactly one thing (finding, provision, …)")
        if self.ranges and next(iter(self.concluded())) not in WITH_RANGES:
            raise ValueError(f"only {', '.join(WITH_RANGES)} carry ranges")
        if (self.due or self.concerns) and self.procedure is None:
            raise ValueError("only a procedure has a due date or concerns measures")
        if (self.may_spare or self.must_spare) and (self.tolerance is None or self.ranges):
            raise ValueError("only a tolerance without ranges spares tracks")
        return self

    def concluded(self) -> dict[str, str]:
        """Kind → name, of the one that is set."""
        said = self.model_dump(exclude={"ranges", "due", "concerns", "may_spare", "must_spare"})
        return {kind: name for kind, name in said.items() if name is not None}


class StatedDocument(_Strict):
    """What rules and tables have in common."""

    id: str = Field(pattern=r"^[a-z0-9_]+(\.[a-z0-9_]+)+$")
    title: TextDocument
    cite: CitationDocument | tuple[CitationDocument, ...]
    in_force: PeriodDocument | None = None
    overrides: tuple[str, ...] = ()
    note: TextDocument | None = None

    @field_validator("cite")
    @classmethod
    def _cited(cls, value: Any) -> Any:
        if value == ():
            raise ValueError("a rule that cites nothing is an opinion: name an article")
        return value

    def cited(self) -> tuple[CitationDocument, ...]:
        """The citations, one or several."""
        return self.cite if isinstance(self.cite, tuple) else (self.cite,)


class RuleDocument(StatedDocument):
    """One rule as written."""

    when: WhenDocument
    then: ThenDocument


class RowDocument(_Strict):
    """One row of a decision table: a cell for each column (``-`` for any), and what it concludes."""

    cells: tuple[str, ...]
    then: ThenDocument
    note: TextDocument | None = None


class TableDocument(StatedDocument):
    """A decision table as written.

    when: a condition for the table as a whole; the promises below are about the rows alone.
    hit: ``first`` takes the first row that holds; ``unique`` promises that no two rows can hold together, which is checked.
    complete: promises that some row holds whatever the facts; checked as well.
    """

    when: WhenDocument | None = None
    hit: Literal["unique", "first"]
    complete: bool = False
    columns: tuple[str, ...] = Field(min_length=1)
    rows: tuple[RowDocument, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _rectangular(self) -> TableDocument:
        for number, row in enumerate(self.rows, 1):
            if len(row.cells) != len(self.columns):
                raise ValueError(f"row {number} has {len(row.cells)} cells for {len(self.columns)} columns")
        return self


class RulesetDocument(_Strict):
    """One file of rules."""

    ruleset: str
    source: str
    layer: str
    per: Level
    rules: tuple[RuleDocument, ...] = ()
    tables: tuple[TableDocument, ...] = ()
