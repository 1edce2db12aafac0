"""The groups of one table as bars, made of the forms from light to heavy.

Groups keep the order of the table, which is that of the vocabulary and never one of size: a picture of places is no ranking of
them. Groups without a value stand last.
"""

from __future__ import annotations

from zhunsheng.engine.release import Release
from zhunsheng.engine.statistics.amounts import Amounts, Part, Row
from zhunsheng.engine.statistics.counted import COUNTED_WORDS
from zhunsheng.engine.statistics.counting import FORMS
from zhunsheng.engine.statistics.names import group_name, grouping_title
from zhunsheng.engine.statistics.picture import fill_of
from zhunsheng.engine.statistics.tables import Count, Table
from zhunsheng.engine.statistics.text import form_name
from zhunsheng.engine.statistics.words import WORDS


def bars(table: Table, release: Release, language: str) -> Amounts:
    """The table as amounts: the settled forms, then those still open where that is known (`counted`)."""
    key, words = f"by-{table.grouping}", COUNTED_WORDS[table.counted]
    parts = [Part(form_name(form, language), fill_of(key, form, False)) for form in range(FORMS)]
    if words.opens:
        parts += [
            Part(
                WORDS[language]["open_of"].format(form=form_name(form, language)),
                fill_of(key, form, True),
                explained=form == 2,
            )
            for form in range(FORMS)
        ]
    return Amounts(
        key,
        language,
        f"{grouping_title(table.grouping, table.counted, language)} · {words.title.get(language)}",
        (words.note.get(language),),
        tuple(parts),
        tuple(
            Row(
                group_name(table.grouping, group.key, release, language),
                _numbers(group.count, opens=words.opens),
            )
            for group in table.groups
        ),
    )


def _numbers(count: Count, *, opens: bool) -> tuple[int, ...]:
    return (*count.settled, *count.still_open) if opens else count.forms
