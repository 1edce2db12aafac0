"""What a report is made from, and the phrases that all of its parts share: places, articles, forms, references to the annex."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from zhunsheng.engine.case import Case
from zhunsheng.engine.explain.passages import Passage, run_on
from zhunsheng.engine.explain.phrases import PHRASES
from zhunsheng.engine.explain.places import Places
from zhunsheng.engine.explain.trace_sentences import TraceSentences
from zhunsheng.engine.release import Release
from zhunsheng.engine.report.annex_order import AnnexOrder
from zhunsheng.engine.report.document import Inline, Item, Line, Reference, Words, line
from zhunsheng.engine.report.wording import WORDING
from zhunsheng.engine.suggestion import Cite, SubjectAnswer, Suggestion


@dataclass(frozen=True)
class Material:
    """A suggestion with the case and the release that it was made from.

    Attributes:
        digest: Of the facts (see `facts_digest`).
        titles: Of pieces of evidence, by their ids; what has none here is named by its id.
    """

    suggestion: Suggestion
    case: Case
    release: Release
    digest: str
    titles: Mapping[str, str] = field(default_factory=dict)

    @property
    def language(self) -> str:
        """``zh`` or ``en``."""
        return self.suggestion.language

    @property
    def say(self) -> Mapping[str, str]:
        """The words of the report."""
        return WORDING[self.language]

    @cached_property
    def sentences(self) -> TraceSentences:
        """Says the nodes of the trace."""
        return TraceSentences(self.suggestion, self.release)

    @cached_property
    def places(self) -> Places:
        """Places and facts in words."""
        return self.sentences.places

    @cached_property
    def order(self) -> AnnexOrder:
        """The order of the annex."""
        return AnnexOrder(self.sentences)

    @property
    def numbers(self) -> Mapping[str, int]:
        """The number of each node in the annex, by id."""
        return self.order.numbers

    # Phrases

    def see(self, nodes: Iterable[str]) -> tuple[Words | Reference, ...]:
        """References to nodes of the annex, as far as they are there."""
        found: list[Words | Reference] = []
        for node in nodes:
            if node in self.numbers:
                number = self.numbers[node]
                found += [Words(self.say["between"])] if found else []
                found.append(Reference(self.say["see"].format(n=number), node_anchor(number)))
        return tuple(found)

    def node(self, subject: SubjectAnswer, rule: str, conduct_id: str | None = None) -> str:
        """The id of the node of a rule on a subject, or on one of its conducts."""
        position = self.suggestion.subjects.index(subject)
        instance = f"/subjects/{position}"
        if conduct_id is not None:
            ids = [conduct.id for conduct in self.case.subjects[position].conducts]
            instance += f"/conducts/{ids.index(conduct_id)}"
        return f"{instance}#{rule}"

    def item(self, passage: Passage) -> Item:
        """A passage as a point, with references to the nodes that it speaks of."""
        parts = self.referring(passage.nodes)
        return Item(line(passage.text, *parts), tuple(self.item(part) for part in passage.parts))

    def run_on(self, passage: Passage) -> tuple[Inline, ...]:
        """A passage as one sentence, with references to the nodes that it speaks of before its stop."""
        found: list[Inline] = []
        for piece in run_on(passage, self.language):
            seen, stop = self.referring(piece.nodes), self.say["stop"]
            ended = bool(seen) and piece.text.endswith(stop)
            text = piece.text.removesuffix(stop) if ended else piece.text
            found += [Words(text), *seen, *([Words(stop)] if ended else [])]
        return tuple(found)

    def referring(self, nodes: Iterable[str]) -> tuple[Inline, ...]:
        """References to nodes in brackets; nothing where there are none."""
        seen = self.see(nodes)
        opening, closing = ("（", "）") if self.language == "zh" else (" (", ")")
        return (Words(opening), *seen, Words(closing)) if seen else ()

    def cites(self, cites: Iterable[Cite]) -> tuple[Line, ...]:
        """Articles, one a line."""
        return tuple(line(cite.title) for cite in cites)

    def facts(self, pointers: Iterable[str]) -> str:
        """Facts by their names."""
        return self.say["list"].join(self.places.fact(pointer) for pointer in pointers)

    def form(self, number: int) -> str:
        """A form by its name."""
        return PHRASES[self.language][str(number)]

    def forms(self, low: int, high: int) -> str:
        """From a form to a form."""
        return self.form(low) if low == high else f"{self.form(low)}{self.say['to']}{self.form(high)}"


def node_anchor(number: int) -> str:
    """The anchor of a node of the annex."""
    return f"trace-{number}"


def rule_anchor(number: int) -> str:
    """The anchor of a rule of the annex."""
    return f"rule-{number}"
