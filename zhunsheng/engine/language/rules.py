"""Rules as they are understood: every word resolved, nothing left to misspell.

    applies = in_force and when and not (an overriding rule applies)

How they are written is `rule_documents`; how the one becomes the other is `reading`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from zhunsheng.engine.deadlines import Length
from zhunsheng.engine.language.conditions import Condition, LawDateTest
from zhunsheng.engine.language.rule_documents import Level as Level
from zhunsheng.engine.problems import Span
from zhunsheng.engine.scale import Range
from zhunsheng.engine.sources import Citation
from zhunsheng.engine.vocabulary.facts import FactRef, Text

#: Whose law a layer asks for, as the manifest says it.
LayerClock: TypeAlias = Literal["act", "general", "decision"]


@dataclass(frozen=True)
class Due:
    """Until when a duty is to be done.

    Attributes:
        after: The date that the time runs from.
        at_most: The time with an extension, from the same date; None where the law states none.
    """

    after: FactRef
    length: Length
    at_most: Length | None = None


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
        due: Until when the duty is to be done, where it has a clock.
        concerns: The measures that the duty is about; it arises where one of them is in the range. Empty: any outcome.
        may_spare: Tracks on which nothing need follow where it applies (a tolerance that does not reach them all).
        must_spare: Tracks on which nothing may follow where it applies.
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
    due: Due | None = None
    concerns: tuple[Range, ...] = ()
    may_spare: tuple[str, ...] = ()
    must_spare: tuple[str, ...] = ()


@dataclass(frozen=True)
class Layer:
    """A step of the fixed order in which rules are applied."""

    key: str
    level: Level
    clock: LayerClock
    name: Text


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
