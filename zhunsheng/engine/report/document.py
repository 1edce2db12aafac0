"""What a report consists of, before anybody decides how it looks: sections of paragraphs, lists and tables.

HTML, DOCX and plain text are made from this one value, so they cannot say different things. Words may refer to an entry of the
annex by its number; each renderer turns that into a link of its own kind.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias


@dataclass(frozen=True)
class Words:
    """Some words."""

    text: str
    strong: bool = False


@dataclass(frozen=True)
class Reference:
    """Words that lead to an anchor."""

    text: str
    anchor: str


@dataclass(frozen=True)
class Mention:
    """Words that references lead to, in the middle of a line.

    Attributes:
        node: The id of the trace node that they stand for.
    """

    text: str
    anchor: str
    node: str


Inline: TypeAlias = "Words | Reference | Mention"


@dataclass(frozen=True)
class Line:
    """Words in a row."""

    parts: tuple[Inline, ...]

    @property
    def text(self) -> str:
        """The words without their looks."""
        return "".join(part.text for part in self.parts)


@dataclass(frozen=True)
class Paragraph:
    """A paragraph. ``notice``: what nobody must overlook; ``small``: what only an auditor reads."""

    line: Line
    style: Literal["plain", "notice", "small"] = "plain"


@dataclass(frozen=True)
class Item:
    """A point of a list, with the points below it."""

    line: Line
    parts: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Listing:
    """A list of points."""

    items: tuple[Item, ...]


#: A cell of a table holds one line or several.
Cell: TypeAlias = tuple[Line, ...]


@dataclass(frozen=True)
class Table:
    """A table; the first cell of a row is its header.

    Attributes:
        caption: What it shows.
        head: One header a column; none in a table of two columns that are a name and what it stands for.
        widths: Shares of the columns in the width, as percentages.
        fine: Whether it is set in small type, as annexes are.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    fine: bool = False


@dataclass(frozen=True)
class Entry:
    """An entry of the annex: a number that references lead to, a title, what is said of it, and points.

    Attributes:
        anchor: Its id within the document.
        node: The id of the trace node that it shows; of a rule, its id.
        line: What stands in the paragraph of the title.
    """

    anchor: str
    title: str
    node: str
    line: Line
    items: tuple[Item, ...] = ()

    @property
    def mark(self) -> str:
        """What is shown of the id: the place of a node stands in the heading above it."""
        _, sign, rest = self.node.rpartition("#")
        return sign + rest


Block: TypeAlias = "Paragraph | Listing | Table | Entry"


@dataclass(frozen=True)
class Section:
    """A heading with what stands below it, and further sections."""

    heading: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True)
class Report:
    """The whole report.

    Attributes:
        footer: What stands on every page beside its number.
        page: How a page's number is written, with ``{page}`` and ``{pages}`` in it.
        dated: The day of the decision as stated, which the files' own dates are taken from; None where it is not known.
        opening: What stands on the first page below the title.
    """

    language: Literal["zh", "en"]
    title: str
    footer: str
    page: str
    dated: str | None
    opening: tuple[Block, ...]
    sections: tuple[Section, ...]


def all_sections(sections: tuple[Section, ...]) -> Iterator[Section]:
    """Every section, in the order of reading."""
    for section in sections:
        yield section
        yield from all_sections(section.sections)


def line(*parts: str | Inline) -> Line:
    """A line of words."""
    return Line(tuple(Words(part) if isinstance(part, str) else part for part in parts))


def cell(*lines: str | Line) -> Cell:
    """A cell of one line or several."""
    return tuple(line(item) if isinstance(item, str) else item for item in lines)
