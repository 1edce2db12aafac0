"""Rules as they are written in ``rulesets/rules/<layer>/*.yaml``, and as they are understood.

A file is one source instrument's share of one layer. A rule says under which facts (`when`) something is concluded
(`then`), what it rests on (`cite`), since when it holds (`in_force`) and which rules it displaces (`overrides`). What
`read_rules` returns has every word resolved: from there on a rule is a tree over keys, and cannot be misspelt.

    applies = in_force and when and not (an overriding rule applies)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, field_validator, model_validator

from zhunsheng.engine.language.conditions import (
    AllOf,
    AnyOf,
    AtLeast,
    Condition,
    LawDateTest,
    Not,
    Quantified,
)
from zhunsheng.engine.language.documents import Document
from zhunsheng.engine.language.expressions import parse_expression
from zhunsheng.engine.problems import InputError, Problem, RulesetError, Span, nearest, pointer
from zhunsheng.engine.scale import CitationDocument, Range, Scale, citations
from zhunsheng.engine.sources import Citation, PeriodDocument, Source
from zhunsheng.engine.vocabulary.dates import PartialDate
from zhunsheng.engine.vocabulary.facts import Text, Vocabulary
from zhunsheng.engine.vocabulary.loading import TextDocument

Level: TypeAlias = Literal["conduct", "subject", "case"]
Clock: TypeAlias = Literal["act", "decision"]

#: The kinds of conclusions that may carry ranges of measures.
WITH_RANGES = ("provision", "measure", "tolerance")


@dataclass(frozen=True)
class Rule:
    """One rule, resolved.

    Attributes:
        layer: Key of its layer; `level` is what it is evaluated for.
        premise: `in_force` and `when` together.
        kind: The kind of what it concludes (``finding``, ``provision``, …).
        conclusion: Key of what it concludes.
        ranges: The measures that it opens, where it opens any.
        overrides: Ids of the rules that do not apply where this one does.
        table: Id of the decision table that it is a row of.
    """

    id: str
    title: Text
    layer: str
    level: Level
    cites: tuple[Citation, ...]
    in_force: LawDateTest | None
    premise: Condition
    kind: str
    conclusion: str
    ranges: tuple[Range, ...]
    overrides: tuple[str, ...]
    span: Span
    note: Text | None = None
    table: str | None = None


@dataclass(frozen=True)
class Layer:
    """A step of the fixed order in which rules are applied."""

    key: str
    level: Level
    clock: Clock
    name: Text


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
    return {AllDocument: "all", AnyDocument: "any", NoneDocument: "none", AtLeastDocument: "at_least"}.get(type(value))


WhenDocument: TypeAlias = Annotated[
    Annotated[str, Tag("expression")]
    | Annotated[AllDocument, Tag("all")]
    | Annotated[AnyDocument, Tag("any")]
    | Annotated[NoneDocument, Tag("none")]
    | Annotated[AtLeastDocument, Tag("at_least")],
    Discriminator(_form_of, custom_error_type="condition", custom_error_message=(
        "a condition is a text, or one of all, any, none, at_least (one to a list item)")),
]
for _model in (AllDocument, AnyDocument, NoneDocument, _CountDocument, AtLeastDocument):
    _model.model_rebuild()


class RangeDocument(_Strict):
    """A range of measures on a track, by their Chinese names; without `from` it starts at none."""

    model_config = ConfigDict(extra="forbid", frozen=True, alias_generator=lambda name: {"start": "from"}.get(name, name))
    track: str
    to: str
    start: str | None = None


class ThenDocument(_Strict):
    """What is concluded: exactly one of the kinds, by its Chinese name, and its ranges."""

    scope: str | None = None
    finding: str | None = None
    responsibility: str | None = None
    provision: str | None = None
    circumstance: str | None = None
    tolerance: str | None = None
    measure: str | None = None
    procedure: str | None = None
    notice: str | None = None
    ranges: tuple[RangeDocument, ...] = ()

    @model_validator(mode="after")
    def _one(self) -> ThenDocument:
        if len(self.concluded()) != 1:
            raise ValueError("a rule concludes exactly one thing (finding, provision, …)")
        if self.ranges and next(iter(self.concluded())) not in WITH_RANGES:
            raise ValueError(f"only {', '.join(WITH_RANGES)} carry ranges")
        return self

    def concluded(self) -> dict[str, str]:
        """Kind → name, of the one that is set."""
        return {k: v for k, v in self.model_dump(exclude={"ranges"}).items() if v is not None}


class _Stated(_Strict):
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


class RuleDocument(_Stated):
    """One rule as written."""

    when: WhenDocument
    then: ThenDocument


class RowDocument(_Strict):
    """One row of a decision table: a cell for each column (``-`` for any), and what it concludes."""

    cells: tuple[str, ...]
    then: ThenDocument
    note: TextDocument | None = None


class TableDocument(_Stated):
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


@dataclass(frozen=True)
class Table:
    """A decision table, resolved: its rows became rules; this keeps what `checking` needs to prove its promises.

    Attributes:
        rows: The cells of each row as one condition, without regard to the rows before.
    """

    id: str
    hit: Literal["unique", "first"]
    complete: bool
    rows: tuple[Condition, ...]
    span: Span


@dataclass(frozen=True)
class _Reader:
    """What resolving a file needs: the dictionary, the ladders, the layer, and the file itself for places."""

    vocabulary: Vocabulary
    scale: Scale
    layer: Layer
    document: Document
    source: Source

    def condition(self, read: Any, where: str) -> Condition:
        match read:
            case str():
                return parse_expression(read, self.vocabulary, self.layer.level, self.document.span(where))
            case AllDocument():
                return AllOf(self._each(read.all, where + "/all"))
            case AnyDocument():
                return AnyOf(self._each(read.any, where + "/any"))
            case NoneDocument():
                return Not(AnyOf(self._each(read.none, where + "/none")))
            case AtLeastDocument():
                return AtLeast(read.at_least.n, self._each(read.at_least.of, where + "/at_least/of"))
        raise TypeError(read)

    def _each(self, parts: tuple[Any, ...], where: str) -> tuple[Condition, ...]:
        return tuple(self.condition(part, f"{where}/{index}") for index, part in enumerate(parts))

    def conclusion(self, then: ThenDocument, where: str) -> str:
        ((kind, name),) = then.concluded().items()
        known = {item.name.zh: item.key for item in self.vocabulary.conclusions if item.kind == kind}
        if name not in known:
            raise RulesetError([Problem("unknown_conclusion", f"'{name}' is no {kind}", near=nearest(name, known),
                                        mend="Conclusions are listed in rulesets/vocabulary/conclusions.yaml.",
                                        pointer=f"{where}/{kind}", span=self.document.span(f"{where}/{kind}"))])
        return known[name]

    def ranges(self, then: ThenDocument, where: str) -> tuple[Range, ...]:
        return tuple(self._range(item, f"{where}/ranges/{index}") for index, item in enumerate(then.ranges))

    def _range(self, item: RangeDocument, where: str) -> Range:
        tracks = {track.key: track for track in self.scale.tracks}
        track = tracks.get(item.track)
        if track is None:
            raise self._refuse("unknown_track", f"there is no track '{item.track}'", where + "/track",
                               nearest(item.track, tracks))
        names = [step.name.zh for step in track.steps]
        for name in (item.start, item.to):
            if name is not None and name not in names:
                raise self._refuse("unknown_measure", f"'{track.name.zh}' has no measure '{name}'", where,
                                   nearest(name, names))
        low = track.number(item.start) if item.start else 0
        high = track.number(item.to)
        if low > high:
            raise self._refuse("range", f"'{item.start}' is heavier than '{item.to}'", where, None)
        return Range(track.key, low, high)

    def _refuse(self, code: str, what: str, where: str, near: str | None) -> RulesetError:
        return RulesetError([Problem(code, what, mend="Tracks and measures are in rulesets/scale.yaml.", near=near,
                                     pointer=where, span=self.document.span(where))])

    def in_force(self, period: PeriodDocument | None) -> LawDateTest | None:
        """The period a rule states, or else that of its source; a policy binds only where the rule says since when."""
        if period is None and self.source.kind != "policy":
            ended = self.source.ended
            return LawDateTest(self.layer.clock, self.source.effective.earliest, ended.latest if ended else None)
        if period is None:
            return None
        start = PartialDate.parse(period.start).earliest if period.start else None
        end = PartialDate.parse(period.to).latest if period.to else None
        return LawDateTest(self.layer.clock, start, end)

    def premise(self, when: Condition, in_force: LawDateTest | None) -> Condition:
        """`when` under the law of the right date.

        A subject has no date of its own: a rule per subject is in force if it is for any of the conducts.
        """
        if in_force is None:
            return when
        test: Condition = in_force
        if in_force.clock == "act" and self.layer.level != "conduct":
            test = Quantified("any", "conduct", test)
            if self.layer.level == "case":
                test = Quantified("any", "subject", test)
        return AllOf((test, *(when.parts if isinstance(when, AllOf) else (when,))))

    def rule(self, read: _Stated, then: ThenDocument, when: Condition, where: str, *, id: str | None = None,
             table: str | None = None, note: TextDocument | None = None) -> Rule:
        in_force = self.in_force(read.in_force)
        note = note or read.note
        return Rule(id or read.id, read.title.text(), self.layer.key, self.layer.level,
                    citations(read.cited(), self.source.id), in_force, self.premise(when, in_force),
                    next(iter(then.concluded())), self.conclusion(then, where), self.ranges(then, where), read.overrides,
                    self.document.span(where.rpartition("/then")[0] or where),
                    note.text() if note else None, table)


def read_rules(read: RulesetDocument, document: Document, vocabulary: Vocabulary, scale: Scale,
               layers: Mapping[str, Layer], sources: Mapping[str, Source]) -> tuple[tuple[Rule, ...], tuple[Table, ...]]:
    """Resolves a file of rules.

    Raises:
        RulesetError: with the problems of every rule in it, not only of the first.
    """
    layer = layers.get(read.layer)
    if layer is None or layer.level != read.per:
        what = f"layer '{read.layer}' is evaluated per {layer.level}, not per {read.per}" if layer else (
            f"there is no layer '{read.layer}'")
        raise RulesetError(document.located((Problem("layer", what, pointer="/per" if layer else "/layer",
                                                     mend="Layers are listed in rulesets/manifest.yaml.",
                                                     near=None if layer else nearest(read.layer, layers)),)))
    source = sources.get(read.source)
    if source is None:
        raise RulesetError(document.located((Problem("unknown_source", f"there is no source '{read.source}'", pointer="/source",
                                                     mend="Sources are the files of rulesets/sources/.",
                                                     near=nearest(read.source, sources)),)))
    reader = _Reader(vocabulary, scale, layer, document, source)
    rules: list[Rule] = []
    tables: list[Table] = []
    problems: list[Problem] = []
    for index, rule in enumerate(read.rules):
        where = pointer("rules", index)
        try:
            rules.append(reader.rule(rule, rule.then, reader.condition(rule.when, where + "/when"), where + "/then"))
        except InputError as error:
            problems.extend(error.problems)
    for index, table in enumerate(read.tables):
        try:
            resolved, rows = _table(table, reader, pointer("tables", index))
            tables.append(resolved)
            rules.extend(rows)
        except InputError as error:
            problems.extend(error.problems)
    if problems:
        raise RulesetError(problems)
    return tuple(rules), tuple(tables)


def _table(table: TableDocument, reader: _Reader, where: str) -> tuple[Table, tuple[Rule, ...]]:
    rows = tuple(AllOf(tuple(_cells(table, row, reader, f"{where}/rows/{number}")))
                 for number, row in enumerate(table.rows))
    common: tuple[Condition, ...] = ()
    if table.when is not None:
        when = reader.condition(table.when, where + "/when")
        common = when.parts if isinstance(when, AllOf) else (when,)
    rules = []
    for number, (row, condition) in enumerate(zip(table.rows, rows, strict=True)):
        earlier = (Not(AnyOf(rows[:number])),) if table.hit == "first" and number else ()
        rules.append(reader.rule(table, row.then, AllOf((*common, *condition.parts, *earlier)), f"{where}/rows/{number}/then",
                                 id=f"{table.id}.{number + 1}", table=table.id, note=row.note))
    return Table(table.id, table.hit, table.complete, rows, reader.document.span(where)), tuple(rules)


def _cells(table: TableDocument, row: RowDocument, reader: _Reader, where: str) -> Iterator[Condition]:
    for position, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True)):
        text = cell.strip()
        if text == "-":
            continue
        if text in ("是", "否"):
            text = column if text == "是" else f"not {column}"
        else:
            text = f"{column} {text}"
        yield reader.condition(text, f"{where}/cells/{position}")
