"""The particulars of an event in words, as histories show them: what stays in the log, never what was written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import assert_never

from zhunsheng.api.web.cases.case_at_hand import CaseAtHand
from zhunsheng.api.web.cases.case_facts import fact_name
from zhunsheng.api.web.cases.particular_words import codes_of, words_of
from zhunsheng.api.web.cases.shown import Said
from zhunsheng.api.web.listed_names import listed
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.vocabulary.facts import Text
from zhunsheng.records.workflow import events
from zhunsheng.records.workflow.appeal_results import Changed
from zhunsheng.records.workflow.events import Event, Kind
from zhunsheng.records.workflow.ground_words import (
    APPEAL_OUTCOMES,
    CHOICES,
    OVERRIDE_GROUNDS,
    CodeWords,
)
from zhunsheng.records.workflow.opinions import FactDisputed, OpenNorm, Overridden, Reason, RuleWrong

_OPINION = Text("意见", "Opinion")
_OUTCOME = Text("处理", "Outcome")
_REASONS = Text("理由", "Reasons")
_DUTIES = Text("程序要求", "Duties")


def said_of(event: Event, hand: CaseAtHand) -> tuple[Said, ...]:
    """The particulars of an event."""
    return tuple(_said(event, hand))


def said_of_opinion(opinion: Overridden, hand: CaseAtHand) -> tuple[Said, ...]:
    """What an opinion puts in the place of the suggestion, and why."""
    return tuple(_of_override(opinion, hand))


def _said(event: Event, hand: CaseAtHand) -> Iterator[Said]:
    match event:
        case events.HandedOver(to=to) | events.Reassigned(to=to):
            yield _labelled(event.kind, "to", hand, hand.person(to).name)
        case events.RecusalDeclared(ground=ground):
            yield _coded(event.kind, "ground", hand, (ground,))
        case events.RecusalOrdered(person=person, ground=ground):
            yield _labelled(event.kind, "person", hand, hand.person(person).name)
            yield _coded(event.kind, "ground", hand, (ground,))
        case events.EvaluationRecorded(subjects=subjects):
            for one in subjects:
                yield Said(label=one.subject, value=_outcome(hand, one.form, one.measures))
        case events.OpinionGiven(subject=subject, opinion=opinion):
            yield _labelled(event.kind, "subject", hand, subject)
            yield Said(
                label=_OPINION.get(hand.language), value=_names((opinion.choice,), CHOICES, hand.language)
            )
            if isinstance(opinion, Overridden):
                yield from _of_override(opinion, hand)
        case events.OpinionWithdrawn(subject=subject):
            yield _labelled(event.kind, "subject", hand, subject)
        case events.DiscontinuanceProposed(ground=ground):
            yield _coded(event.kind, "ground", hand, (ground,))
        case events.ReviewReturned(grounds=grounds):
            yield _coded(event.kind, "grounds", hand, grounds)
        case events.AppealFiled(subject=subject, received=received):
            yield _labelled(event.kind, "subject", hand, subject)
            yield _labelled(event.kind, "received", hand, received.isoformat())
        case events.AppealDecided(appeal=appeal, result=result):
            yield _labelled(event.kind, "appeal", hand, f"#{appeal}")
            named = _names((result.outcome,), APPEAL_OUTCOMES, hand.language)
            yield _labelled(event.kind, "outcome", hand, named)
            if isinstance(result, Changed):
                yield Said(
                    label=_OUTCOME.get(hand.language), value=_outcome(hand, result.form, result.measures)
                )
        case events.ClericalCorrected(part=part):
            yield _coded(event.kind, "part", hand, (part,))
        case events.CorrectionReopened(fact=fact):
            yield _labelled(event.kind, "fact", hand, fact_name(hand, fact))
        case events.DutyDone(duty=duty, subject=subject, on=on):
            name = hand.conclusion(duty)
            yield _labelled(event.kind, "duty", hand, f"{subject} · {name}" if subject else name)
            yield _labelled(event.kind, "on", hand, on.isoformat())
        case events.TermsComputed(duties=duties):
            yield Said(label=_DUTIES.get(hand.language), value=str(len(duties)))
        case (
            events.CaseOpened()
            | events.FactsRecorded()
            | events.DiscontinuanceWithdrawn()
            | events.ReviewApproved()
            | events.CaseClosed()
            | events.ClosedWithoutAccountability()
        ):
            return
        case _:  # pragma: no cover - mypy proves that no event is left
            assert_never(event)


def _of_override(opinion: Overridden, hand: CaseAtHand) -> Iterator[Said]:
    yield Said(label=_OUTCOME.get(hand.language), value=_outcome(hand, opinion.form, opinion.measures))
    between = "；" if hand.language == "zh" else "; "
    reasons = between.join(_reason(reason, hand) for reason in opinion.reasons)
    yield Said(label=_REASONS.get(hand.language), value=reasons)


def _reason(reason: Reason, hand: CaseAtHand) -> str:
    name = OVERRIDE_GROUNDS[reason.ground].name.get(hand.language)
    match reason:
        case FactDisputed(fact=fact) | OpenNorm(fact=fact):
            return (
                f"{name}（{fact_name(hand, fact)}）"
                if hand.language == "zh"
                else f"{name} ({fact_name(hand, fact)})"
            )
        case RuleWrong(rules=rules):
            return (
                f"{name}（{'、'.join(rules)}）" if hand.language == "zh" else f"{name} ({', '.join(rules)})"
            )
        case _:
            return name


def _outcome(hand: CaseAtHand, form: int, measures: Iterable[str]) -> str:
    shown = hand.outcome(form, measures)
    return listed((shown.form_name, *shown.measures), hand.language)


def _labelled(kind: Kind, field: str, hand: CaseAtHand, value: str) -> Said:
    return Said(label=words_of(kind, field).label.get(hand.language), value=value)


def _coded(kind: Kind, field: str, hand: CaseAtHand, codes: Iterable[str]) -> Said:
    return _labelled(kind, field, hand, _names(codes, codes_of(kind, field), hand.language))


def _names(codes: Iterable[str], words: Mapping[str, CodeWords], language: Language) -> str:
    return listed((words[code].name.get(language) for code in codes), language)
