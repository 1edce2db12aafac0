"""From rules as written to rules as understood: words to keys, texts to conditions, table rows to rules.

Problems are collected over a whole file, so that one run of ``zhunsheng check`` shows them all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from zhunsheng.engine.citations import citations
from zhunsheng.engine.language.clocks import clock_of
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
from zhunsheng.engine.language.due_dates import read_due
from zhunsheng.engine.language.expressions import parse_expression
from zhunsheng.engine.language.ranges import read_ranges, read_tracks
from zhunsheng.engine.language.rule_documents import (
    AllDocument,
    AnyDocument,
    AtLeastDocument,
    Level,
    NoneDocument,
    RowDocument,
    RulesetDocument,
    StatedDocument,
    TableDocument,
    ThenDocument,
)
from zhunsheng.engine.language.rules import Layer, Rule, Table
from zhunsheng.engine.problems import InputError, Problem, RulesetError, nearest, pointer
from zhunsheng.engine.scale import Scale
from zhunsheng.engine.sources import Source
from zhunsheng.engine.vocabulary.dates import PartialDate
from zhunsheng.engine.vocabulary.facts import Vocabulary
from zhunsheng.engine.vocabulary.loading import TextDocument


@dataclass(frozen=True)
class _Reader:
    """What resolving a file needs: the dictionary, the ladders, the layer, and the file itself for places."""

    vocabulary: Vocabulary
    scale: Scale
    layer: Layer
    document: Document
    source: Source
    sources: Mapping[str, Source]

    def condition(self, read: Any, where: str) -> Condition:
        return read_condition(read, where, self.vocabulary, self.layer.level, self.document)

    def conclusion(self, then: ThenDocument, where: str) -> str:
        ((kind, name),) = then.concluded().items()
        known = {item.name.zh: item.key for item in self.vocabulary.conclusions if item.kind == kind}
        if name not in known:
            raise RulesetError(
                [
                    Problem(
                        "unknown_conclusion",
                        f"'{name}' is no {kind}",
                        near=nearest(name, known),
                        mend="Conclusions are listed in rulesets/vocabulary/conclusions.yaml.",
                        pointer=f"{where}/{kind}",
                        span=self.document.span(f"{where}/{kind}"),
                    )
                ]
            )
        return known[name]

    def in_force(self, read: StatedDocument, where: str) -> LawDateTest | None:
        """The period a rule states, or else that of its source; a policy binds only where the rule says since when."""
        period = read.in_force
        if period is not None:
            start = PartialDate.parse(period.start).earliest if period.start else None
            end = PartialDate.parse(period.to).latest if period.to else None
        elif self.source.kind == "policy":
            return None
        elif self.source.effective is None:
            raise RulesetError([self._no_first_day(where)])
        else:
            start = self.source.effective.earliest
            end = self.source.ended.latest if self.source.ended else None
        cited = self.sources.get(read.cited()[0].source or self.source.id, self.source)
        return LawDateTest(clock_of(self.layer.clock, cited, end, self.sources.values()), start, end)

    def _no_first_day(self, where: str) -> Problem:
        return Problem(
            "in_force",
            f"since when '{self.source.id}' is in force is not known",
            why="A rule of it would apply to acts before it existed.",
            mend="Say in_force at the rule.",
            pointer=where,
            span=self.document.span(where),
        )

    def premise(self, when: Condition, in_force: LawDateTest | None) -> Condition:
        """`when` under the law of the right date.

        A subject has no date of its own: a rule per subject is in force if it is for any of the conducts.
        """
        if in_force is None:
            return when
        test: Condition = in_force
        if in_force.clock != "decision" and self.layer.level != "conduct":
            test = Quantified("any", "conduct", test)
            if self.layer.level == "case":
                test = Quantified("any", "subject", test)
        return AllOf((test, *(when.parts if isinstance(when, AllOf) else (when,))))

    def rule(
        self,
        read: StatedDocument,
        then: ThenDocument,
        when: Condition,
        where: str,
        *,
        id: str | None = None,
        table: str | None = None,
        note: TextDocument | None = None,
    ) -> Rule:
        place = where.rpartition("/then")[0] or where
        in_force = self.in_force(read, place)
        note = note or read.note
        return Rule(
            id or read.id,
            read.title.text(),
            self.layer.key,
            self.layer.level,
            citations(read.cited(), self.source.id),
            in_force,
            self.premise(when, in_force),
            next(iter(then.concluded())),
            self.conclusion(then, where),
            read_ranges(then.ranges, self.scale, self.document, f"{where}/ranges"),
            read.overrides,
            self.document.span(place),
            note.text() if note else None,
            table,
            read_due(then.due, self.vocabulary, self.layer.level, self.document, f"{where}/due"),
            read_ranges(then.concerns, self.scale, self.document, f"{where}/concerns"),
            may_spare=read_tracks(then.may_spare, self.scale, self.document, f"{where}/may_spare"),
            must_spare=read_tracks(then.must_spare, self.scale, self.document, f"{where}/must_spare"),
        )


def read_condition(
    read: Any, where: str, vocabulary: Vocabulary, level: Level, document: Document
) -> Condition:
    """A condition as written, resolved.

    Args:
        where: Its JSON pointer in the document.

    Raises:
        RulesetError: a word in it is no fact, value or conclusion of that level.
    """

    def each(parts: tuple[Any, ...], inside: str) -> tuple[Condition, ...]:
        return tuple(
            read_condition(part, f"{where}/{inside}/{index}", vocabulary, level, document)
            for index, part in enumerate(parts)
        )

    match read:
        case str():
            return parse_expression(read, vocabulary, level, document.span(where))
        case AllDocument():
            return AllOf(each(read.all, "all"))
        case AnyDocument():
            return AnyOf(each(read.any, "any"))
        case NoneDocument():
            return Not(AnyOf(each(read.none, "none")))
        case AtLeastDocument():
            return AtLeast(read.at_least.n, each(read.at_least.of, "at_least/of"))
    raise TypeError(read)


def read_rules(
    read: RulesetDocument,
    document: Document,
    vocabulary: Vocabulary,
    scale: Scale,
    layers: Mapping[str, Layer],
    sources: Mapping[str, Source],
) -> tuple[tuple[Rule, ...], tuple[Table, ...]]:
    """Resolves a file of rules.

    Raises:
        RulesetError: with the problems of every rule in it, not only of the first.
    """
    layer = layers.get(read.layer)
    if layer is None or layer.level != read.per:
        what = (
            f"layer '{read.layer}' is evaluated per {layer.level}, not per {read.per}"
            if layer
            else (f"there is no layer '{read.layer}'")
        )
        raise RulesetError(
            document.located(
                (
                    Problem(
                        "layer",
                        what,
                        pointer="/per" if layer else "/layer",
                        mend="Layers are listed in rulesets/manifest.yaml.",
                        near=None if layer else nearest(read.layer, layers),
                    ),
                )
            )
        )
    source = sources.get(read.source)
    if source is None:
        raise RulesetError(
            document.located(
                (
                    Problem(
                        "unknown_source",
                        f"there is no source '{read.source}'",
                        pointer="/source",
                        mend="Sources are the files of rulesets/sources/.",
                        near=nearest(read.source, sources),
                    ),
                )
            )
        )
    reader = _Reader(vocabulary, scale, layer, document, source, sources)
    rules: list[Rule] = []
    tables: list[Table] = []
    problems: list[Problem] = []
    for index, rule in enumerate(read.rules):
        where = pointer("rules", index)
        try:
            rules.append(
                reader.rule(rule, rule.then, reader.condition(rule.when, where + "/when"), where + "/then")
            )
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
    rows = tuple(
        AllOf(tuple(_cells(table, row, reader, f"{where}/rows/{number}")))
        for number, row in enumerate(table.rows)
    )
    common: tuple[Condition, ...] = ()
    if table.when is not None:
        when = reader.condition(table.when, where + "/when")
        common = when.parts if isinstance(when, AllOf) else (when,)
    rules = []
    for number, (row, condition) in enumerate(zip(table.rows, rows, strict=True)):
        earlier = (Not(AnyOf(rows[:number])),) if table.hit == "first" and number else ()
        rules.append(
            reader.rule(
                table,
                row.then,
                AllOf((*common, *condition.parts, *earlier)),
                f"{where}/rows/{number}/then",
                id=f"{table.id}.{number + 1}",
                table=table.id,
                note=row.note,
            )
        )
    return Table(table.id, table.hit, table.complete, rows, reader.document.span(where)), tuple(rules)


def _cells(table: TableDocument, row: RowDocument, reader: _Reader, where: str) -> Iterator[Condition]:
    for position, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True)):
        text = cell.strip()
        if text == "-":
            continue
        written = {"是": column, "否": f"not {column}"}.get(text, f"{column} {text}")
        yield reader.condition(written, f"{where}/cells/{position}")
