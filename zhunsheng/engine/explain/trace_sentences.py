"""A node of the trace in plain sentences: what was concluded, from which facts, what is unknown, what displaced it.

A node's premise has the shape of its rule's premise, since the one was made from the other; they are read side by side, the rule
for the words and the node for the values. Of a rule that is still open only what does not hold yet is told: the rest would
hide it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from zhunsheng.engine.explain.clauses import clause, inner
from zhunsheng.engine.explain.passages import Passage
from zhunsheng.engine.explain.places import Places
from zhunsheng.engine.explain.trace_words import SAY, standing
from zhunsheng.engine.explain.track_sentences import track_sentences
from zhunsheng.engine.language.conditions import (
    AllOf,
    AnyOf,
    Condition,
    FactTest,
    Not,
    Quantified,
    children,
)
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
        yield Passage(
            say[f"rule {node.established} {node.possible}"].format(
                place=self.places.place(node.instance), name=node.concludes
            )
        )
        if node.cites:
            yield Passage(say["by"].format(cites=self.cited(node.cites)))
        yield from self._premise(node)
        unknown = tuple(dict.fromkeys(_unknown(node.premise)))
        if unknown:
            facts = say["list"].join(self.places.fact(pointer) for pointer in unknown)
            yield Passage(say["unknown"].format(facts=facts))
        yield from self._exceptions(node)
        for key, ranges in (("ranges", node.ranges), ("concerns", node.concerns)):
            if ranges:
                yield Passage(say[key].format(ranges=self.ranges(ranges)))
        if node.clock:
            yield Passage(say["clock"].format(clock=node.clock))
        if node.note:
            yield Passage(say["note"].format(note=node.note))

    def _premise(self, node: TraceRule) -> Iterator[Passage]:
        """The conditions: all of them where the rule was decided, else those that are not met yet."""
        premise, rule = node.premise, self.release.rules[node.rule]
        decided = node.established or node.possible == "false"
        whole = isinstance(rule.premise, AllOf)
        pairs = (
            list(zip(rule.premise.parts, premise.parts, strict=True))
            if isinstance(rule.premise, AllOf)
            else [(rule.premise, premise)]
        )
        shown = [pair for pair in pairs if decided or not _holds(pair[1])]
        parts = tuple(self._condition(rule_part, part, node.instance) for rule_part, part in shown)
        if not parts:
            key = "premise_holds" if pairs else "premise_empty"
            yield Passage(self._say[key])
            return
        left = len(pairs) - len(shown)
        key = "premise" if whole and not left else "premise_rest" if left else "premise_one"
        text = self._say[key].format(standing=standing(premise, self.suggestion.language), n=left)
        yield Passage(text, parts)

    def _condition(self, condition: Condition, value: TraceCondition, instance: str) -> Passage:
        """One condition with its value and what it was read from, and its parts below it."""
        say, language = self._say, self.suggestion.language
        text = clause(condition, self.release.vocabulary, language)
        leaf = value.parts[0] if inner(condition) else value
        parts = () if inner(condition) else tuple(self._parts(condition, value, instance))
        how = standing(value, language)
        if parts:
            return Passage(say["head"].format(text=text.rstrip("：:"), standing=how), parts)
        stated = self._stated(inner(condition) or condition, leaf)
        key = "leaf_facts" if stated else "leaf"
        return Passage(say[key].format(text=text, standing=how, facts=stated), nodes=leaf.rests_on)

    def _stated(self, condition: Condition, value: TraceCondition) -> str:
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

    def _parts(self, condition: Condition, value: TraceCondition, instance: str) -> Iterator[Passage]:
        match condition:
            case Quantified(_, _, part, _):
                kind = "conducts" if instance else "subjects"
                for number, of_part in enumerate(value.parts):
                    where = f"{instance}/{kind}/{number}"
                    said = self._condition(part, of_part, where)
                    place = self.places.place(where, short=True)
                    yield Passage(
                        self._say["of_place"].format(place=place, text=said.text), said.parts, said.nodes
                    )
            case Not(AnyOf(parts)):
                for inside, of_part in zip(parts, value.parts, strict=True):
                    yield self._condition(inside, of_part, instance)
            case Not(AllOf(parts)):
                for inside, of_part in zip(parts, value.parts[0].parts, strict=True):
                    yield self._condition(inside, of_part, instance)
            case _:
                for inside, of_part in zip(children(condition), value.parts, strict=True):
                    yield self._condition(inside, of_part, instance)

    def _exceptions(self, node: TraceRule) -> Iterator[Passage]:
        """What displaced the rule, what may yet, and what was tried and does not hold."""
        failed, say = [], self._say
        for key in node.exceptions:
            tried = self._nodes.get(key)
            rule = self.release.rules[key.partition("#")[2]]
            name = say["exception"].format(title=rule.title.get(self.suggestion.language), id=rule.id)
            if tried is None or (not tried.established and tried.possible == "false"):
                failed.append(name)
            elif tried.established:
                displaced = node.premise.established == "true" and not node.established
                yield Passage(say["displaced" if displaced else "holds"].format(rule=name), nodes=(key,))
            else:
                yield Passage(say["may_displace"].format(rule=name), nodes=(key,))
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


def _holds(condition: TraceCondition) -> bool:
    return condition.established == condition.possible == "true"


def _unknown(condition: TraceCondition) -> Iterator[str]:
    """The unknown facts that a condition still hangs on: none of those below a part that is settled."""
    if "unknown" not in (condition.established, condition.possible):
        return
    yield from (pointer for pointer, value in condition.facts.items() if value is None)
    for part in condition.parts:
        yield from _unknown(part)
