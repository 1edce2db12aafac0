"""Totals that were published, with their parts: they have to add up as ours do.

A notice says "484 persons, 479 dealt with: 53 admonished, 209 sanctioned, 217 handled otherwise". That is a tree of counts,
and two things can be wrong with it: parts that do not come to their whole, and a percentage that is not the one of its
numbers, to the digits printed. Both are said with what is missing. What the publication leaves to subtraction is a part with
`stated` false.

Which forms a part counts is derived: the part names ladders or measures of the scale, and each measure has its form.

How totals are written is `published_documents`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal, TypeAlias

from zhunsheng.engine.problems import Chinese, Problem, pointer
from zhunsheng.engine.scale import Scale
from zhunsheng.engine.vocabulary.facts import Text

#: What is counted. Only persons can be set beside forms.
Counted: TypeAlias = Literal["persons", "problems"]


@dataclass(frozen=True)
class Part:
    """A number with the numbers that it is made of.

    Attributes:
        stated: Whether the publication states it; what it does not state is only what is left.
        percent: Its share of the whole that it is a part of, as printed.
        ladders, measures: What it counts, by keys of the scale.
        still_open: Whether it counts what is not dealt with yet.
    """

    key: str
    name: Text
    count: int
    parts: tuple[Part, ...] = ()
    stated: bool = True
    percent: str | None = None
    ladders: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    still_open: bool = False

    def leaves(self) -> Iterator[Part]:
        """The parts that are not made of others."""
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.leaves()

    def forms(self, scale: Scale) -> tuple[int, ...]:
        """The forms of the measures that it counts, lightest first."""
        return tuple(
            sorted(
                {
                    step.form
                    for track in scale.tracks
                    for step in track.steps
                    if step.form and (track.key in self.ladders or step.key in self.measures)
                }
            )
        )


@dataclass(frozen=True)
class PublishedTotal:
    """A published number as a whole.

    Attributes:
        source: How the publication is cited, in both languages.
        note: What it does not say.
    """

    key: str
    counts: Counted
    name: Text
    source: Text
    note: Text
    whole: Part


def faults(whole: Part, where: str = "") -> Iterator[Problem]:
    """What does not add up in a number and its parts.

    Args:
        where: JSON pointer of the number.
    """
    if whole.parts:
        summed = sum(part.count for part in whole.parts)
        if summed != whole.count:
            yield _missing(whole, summed, where)
    for place, part in enumerate(whole.parts):
        there = where + pointer("parts", place)
        if part.percent is not None:
            yield from _percentage(part, part.percent, whole, there)
        yield from faults(part, there)


def _missing(whole: Part, summed: int, where: str) -> Problem:
    left = whole.count - summed
    missing, missing_zh = (
        (f"{left:,} are missing", f"还差 {left:,}")
        if left > 0
        else (f"{-left:,} too many", f"多出 {-left:,}")
    )
    return Problem(
        "does_not_add_up",
        f"the parts of '{whole.name.en}' come to {summed:,}, and {whole.count:,} are stated: {missing}",
        why="Whatever is set beside a total that does not add up is compared with nothing.",
        mend="Correct the numbers, or add the part that is missing (stated: false if the publication leaves it out).",
        pointer=where + pointer("count"),
        zh=Chinese(
            f"“{whole.name.zh}”各部分合计 {summed:,}，写明的是 {whole.count:,}：{missing_zh}",
            "请改正数字，或者补上缺的部分（原文没有写明的，注明 stated: false）",
        ),
    )


def _percentage(part: Part, printed: str, whole: Part, where: str) -> Iterator[Problem]:
    said = Decimal(printed)
    exact = Decimal(100 * part.count) / Decimal(whole.count) if whole.count else Decimal(0)
    right = exact.quantize(Decimal(1).scaleb(said.as_tuple().exponent), ROUND_HALF_UP)  # type: ignore[arg-type]  # the exponent of a finite number is an int
    if right != said:
        yield Problem(
            "wrong_percentage",
            f"'{part.name.en}' is printed as {printed} %, and {part.count:,} of {whole.count:,} is {right} %",
            why="A percentage is right to the digits that are printed, or one of its numbers is wrong.",
            mend="Correct the number or the percentage.",
            pointer=where + pointer("percent"),
            zh=Chinese(
                f"“{part.name.zh}”写作 {printed}%，而 {whole.count:,} 中的 {part.count:,} 是 {right}%",
                "请改正数字或者百分比",
            ),
        )
