"""Nodes of a trace as sides of a step: what they are in words, their value, and what they cite."""

from __future__ import annotations

from zhunsheng.engine.explain.phrases import PHRASES
from zhunsheng.engine.impact.difference import Side
from zhunsheng.engine.suggested_law import ConductLaw
from zhunsheng.engine.suggestion import Suggestion, TraceCondition, TraceRule, TraceStage, TraceTrack


def outcome_side(suggestion: Suggestion, position: int) -> Side:
    """The forms of a subject, in both readings."""
    say, subject = PHRASES[suggestion.language], suggestion.subjects[position]
    form, possible = subject.form, subject.possible
    ends = _from_to(say[str(form.at_least)], say[str(form.at_most)], suggestion)
    open_ends = _from_to(say[str(possible.lowest)], say[str(possible.highest)], suggestion)
    parts = (ends, f"{say['recommended']} {say[str(form.recommended)]}", f"{say['possible']} {open_ends}")
    return Side(text=say["semicolon"].join(parts))


def rule_side(suggestion: Suggestion, id: str, node: TraceRule | None) -> Side | None:
    """A rule; None where this release has none of that id. One that is known to fail may be in a trace by its id alone."""
    if node is None:
        instance, _, rule = id.partition("#")
        failed = rule in suggestion.trace.not_applicable.get(instance, ())
        return Side(text=rule, established="false", possible="false") if failed else None
    return Side(
        text=node.title,
        established="true" if node.established else "false",
        possible=node.possible,
        cites=node.cites,
        ranges=node.ranges,
    )


def condition_side(node: TraceCondition | None) -> Side | None:
    """A condition."""
    if node is None:
        return None
    return Side(text=node.text, established=node.established, possible=node.possible, facts=dict(node.facts))


def track_side(suggestion: Suggestion, node: TraceTrack | None) -> Side | None:
    """The last range on a ladder; None where nothing opens it."""
    return Side(text=f"{node.name} {_ends(suggestion, node.stages[-1])}") if node else None


def stage_side(suggestion: Suggestion, stage: TraceStage | None) -> Side | None:
    """The range after a stage, and what called for it."""
    if stage is None:
        return None
    say = PHRASES[suggestion.language]
    return Side(text=f"{stage.move or say['start']} {_ends(suggestion, stage)}", cites=stage.cites)


def measure_side(suggestion: Suggestion, position: int, node: TraceTrack | None) -> Side | None:
    """The measure recommended on a ladder."""
    if node is None or node.recommended is None:
        return None
    measures = suggestion.subjects[position].measures
    name = next((of.name for of in measures if of.key == node.recommended), node.recommended)
    return Side(text=name)


def law_of(suggestion: Suggestion, place: str) -> tuple[ConductLaw, ...]:
    """The law that was applied to a conduct, or to all conducts of a subject."""
    steps = place.split("/")[1:]
    if len(steps) < 2:
        return suggestion.law.conducts
    subject = suggestion.subjects[int(steps[1])].subject_id
    found = [law for law in suggestion.law.conducts if law.subject_id == subject]
    return (found[int(steps[3])],) if len(steps) > 3 else tuple(found)


def law_side(suggestion: Suggestion, laws: tuple[ConductLaw, ...]) -> Side:
    """Which law was applied to conducts, and why."""
    say = PHRASES[suggestion.language]
    return Side(text=say["semicolon"].join(_law(law, suggestion) for law in laws))


def _law(law: ConductLaw, suggestion: Suggestion) -> str:
    """What was weighed, both forms of it where two laws were compared."""
    say = PHRASES[suggestion.language]
    weighed = (("act", law.act, law.under_act), ("decision", law.decision, law.under_decision))
    if law.under_decision is None:
        return law.why
    ranges = (
        f"{say[key]} {day or say['unknown_date']}: "
        f"{_from_to(say[str(under.at_least)], say[str(under.at_most)], suggestion)}"
        for key, day, under in weighed
        if under is not None
    )
    return f"{law.why} ({say['semicolon'].join(ranges)})"


def _ends(suggestion: Suggestion, stage: TraceStage) -> str:
    none = PHRASES[suggestion.language]["no_measure"]
    return _from_to(stage.at_least or none, stage.at_most or none, suggestion)


def _from_to(low: str, high: str, suggestion: Suggestion) -> str:
    return low if low == high else f"{low} {PHRASES[suggestion.language]['to']} {high}"
