"""A node of the trace in plain sentences: what was concluded, from which facts, what is unknown, what displaced it.

A node's premise has the shape of its rule's premise, since the one was made from the other; they are read side by side, the rule
for the words and the node for the values. Of a rule that is still open only what does not hold yet is told, and of one that
failed only what failed: the rest would hide it. Whose conduct a node is about is left to whoever shows it: many nodes share a
place, and it is said once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from zhunsheng.engine.explain.paired_conditions import paired
from zhunsheng.engine.explain.passages import Passage
from zhunsheng.engine.explain.places import Places
from zhunsheng.engine.explain.spoken_conditions import clause, inner
from zhunsheng.engine.explain.trace_words import SAY, standing
from zhunsheng.engine.explain.track_sentences import track_sentences
from zhunsheng.engine.language.conditions import AllOf, Condition, FactTest, Quantified
from zhunsheng.engine.release import Release
from zhunsheng.engine.suggestion import (
    CiteRef,
    MeasureRange,
    Suggestion,
    TraceCondition,
    TraceRule,
    TraceTrack,
)


@dataclass(frozen=True)
class TraceSentences:
    """Says the nodes of one answer, in its language."""

    suggestion: Suggestion
    release: Release

    def of(self, node: TraceRule | TraceTrack) -> tuple[Passage, ...]:
        """The sentences of a node, the conclusion first."""
        if isinstance(node, TraceTrack):
            return tuple(track_sentences(node, self.places, self.cited))
        return tuple(self._rule(node))

    @cached_property
    def places(self) -> Places:
        """Places and facts in words."""
        return Places(self.suggestion, self.release)

    @cached_property
    def _nodes(self) -> Mapping[str, TraceRule]:
        return {node.id: node for node in self.suggestion.trace.nodes if isinstance(node, TraceRule)}

    @property
    def _say(self) -> Mapping[str, str]:
        return SAY[self.suggestion.language]

    def cited(self, cites: Iterable[CiteRef]) -> str:
        """Articles as people cite them."""
        language = self.suggestion.language
        shown = (self.release.sources[cite.source].cited_as(cite.article, language) for cite in cites)
        return self._say["between"].join(shown)

    # A rule

    def _rule(self, node: TraceRule) -> Iterator[Passage]:
        say = self._say
        yield Passage(say[f"rule {node.established} {node.possible}"].format(name=node.concludes))
        if node.cites:
            yield Passage(say["by"].format(cites=self.cited(node.cites)))
        yield from self._premise(node)
        yield from self._exceptions(node)
        for key, ranges in (("ranges", node.ranges), ("concerns", node.concerns)):
            if ranges:
                yield Passage(say[key].format(ranges=self.ranges(ranges)))
        if node.clock:
            yield Passage(say["clock"].format(clock=node.clock))
        if node.note:
            yield Passage(say["note"].format(note=node.note))

    def _premise(self, node: TraceRule) -> Iterator[Passage]:
        """The conditions that tell: of an open rule those not settled, of a failed one those not met, else all."""
        premise, rule = node.premise, self.release.rules[node.rule]
        whole = isinstance(rule.premise, AllOf)
        pairs = (
            tuple(paired(rule.premise, premise, node.instance)) if whole else ((rule.premise, premise, ""),)
        )
        shown, kind = pairs, "premise" if whole else "premise_one"
        if not _decided(node):
            shown, kind = tuple(pair for pair in pairs if not _settled(pair[1])), "premise_open"
        elif whole and _failed(premise):
            shown, kind = tuple(pair for pair in pairs if _failed(pair[1])), "premise_failed"
        if not shown:
            yield Passage(self._say["premise_holds" if pairs else "premise_empty"])
            return
        left = len(pairs) - len(shown)
        key = f"{kind}_rest" if left and kind in ("premise_open", "premise_failed") else kind
        parts = (
            self._condition(condition, value, node.instance, _decided(node)) for condition, value, _ in shown
        )
        how = standing(premise, self.suggestion.language)
        yield Passage(self._say[key].format(standing=how, n=left), tuple(parts))

    def _condition(self, condition: Condition, value: TraceCondition, instance: str, every: bool) -> Passage:
        """One condition with its value and what it was read from, and its parts below it.

        Args:
            every: Also the parts that are settled while the whole is not.
        """
        say, language = self._say, self.suggestion.language
        text, how = clause(condition, self.release.vocabulary, language), standing(value, language)
        if inner(condition) is None and value.parts:
            pairs = tuple(paired(condition, value, instance))
            shown = pairs if every else tuple(pair for pair in pairs if not _settled(pair[1])) or pairs
            parts = [self._condition(part, of_part, where, every) for part, of_part, where in shown]
            if isinstance(condition, Quantified):
                parts = [self._placed(said, where) for said, (_, _, where) in zip(parts, shown, strict=True)]
            left = len(pairs) - len(shown)
            head = say["head_rest" if left else "head"].format(text=text.rstrip("：:"), standing=how, n=left)
            return Passage(head, tuple(parts))
        leaf = value.parts[0] if inner(condition) else value
        stated = self.stated(inner(condition) or condition, leaf)
        key = "leaf_facts" if stated else "leaf"
        return Passage(say[key].format(text=text, standing=how, facts=stated), nodes=leaf.rests_on)

    def _placed(self, said: Passage, instance: str) -> Passage:
        """What is said of one of several conducts or subjects, with its id."""
        place = self.places.place(instance, short=True)
        return Passage(self._say["of_place"].format(place=place, text=said.text), said.parts, said.nodes)

    def stated(self, condition: Condition, value: TraceCondition) -> str:
        """What a comparison was read from; nothing where the clause and its standing say it already."""
        say, facts = self._say, value.facts
        if isinstance(condition, FactTest):
            said = condition.operator in ("is", "has") or None in facts.values()
            found = "".join(self.places.value(pointer, value) for pointer, value in facts.items())
            return "" if said else say["value"].format(value=found)
        return say["list"].join(
            say["fact"].format(fact=self.places.fact(pointer), value=self.places.value(pointer, found))
            for pointer, found in facts.items()
        )

    def _exceptions(self, node: TraceRule) -> Iterator[Passage]:
        """What displaced the rule, what may yet, and what was tried and does not hold."""
        failed, may, say = [], dict[str, str](), self._say
        for key in node.exceptions:
            tried = self._nodes.get(key)
            rule = self.release.rules[key.partition("#")[2]]
            name = say["exception"].format(title=rule.title.get(self.suggestion.language))
            if tried is None or (not tried.established and tried.possible == "false"):
                failed.append(name)
            elif tried.established:
                displaced = node.premise.established == "true" and not node.established
                yield Passage(say["displaced" if displaced else "holds"].format(rule=name), nodes=(key,))
            else:
                may[key] = name
        if may:
            rules = say["between"].join(may.values())
            yield Passage(say["may_displace"].format(rules=rules), nodes=tuple(may))
        if failed:
            yield Passage(say["tried"].format(rules=say["between"].join(failed)))

    def ranges(self, ranges: Iterable[MeasureRange]) -> str:
        """Ranges of measures in words."""
        return self._say["list"].join(self._range(item) for item in ranges)

    def _range(self, item: MeasureRange) -> str:
        say, scale, language = self._say, self.release.scale, self.suggestion.language

        def name(key: str | None) -> str:
            if key is None:
                return say["no_measure"]
            track, number = scale.step(key)
            return track.steps[number - 1].name.get(language)

        kind = "only" if item.lowest == item.highest else "from_to"
        return say[kind].format(
            track=scale.track(item.track).name.get(language), low=name(item.lowest), high=name(item.highest)
        )


def _settled(condition: TraceCondition) -> bool:
    """Whether a condition has a value that nothing unknown can change."""
    return condition.established == condition.possible != "unknown"


def _failed(condition: TraceCondition) -> bool:
    """Whether a condition is known not to be met."""
    return condition.established == condition.possible == "false"


def _decided(node: TraceRule) -> bool:
    return node.established or node.possible == "false"
