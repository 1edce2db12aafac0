"""What a handler had put in the place of a suggestion before a reviewer gave the case back: it stands in the form again.

What a return asks for is mostly a word more, and nobody should type the rest anew. An opinion that adopted the suggestion is
asked for afresh, since there is nothing to type; and so is one on an evaluation that is no longer the newest, since that made
another suggestion.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeAlias

from zhunsheng.api.records import Records
from zhunsheng.api.web.cases.case_at_hand import CaseAtHand
from zhunsheng.api.web.cases.returned import returned_shown
from zhunsheng.api.web.cases.sent_moves import TEXT
from zhunsheng.records.case_contents import read_events
from zhunsheng.records.refusals import ContentErased
from zhunsheng.records.workflow.contents import FreeText
from zhunsheng.records.workflow.evaluated import Suggested
from zhunsheng.records.workflow.events import OpinionGiven
from zhunsheng.records.workflow.opinions import FactDisputed, OpenNorm, Overridden, RuleWrong

#: What stands in the fields of a form, by their names.
Fields: TypeAlias = Mapping[str, tuple[str, ...]]

_NOTHING: Final[Fields] = {}


def former_opinion(records: Records, hand: CaseAtHand, subject: str) -> Fields:
    """The fields of the form as they were filled in before the return; nothing where there was none, or no override.

    Raises:
        NotFound, NotAllowed, StorageUnavailable, LogRefused: as with every read of a case.
    """
    returned, evaluation = returned_shown(hand), hand.read.state.evaluation
    void = {step.number for step in returned.void} if returned else set[int]()
    for event in reversed(hand.read.history):
        if event.number in void and isinstance(event, OpinionGiven) and event.subject == subject:
            suggested = evaluation.suggested(subject) if evaluation else None
            same = evaluation is not None and event.evaluation == evaluation.number
            if suggested is None or not same or not isinstance(event.opinion, Overridden):
                return _NOTHING
            fields = _fields_of(event.opinion, suggested)
            return {**fields, TEXT: _words(records, hand, event.number)}
    return _NOTHING


def _fields_of(opinion: Overridden, suggested: Suggested) -> Fields:
    """The fields that `opinion_form` reads this opinion out of. Rules that did not decide are typed there, the others ticked."""
    wrong = [rule for reason in opinion.reasons if isinstance(reason, RuleWrong) for rule in reason.rules]
    typed = [rule for rule in wrong if rule not in suggested.deciding]
    return {
        "choice": (opinion.choice,),
        "measures": opinion.measures,
        "grounds": tuple(dict.fromkeys(reason.ground for reason in opinion.reasons)),
        "disputed": tuple(reason.fact for reason in opinion.reasons if isinstance(reason, FactDisputed)),
        "norms": tuple(reason.fact for reason in opinion.reasons if isinstance(reason, OpenNorm)),
        "rules": tuple(rule for rule in wrong if rule in suggested.deciding),
        "other_rules": (", ".join(typed),) if typed else (),
    }


def _words(records: Records, hand: CaseAtHand, number: int) -> tuple[str, ...]:
    """The reasons in words, unless they were erased."""
    try:
        (event,) = read_events(records.ledger, hand.account, hand.id, (number,))
    except ContentErased:
        return ()
    return (event.content.text,) if isinstance(event.content, FreeText) else ()
