"""Statistics as text for a terminal: first what the numbers are and are not, then the forms, ranges, and one table a grouping."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from zhunsheng.engine.explain.phrases import PHRASES
from zhunsheng.engine.explain.wrapping import width, wrapped
from zhunsheng.engine.release import Release
from zhunsheng.engine.statistics.counted import COUNTED_WORDS
from zhunsheng.engine.statistics.counting import FORMS
from zhunsheng.engine.statistics.names import group_name, grouping_title
from zhunsheng.engine.statistics.tables import Count, Group, Statistics, Table
from zhunsheng.engine.statistics.words import WORDS

#: The first column of a table is no wider than this; a longer name goes on below.
_NAME = 44
_WIDTH = 100


def render_text(found: Statistics, release: Release, language: str) -> str:
    """The statistics as text."""
    say = WORDS[language]
    lines = [*_head(found, say, language)]
    if found.total.total:
        lines += ["", *_forms(found, say, language), "", *_ranges(found, say, language)]
        for table in found.tables:
            lines += ["", *_table(table, release, say, language)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def number(value: int) -> str:
    """A number as people read it."""
    return f"{value:,}"


def percent(part: int, whole: int) -> str:
    """A share to a tenth of a per cent."""
    return f"{part / whole:.1%}" if whole else "–"


def form_name(form: int, language: str) -> str:
    """What a form is called."""
    return PHRASES[language][str(form)]


def _head(found: Statistics, say: Mapping[str, str], language: str) -> Iterator[str]:
    total, words = found.total, COUNTED_WORDS[found.counted]
    yield words.title.get(language)
    yield from wrapped(words.note.get(language), _WIDTH)
    if words.opens:
        yield from wrapped(say["open_note"], _WIDTH)
    if not total.total:
        yield ""
        yield say["nothing"]
        return
    yield ""
    yield say["rows"].format(
        rows=number(total.total),
        subjects=number(total.subjects),
        settled=number(sum(total.settled)),
        still_open=number(sum(total.still_open)),
        errors=number(total.errors),
    )
    for digest, subjects in found.rulesets.items():
        shown = f"{digest[:19]}…" if digest else say["no_ruleset"]
        yield say["ruleset"].format(digest=shown, n=number(subjects))
    if len(found.rulesets) > 1:
        yield say["rulesets_differ"]


def _forms(found: Statistics, say: Mapping[str, str], language: str) -> Iterator[str]:
    total = found.total
    yield say["forms"]
    rows = [
        (
            form_name(form, language),
            number(total.settled[form]),
            number(total.still_open[form]),
            number(total.forms[form]),
            percent(total.forms[form], total.subjects),
        )
        for form in range(FORMS)
    ]
    whole = (sum(total.settled), sum(total.still_open), total.subjects)
    last = (say["total"], *(number(value) for value in whole), percent(total.subjects, total.subjects))
    yield from laid_out(("", say["settled"], say["still_open"], say["total"], say["share"]), [*rows, last])


def _ranges(found: Statistics, say: Mapping[str, str], language: str) -> Iterator[str]:
    columns = ("recommended", "at_least", "at_most", "only", "within")
    yield say["ranges"]
    yield from laid_out(
        ("", *(say[column] for column in columns)),
        [
            (form_name(item.form, language), *(number(getattr(item, column)) for column in columns))
            for item in found.ranges
        ],
    )


def _table(table: Table, release: Release, say: Mapping[str, str], language: str) -> Iterator[str]:
    yield grouping_title(table.grouping, table.counted, language)
    rows = [_row(_shown_name(table, group, release, language), group.count) for group in table.groups]
    if table.repeated.total:
        rows.append(_row(say["repeated"], table.repeated, "-"))
    rows.append(_row(say["total"], table.total))
    forms = (say[f"short_{form}"] for form in range(FORMS))
    yield from laid_out(("", *forms, say["errors"], say["total"], say["of_which_open"]), rows)


def _shown_name(table: Table, group: Group, release: Release, language: str) -> str:
    """The name of a group; a rule is looked up by its id, so that stands with it."""
    name = group_name(table.grouping, group.key, release, language)
    return f"{name} {group.key.value}" if table.grouping == "rule" and group.key.value != name else name


def _row(name: str, count: Count, sign: str = "") -> tuple[str, ...]:
    values = (*count.forms, count.errors, count.total, sum(count.still_open))
    return name, *(f"{sign if value else ''}{number(value)}" for value in values)


def laid_out(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """A table in columns: names to the left, numbers to the right; a Chinese character is two columns wide."""
    names = min(_NAME, max(width(row[0]) for row in rows))
    columns = [max(width(row[place]) for row in (header, *rows)) for place in range(1, len(header))]
    for row in (header, *rows):
        *above, name = wrapped(row[0], names)
        yield from (f"  {line}" for line in above)
        cells = (" " * (columns[place] - width(cell)) + cell for place, cell in enumerate(row[1:]))
        yield f"  {name}{' ' * (names - width(name))}  {'  '.join(cells)}"
