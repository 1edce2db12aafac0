"""The law that was applied, as lines of text: nothing where one sentence says it for all conducts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from zhunsheng.engine.answer_parts import MeasureRange
from zhunsheng.engine.suggested_law import Law


def law_lines(
    law: Law,
    say: Mapping[str, str],
    forms: Callable[[int, int], str],
    ranges: Callable[[Iterable[MeasureRange]], str],
) -> Iterator[str]:
    """Conducts for which two laws were compared, with the range under each; others where reasons differ.

    Args:
        say: The phrases of the language.
        forms: From a form to a form, in words.
        ranges: Ranges of measures, in words.
    """
    one_reason = len({conduct.why for conduct in law.conducts}) == 1
    for conduct in law.conducts:
        if conduct.under_decision is None and one_reason:
            continue
        yield f"  {conduct.subject_id} {conduct.conduct_id}：{conduct.why}"
        if conduct.under_decision is None:
            continue
        laws = (
            ("act", conduct.act, conduct.under_act),
            ("decision", conduct.decision, conduct.under_decision),
        )
        for key, day, under in laws:
            mark = "●" if key == conduct.applied else "○"
            shown = f"{say['semicolon']}{ranges(under.ranges).strip()}" if under.ranges else ""
            yield f"    {mark} {say[key]} {day}：{forms(under.at_least, under.at_most)}{shown}"
