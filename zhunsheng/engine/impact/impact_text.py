"""The report as text to read: how much changed, from which form to which, by which change of the rules, and examples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from zhunsheng.engine.explain.phrases import LATIN, PHRASES
from zhunsheng.engine.explain.wrapping import width
from zhunsheng.engine.impact.answer import Cell, Impact
from zhunsheng.engine.impact.rule_lines import RuleLines
from zhunsheng.engine.impact.ruleset_changes import RulesetChanges
from zhunsheng.engine.impact.words import HEAVIER, IMPACT, LIGHTER, SHORT_FORMS


def render_impact(found: Impact, changes: RulesetChanges, language: str) -> str:
    """The report as text.

    Args:
        changes: The two releases; they know the names of measures and articles.
    """
    writer = _Writer(found, changes, language)
    sections = [list(section) for section in writer.sections()]
    text = "\n\n".join("\n".join(lines) for lines in sections if lines) + "\n"
    return text.translate(LATIN) if language == "en" else text


@dataclass(frozen=True)
class _Writer:
    found: Impact
    changes: RulesetChanges
    language: str

    @property
    def say(self) -> Mapping[str, str]:
        return IMPACT[self.language]

    def sections(self) -> Iterator[Iterator[str]]:
        yield self._head()
        yield self._how_many()
        yield self._matrix() if self.found.changed else iter(())
        rules = RuleLines(self.found, self.changes, self.language)
        yield rules.changed()
        yield rules.following()
        yield self._aspects() if self.found.changed else iter(())
        yield self._examples()
        yield self._left_out()

    def _head(self) -> Iterator[str]:
        say, found = self.say, self.found
        yield say["title"]
        columns = max(width(say["before"]), width(say["after"]))
        for side, release in (("before", found.before), ("after", found.after)):
            yield f"{_left(say[side], columns)}  {release.name} {release.version} · {release.digest[:19]}…"
        if found.before.digest == found.after.digest:
            yield say["same_release"]
        yield say["compared"].format(cases=_number(found.cases), subjects=_number(found.subjects))

    def _how_many(self) -> Iterator[str]:
        say, found = self.say, self.found
        if not found.changed:
            yield say["nothing"]
            return
        yield say["changed"].format(
            changed=_number(found.changed),
            share=_share(found.changed, found.subjects),
            unchanged=_number(found.unchanged),
        )
        for direction, number in found.by_direction.items():
            if number or direction in ("heavier", "lighter"):
                yield f"  {_number(number):>11}  {say[direction]}"

    def _matrix(self) -> Iterator[str]:
        yield self.say["matrix"]
        names = SHORT_FORMS[self.language]
        cells = {(cell.before, cell.after): cell.subjects for cell in self.found.matrix}
        rows = [[_cell(before, after, cells) for after in range(len(names))] for before in range(len(names))]
        heads = [*names, self.say["total"]]
        totals = [
            [sum(n for (before, _), n in cells.items() if before == form) for form in range(len(names))],
            [sum(n for (_, after), n in cells.items() if after == form) for form in range(len(names))],
        ]
        table = [
            ["", *heads],
            *(
                [name, *row, _number(totals[0][at])]
                for at, (name, row) in enumerate(zip(names, rows, strict=True))
            ),
            [heads[-1], *map(_number, totals[1]), _number(self.found.subjects)],
        ]
        columns = [max(width(row[at]) for row in table) for at in range(len(heads) + 1)]
        for head, *row in table:
            shown = "  ".join(_right(text, size) for text, size in zip(row, columns[1:], strict=True))
            yield f"  {_left(head, columns[0])}  {shown}"

    def _aspects(self) -> Iterator[str]:
        yield self.say["aspects"]
        for aspect, number in self.found.by_aspect.items():
            yield f"  {_number(number):>11}  {self.say[f'aspect_{aspect}']}"

    # Examples, and what was left out

    def _examples(self) -> Iterator[str]:
        cells = [cell for cell in self.found.matrix if cell.examples]
        if not cells:
            return
        yield self.say["examples"]
        for cell in sorted(cells, key=lambda cell: (cell.before == cell.after, -cell.changed)):
            yield f"  {self._cell_name(cell)}"
            shown = self.say["between"].join(f"{of.case_id}/{of.subject_id}" for of in cell.examples)
            yield f"      {shown}{self.say['and_more'] if cell.changed > len(cell.examples) else ''}"
        first = min(cells, key=lambda cell: (cell.before == cell.after, -cell.changed)).examples[0]
        yield self.say["drill"].format(example=f"{first.case_id}/{first.subject_id}")

    def _cell_name(self, cell: Cell) -> str:
        forms = PHRASES[self.language]
        key = "cell_same" if cell.before == cell.after else "cell"
        return self.say[key].format(
            before=forms[str(cell.before)], after=forms[str(cell.after)], n=_number(cell.changed)
        )

    def _left_out(self) -> Iterator[str]:
        lines = list(self._left_out_lines())
        if lines:
            yield self.say["left_out"]
            yield from (f"  {line}" for line in lines)

    def _left_out_lines(self) -> Iterator[str]:
        say, left = self.say, self.found.left_out
        if left.unreadable:
            yield say["unreadable"].format(n=_number(left.unreadable))
            for record in left.records:
                yield "  " + say["record"].format(**record.model_dump())
        for side in ("only_before", "only_after", "neither"):
            if getattr(left, side):
                yield say[f"{side}_reads"].format(n=_number(getattr(left, side)))
        for key, columns in left.unknown_columns.items():
            if columns:
                names = say["between"].join(columns)
                yield say["unknown_columns"].format(side=self._side(key), names=names)
        for key, values in left.unknown_values.items():
            if values:
                shown = [say["value_count"].format(name=name, n=_number(n)) for name, n in values.items()]
                yield say["unknown_values"].format(side=self._side(key), names=say["between"].join(shown))

    def _side(self, side: str) -> str:
        return self.say[side].lower() if self.language == "en" else self.say[side]


def _cell(before: int, after: int, cells: Mapping[tuple[int, int], int]) -> str:
    number = cells.get((before, after), 0)
    if not number:
        return "·"
    return f"{HEAVIER if after > before else LIGHTER if after < before else ''}{_number(number)}"


def _number(number: int) -> str:
    return f"{number:,}"


def _share(part: int, whole: int) -> str:
    """A share that never says that nothing changed where something did."""
    return f"{part / whole:.2%}" if part * 10_000 >= whole else "<0.01%"


def _left(text: str, columns: int) -> str:
    return text + " " * (columns - width(text))


def _right(text: str, columns: int) -> str:
    return " " * (columns - width(text)) + text
