"""What the log keeps of a suggestion: codes and numbers, without which nobody could tell later what was overridden.

The suggestion itself is content. Kept for ever are, for each subject, the recommended form and measures and the *deciding rules*:
the established rules that a ladder of measures rests on directly, or that moved its range. Rules which those read in their turn
(a finding, a responsibility) stand behind them; to count these as well would make every rule a deciding one.

Duties are kept where they are established. A contingent one hangs on an unknown fact and binds nobody yet.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from zhunsheng.engine.problems import pointer
from zhunsheng.engine.suggestion import Duty, Suggestion, TraceRule, TraceTrack
from zhunsheng.records.workflow.identifiers import FormNumber, Key, Part, RuleId, SubjectId


class Suggested(Part):
    """What was suggested for one subject, and by which rules.

    Attributes:
        form: The form that was recommended.
        at_least, at_most: Between which forms the law left the choice; null in entries from before these were kept.
        findings: The categories of the notices that were established; none in those entries.
    """

    subject: SubjectId
    form: FormNumber
    at_least: FormNumber | None = None
    at_most: FormNumber | None = None
    measures: tuple[Key, ...] = ()
    deciding: tuple[RuleId, ...] = ()
    findings: tuple[Key, ...] = ()


class DutyArisen(Part):
    """A procedural duty that is established. ``subject`` is null where it is one of the whole case.

    Attributes:
        due: Last day to do it; null where no clock runs yet.
        extended_due: The same with the longest extension the law allows.
    """

    duty: Key
    subject: SubjectId | None = None
    rule: RuleId
    due: date | None = None
    extended_due: date | None = None


def suggested_in(suggestion: Suggestion) -> tuple[Suggested, ...]:
    """The suggestion for each subject, as the log keeps it."""
    return tuple(
        Suggested(
            subject=subject.subject_id,
            form=subject.form.recommended,
            at_least=subject.form.at_least,
            at_most=subject.form.at_most,
            measures=tuple(measure.key for measure in subject.measures if measure.recommended),
            deciding=tuple(dict.fromkeys(_deciding(suggestion, pointer("subjects", place)))),
            findings=tuple(
                dict.fromkeys(
                    finding.category for finding in subject.findings if finding.status == "established"
                )
            ),
        )
        for place, subject in enumerate(suggestion.subjects)
    )


def duties_in(suggestion: Suggestion) -> tuple[DutyArisen, ...]:
    """The established duties of the whole case, then those of each subject."""
    return (
        *(_arisen(duty, None) for duty in suggestion.procedure if duty.status == "established"),
        *(
            _arisen(duty, subject.subject_id)
            for subject in suggestion.subjects
            for duty in subject.procedure
            if duty.status == "established"
        ),
    )


def _arisen(duty: Duty, subject: str | None) -> DutyArisen:
    return DutyArisen(
        duty=duty.key,
        subject=subject,
        rule=duty.rule,
        due=date.fromisoformat(duty.due) if duty.due else None,
        extended_due=date.fromisoformat(duty.extended_due) if duty.extended_due else None,
    )


def _deciding(suggestion: Suggestion, instance: str) -> Iterator[str]:
    """The established rules that the ladders of an instance rest on or were moved by, in the order of the trace."""
    nodes = suggestion.trace.nodes
    rules = {node.id: node for node in nodes if isinstance(node, TraceRule)}
    for track in nodes:
        if not isinstance(track, TraceTrack) or track.instance != instance:
            continue
        behind = (*track.rests_on, *(name for stage in track.stages for name in stage.because))
        yield from (rules[name].rule for name in behind if name in rules and rules[name].established)
