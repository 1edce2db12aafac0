"""From an answer to the graph of its decision.

The essential graph starts from what the form of a subject rests on (ladders, grounds of tolerance, practice) and goes back
through premises to facts; of a premise only what carries it (`premises`). To that come the rules still open that one question
alone could make apply (`undecided`). The complete graph has every rule of the trace with everything it reads.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from zhunsheng.engine.answer_trace import TraceRule, TraceTrack
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.explain.graph.decision_graph import DecisionGraph, EdgeKind, GraphNode
from zhunsheng.engine.explain.graph.labels import Labels, rule_state
from zhunsheng.engine.explain.graph.parts import GraphParts
from zhunsheng.engine.explain.graph.premises import leaves_behind, leaves_read
from zhunsheng.engine.explain.graph.undecided import NearRules, decisive
from zhunsheng.engine.explain.other_language import trace_in
from zhunsheng.engine.release import Release
from zhunsheng.engine.suggestion import SubjectAnswer, Suggestion

#: What an established rule does to a ladder that rests on it, by the kind of its conclusion; an open one may yet do it.
_BEARS_ON_TRACK: dict[str, EdgeKind] = {"provision": "opens", "measure": "opens", "tolerance": "spares"}

#: The kinds of rules that can move the outcome, as the answer's `possible` counts them.
_MOVING = ("provision", "measure", "tolerance", "circumstance")


def build_graph(
    suggestion: Suggestion,
    release: Release,
    subject_id: str | None = None,
    complete: bool = False,
    language: Language | None = None,
) -> DecisionGraph:
    """The graph of the decision on one subject, or on all of them.

    Args:
        release: The release that the answer was made under.
        subject_id: None for the case as a whole.
        complete: Every rule of the trace instead of what the outcome rests and hangs on.
        language: Of the words in it; None: that of the answer.

    Raises:
        LookupError: there is no such subject in the answer.
    """
    told = trace_in(suggestion, release, language or suggestion.language)
    suggestion = suggestion.model_copy(update={"language": language or suggestion.language, "trace": told})
    chosen = [
        (f"/subjects/{position}", subject)
        for position, subject in enumerate(suggestion.subjects)
        if subject_id in (None, subject.subject_id)
    ]
    if not chosen and subject_id is not None:
        raise LookupError(f"the answer has no subject '{subject_id}'")
    parts = GraphParts(suggestion, release, subject_id)
    builder = _Builder(suggestion, release, parts, complete)
    for place, subject in chosen:
        builder.add_subject(place, subject)
    if complete and subject_id is None:
        for node in builder.rules.values():
            if node.instance == "":
                builder.add_completely(node)
    return parts.graph(tuple(subject.subject_id for _, subject in chosen), complete)


@dataclass(frozen=True)
class _Builder:
    suggestion: Suggestion
    release: Release
    parts: GraphParts
    complete: bool

    @property
    def nodes(self) -> Mapping[str, GraphNode]:
        return self.parts.nodes

    @property
    def labels(self) -> Labels:
        return self.parts.labels

    @cached_property
    def rules(self) -> Mapping[str, TraceRule]:
        return {node.id: node for node in self.suggestion.trace.nodes if isinstance(node, TraceRule)}

    # One subject

    def add_subject(self, place: str, subject: SubjectAnswer) -> None:
        """What the form of a subject rests on, and what could still change it."""
        form = f"{place}#form"
        near = NearRules(self.rules, decisive(subject))
        own = [node for node in self.rules.values() if belongs(node.instance, place)]
        self.parts.add_node(self.labels.form(form, subject, subject.subject_id))
        self._add_tracks(place, subject.subject_id, form)
        self._add_grounds_of_form(place, subject, form)
        if self.complete:
            for node in own:
                self.add_completely(node)
            still_open = [node for node in own if rule_state(node) == "open"]
        else:
            self._add_open_exceptions(near)
            still_open = [node for node in own if near.settling(node)]
        moving = [node for node in still_open if self._kind(node) in _MOVING]
        if not self.complete:
            for node in moving:
                self._add_open(node, near)
        self._add_relations()
        for node in moving:
            self._join_open(node, place, form)
        if not self.complete:
            self._add_questions(subject, form)

    def _add_tracks(self, place: str, group: str, form: str) -> None:
        for track in self.suggestion.trace.nodes:
            if isinstance(track, TraceTrack) and track.instance == place:
                self.parts.add_node(self.labels.track(track, group))
                self.parts.join(track.id, form, "gives")
                for rule in track.rests_on:
                    self._add_behind(self.rules[rule])
                    self.parts.join(rule, track.id, _BEARS_ON_TRACK[self._kind(self.rules[rule])])
                for rule in (rule for stage in track.stages for rule in stage.because):
                    self._add_behind(self.rules[rule])
                    self.parts.join(rule, track.id, "moves")

    def _add_grounds_of_form(self, place: str, subject: SubjectAnswer, form: str) -> None:
        """What bears on the form and on no ladder: tolerance that left no measure, or is refused, and practice."""
        tolerance = subject.tolerance
        on_tracks = {edge.source for edge in self.parts.edges if edge.kind == "spares"}
        bearing: dict[str, EdgeKind] = {ground.rule: "spares" for ground in tolerance.grounds}
        if tolerance.status == "refused":
            bearing |= dict.fromkeys(tolerance.excluded_by, "refuses")
        bearing |= {item.rule: "practice" for item in subject.practice if item.status == "established"}
        for node in self.rules.values():
            if node.rule in bearing and node.established and belongs(node.instance, place):
                self._add_behind(node)
                if node.id not in on_tracks:
                    self.parts.join(node.id, form, bearing[node.rule])

    def _add_open_exceptions(self, near: NearRules) -> None:
        """The exceptions that one question could make apply to what is established so far."""
        for node in [self.rules[key] for key in self.nodes if key in self.rules]:
            for exception in node.exceptions:
                if exception in self.rules and near.settling(self.rules[exception]):
                    self._add_open(self.rules[exception], near)

    def _join_open(self, node: TraceRule, place: str, form: str) -> None:
        """What an open rule would do: open a range on a ladder that is there, or change the form in another way."""
        tracks = [f"{place}#track:{item.track}" for item in node.ranges]
        drawn = [track for track in tracks if track in self.nodes]
        if self._kind(node) in ("provision", "measure") and drawn:
            for track in drawn:
                self.parts.join(node.id, track, "opens")
        elif not any(edge.source == node.id and edge.kind == "defeats" for edge in self.parts.edges):
            self.parts.join(node.id, form, "could_change")

    def _add_questions(self, subject: SubjectAnswer, form: str) -> None:
        """The decisive facts that settle no rule alone: the answer says all the same that the outcome changes."""
        shown = {node.pointer for node in self.nodes.values() if node.state == "open"}
        for fact in decisive(subject):
            if fact not in shown:
                self.parts.add_node(self.labels.question(fact, self.parts.group(fact)))
                self.parts.join(fact, form, "could_change")

    # Rules with what they read

    def _add_behind(self, node: TraceRule) -> None:
        """An established rule with what carries its premise, back to the facts."""
        if node.id in self.nodes:
            return
        self.parts.add_rule(node)
        for leaf in leaves_behind(node.premise, "established"):
            if leaf.condition.operator != "law_date":
                self.parts.add_facts(leaf.condition, leaf.condition.facts, node)
            for other in leaf.condition.rests_on:
                if leaf.wanted and self.rules[other].established:
                    self._add_behind(self.rules[other])
                    self.parts.join(other, node.id, "rests_on")

    def _add_open(self, node: TraceRule, near: NearRules) -> None:
        """An open rule with the questions that could settle it, back to the facts."""
        if node.id in self.nodes:
            return
        self.parts.add_rule(node)
        settling = near.settling(node)
        for leaf in leaves_behind(node.premise, "possible"):
            self.parts.add_facts(
                leaf.condition, [fact for fact in leaf.condition.facts if fact in settling], node
            )
            for other in leaf.condition.rests_on:
                if leaf.wanted and set(near.settling(self.rules[other])) & set(settling):
                    self._add_open(self.rules[other], near)
                    self.parts.join(other, node.id, "rests_on")

    def add_completely(self, node: TraceRule) -> None:
        """A rule with everything it reads."""
        self.parts.add_rule(node)
        for leaf in leaves_read(node.premise):
            self.parts.add_facts(leaf.condition, leaf.condition.facts, node)
            for other in leaf.condition.rests_on:
                self.parts.add_rule(self.rules[other])
                self.parts.join(other, node.id, "rests_on" if leaf.wanted else "absence")

    def _add_relations(self) -> None:
        """Between the rules that are there: which is an exception to which, and which rests on another's absence."""
        for node in [self.rules[key] for key in self.nodes if key in self.rules]:
            for exception in node.exceptions:
                if exception in self.nodes:
                    self.parts.join(exception, node.id, "defeats")
            for leaf in leaves_behind(node.premise, "established"):
                for other in leaf.condition.rests_on:
                    if other in self.nodes and not leaf.wanted:
                        self.parts.join(other, node.id, "absence")

    def _kind(self, node: TraceRule) -> str:
        return self.release.rules[node.rule].kind


def belongs(instance: str, subject: str) -> bool:
    """Whether an instance is a subject or one of its conducts, both by JSON pointer."""
    return instance == subject or instance.startswith(subject + "/")
