"""The nodes of the picture, in words: what each box is called, what stands below, and what a reader learns on asking."""

from __future__ import annotations

from dataclasses import dataclass

from zhunsheng.engine.answer_parts import CiteRef
from zhunsheng.engine.answer_trace import TraceCondition, TraceRule, TraceTrack
from zhunsheng.engine.explain.fact_words import fact_at, value_in_words
from zhunsheng.engine.explain.graph.decision_graph import FACTS, FORM, TRACKS, GraphNode, State
from zhunsheng.engine.explain.graph.words import WORDS
from zhunsheng.engine.explain.phrases import LATIN, PHRASES
from zhunsheng.engine.explain.prose import fact_name
from zhunsheng.engine.explain.text import pointer_name
from zhunsheng.engine.release import Release
from zhunsheng.engine.suggestion import SubjectAnswer
from zhunsheng.engine.vocabulary.facts import FactType


@dataclass(frozen=True)
class Labels:
    """Makes nodes of the parts of an answer, in one language.

    Attributes:
        release: The release that the answer was made under; it knows the names.
    """

    release: Release
    language: str

    def fact_id(self, pointer: str, condition: TraceCondition) -> str:
        """The id of the node of a fact that a condition reads; each member of a set is a fact of its own."""
        return f"{pointer}?{condition.text}" if self._is_set(pointer) else pointer

    def fact(self, pointer: str, condition: TraceCondition, group: str) -> GraphNode:
        """A fact with its value."""
        value = condition.facts[pointer]
        name = pointer_name(pointer, self.release, self.language)
        if self._is_set(pointer):
            vocabulary = self.release.vocabulary
            name += condition.text.removeprefix(fact_name(fact_at(pointer), vocabulary, self.language))
        return GraphNode(
            id=self.fact_id(pointer, condition),
            kind="fact",
            state="open" if value is None else "established",
            layer=FACTS,
            group=group,
            title=name,
            details=(value_in_words(pointer, value, self.release, self.language),),
            hint=pointer,
            pointer=pointer,
        )

    def question(self, pointer: str, group: str) -> GraphNode:
        """An unknown fact that no premise names alone."""
        name = pointer_name(pointer, self.release, self.language)
        unknown = PHRASES[self.language]["unknown"]
        return GraphNode(pointer, "fact", "open", FACTS, group, name, (unknown,), pointer, pointer)

    def rule(self, node: TraceRule, group: str, conduct: int | None) -> GraphNode:
        """A rule. `conduct`: the number of the conduct it was tried on, where that is to be said."""
        where = (PHRASES[self.language]["conduct"].format(n=conduct),) if conduct else ()
        return GraphNode(
            id=node.id,
            kind="rule",
            state=rule_state(node),
            layer=self.release.rules[node.rule].layer,
            group=group,
            title=node.title,
            details=(" · ".join((*where, node.rule)),),
            hint="\n".join(
                filter(None, (f"→ {node.concludes}", self._cites(node.cites), self._latin(node.note or "")))
            ),
            rule=node.rule,
        )

    def track(self, node: TraceTrack, group: str) -> GraphNode:
        """A ladder of measures with the range on it after all moves."""
        say, last = PHRASES[self.language], node.stages[-1]
        details = [self._between(last.at_least, last.at_most)]
        if node.recommended:
            details.append(f"{say['recommended']}{self._colon}{self._measure(node.recommended)}")
        stages = (
            f"{stage.move or say['start']}{self._colon}{self._between(stage.at_least, stage.at_most)}"
            f" {self._cites(stage.cites)}".rstrip()
            for stage in node.stages
        )
        return GraphNode(
            id=node.id,
            kind="track",
            state="established",
            layer=TRACKS,
            group=group,
            title=node.name,
            details=tuple(details),
            hint="\n".join(stages),
        )

    def form(self, node_id: str, subject: SubjectAnswer, group: str) -> GraphNode:
        """The form of a subject: the range, where to start, and where it can still end."""
        form, possible, say = subject.form, subject.possible, PHRASES[self.language]
        recommended = f"{say['recommended']}{self._colon}{say[str(form.recommended)]}"
        horizon = f"{say['possible']}{self._colon}{self._forms(possible.lowest, possible.highest)}"
        return GraphNode(
            id=node_id,
            kind="form",
            state="established",
            layer=FORM,
            group=group,
            title=f"{say['form']}{self._colon}{self._forms(form.at_least, form.at_most)}",
            details=(recommended, horizon),
            hint=f"{say['subject']}{self._colon}{subject.subject_id}",
        )

    @property
    def _colon(self) -> str:
        return WORDS[self.language]["colon"]

    def _is_set(self, pointer: str) -> bool:
        return self.release.vocabulary.fact(fact_at(pointer)).type is FactType.SET

    def _cites(self, cites: tuple[CiteRef, ...]) -> str:
        sources = self.release.sources
        shown = (sources[cite.source].cited_as(cite.article, self.language) for cite in cites)
        return self._latin("；".join(shown))

    def _latin(self, text: str) -> str:
        """A text with the punctuation of its language."""
        return text.translate(LATIN) if self.language == "en" else text

    def _measure(self, key: str) -> str:
        track, number = self.release.scale.step(key)
        return track.steps[number - 1].name.get(self.language)

    def _between(self, low: str | None, high: str | None) -> str:
        say = PHRASES[self.language]
        ends = (low or say["no_measure"], high or say["no_measure"])
        return ends[0] if ends[0] == ends[1] else f"{ends[0]} {say['to']} {ends[1]}"

    def _forms(self, low: int, high: int) -> str:
        say = PHRASES[self.language]
        return self._between(say[str(low)], say[str(high)])


def rule_state(node: TraceRule) -> State:
    """How a rule of the trace stands."""
    if node.established:
        return "established"
    return "open" if node.possible == "unknown" else "failed"
