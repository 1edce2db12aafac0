"""What the handlers must do, and until when.

A duty comes from a rule of the procedure. Where the rule says which measures the duty is about, the duty arises only if one of
them is in the range (to approve a removal, somebody must think of one), and is contingent while one of them is still possible.
Its clock is computed from a date of the case; without that date the answer says from what event it will run.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from zhunsheng.engine.case import Instance
from zhunsheng.engine.deadlines import last_day_to_act
from zhunsheng.engine.engines.verdict import TrackVerdict
from zhunsheng.engine.explain.clocks import running_clock
from zhunsheng.engine.explain.explained import Explained
from zhunsheng.engine.explain.trace import cited
from zhunsheng.engine.language.rules import Due, Rule
from zhunsheng.engine.scale import Scale
from zhunsheng.engine.suggestion import Duty, Status
from zhunsheng.engine.vocabulary.dates import PartialDate

Language = Literal["zh", "en"]


def duties(
    explained: Explained, instance: Instance, tracks: Mapping[str, TrackVerdict], language: Language
) -> Iterator[Duty]:
    """The procedural duties that apply to an instance, or that apply once something is known.

    Args:
        tracks: Where a subject stands; empty for the case as a whole.
    """
    release = explained.release
    for rule in release.rules.values():
        if rule.level != instance.level or rule.kind != "procedure":
            continue
        of_rule = explained.status(instance, rule)
        status, measures = _concerned(of_rule, rule, tracks, release.scale)
        if status == "not_established":
            continue
        item = release.vocabulary.conclusion(rule.conclusion)
        start = _start(rule.due, instance)
        yield Duty(
            key=item.key,
            name=item.name.get(language),
            text=(item.detail or item.name).get(language),
            status=status,
            rule=rule.id,
            cites=cited(rule.cites, explained, language),
            due=last_day_to_act(start, rule.due.length).isoformat() if rule.due and start else None,
            extended_due=last_day_to_act(start, rule.due.at_most).isoformat()
            if rule.due and rule.due.at_most and start
            else None,
            clock=running_clock(rule.due, start, release.vocabulary, language) if rule.due else None,
            measures=measures,
            contingent_on=explained.contingent_on(instance, rule) if of_rule == "contingent" else (),
        )


def _start(due: Due | None, instance: Instance) -> PartialDate | None:
    value = instance.facts.get(due.after) if due else None
    return value if isinstance(value, PartialDate) else None


def _concerned(
    status: Status, rule: Rule, tracks: Mapping[str, TrackVerdict], scale: Scale
) -> tuple[Status, tuple[str, ...]]:
    """A rule's standing in the light of the measures that its duty is about, and which of them those are."""
    if not rule.concerns or status == "not_established":
        return status, ()
    within, possible = [], []
    for item in rule.concerns:
        track, ends = scale.track(item.track), tracks[item.track]
        for number in range(item.low, item.high + 1):
            key = track.steps[number - 1].key
            within += [key] if ends.low <= number <= ends.high else []
            possible += [key] if ends.lowest <= number <= ends.highest else []
    if status == "established" and within:
        return "established", tuple(within)
    return ("contingent", tuple(possible)) if possible else ("not_established", ())
