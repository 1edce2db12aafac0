"""The page with the form of a move: what it means, what has to be filled in, and what it is decided on, all beside each other."""

from __future__ import annotations

from collections.abc import Mapping

from zhunsheng.api.records import Records
from zhunsheng.api.web.cases.beside import BesideShown, beside_each_other
from zhunsheng.api.web.cases.case_at_hand import CaseAtHand, case_at_hand, with_texts
from zhunsheng.api.web.cases.case_options import Choosing
from zhunsheng.api.web.cases.case_shown import (
    AT_ONCE,
    DiscontinuanceShown,
    StandsShown,
    discontinuance_shown,
    stands_shown,
)
from zhunsheng.api.web.cases.history_shown import HappenedShown, history_shown
from zhunsheng.api.web.cases.move_pages import GRAVE, MEANING, address_of, move_name, role_name
from zhunsheng.api.web.cases.opinion_form import LABELS, OpinionForm, opinion_form
from zhunsheng.api.web.cases.particulars import needs_words, particulars_of
from zhunsheng.api.web.cases.sent_moves import TEXT
from zhunsheng.api.web.cases.shown import Option, Particular, Shown
from zhunsheng.api.web.form_data import Filled
from zhunsheng.engine.evaluation import Language
from zhunsheng.records.access.accounts import Account
from zhunsheng.records.case_files import MoveRefused
from zhunsheng.records.case_relations import actor_of, operation_for
from zhunsheng.records.casework import refuse_case
from zhunsheng.records.colleagues import handlers
from zhunsheng.records.workflow.events import Kind
from zhunsheng.records.workflow.moves import kind_refusal, roles_for

#: Moves that are decided on what is proposed, so that it stands beside the form.
_ON_WHAT_IS_PROPOSED: frozenset[Kind] = frozenset(
    {
        "review.approved",
        "review.returned",
        "case.closed",
        "case.closed_without_accountability",
        "opinion.withdrawn",
        "discontinuance.withdrawn",
        "appeal.decided",
    }
)


class MoveShown(Shown):
    """The page of a move.

    Attributes:
        number: The place that the move would get: one that the case has reached meanwhile is refused.
        grave: Whether it cannot be taken back.
        roles: In which roles it may be made; where there is one, nobody is asked.
        at_once: So many subjects are shown in full beside each other; more of them have a row each.
        former: Whether what was proposed before the case was given back stands in the form.
        since: What has happened since the form was first shown, where that is why it was refused.
    """

    stands: StandsShown
    kind: Kind
    name: str
    means: str
    grave: bool
    address: str
    number: int
    roles: tuple[Option, ...]
    particulars: tuple[Particular, ...]
    needs_words: bool
    subjects: tuple[BesideShown, ...]
    at_once: int
    discontinuance: DiscontinuanceShown | None
    opinion: OpinionForm | None
    former: bool
    since: tuple[HappenedShown, ...]
    filled: Filled


def desk_for(records: Records, account: Account, case_id: str, kind: Kind, language: Language) -> Choosing:
    """A case with all that the form of a move in it needs.

    Raises:
        NotFound, NotAllowed: as with every read of a case.
    """
    hand = case_at_hand(records, account, case_id, language)
    if kind in _ON_WHAT_IS_PROPOSED:
        hand = with_texts(records, hand)
    return Choosing(hand, handlers(records.ledger, account))


def refuse_kind(hand: CaseAtHand, kind: Kind) -> None:
    """Says why a kind of move cannot be made now, before anybody fills in a form for it.

    Raises:
        NotAllowed: it is not for this account.
        MoveRefused: the case is not where it can be made.
    """
    refused = kind_refusal(hand.read.state, kind, actor_of(hand.account))
    if refused is not None:
        raise MoveRefused(list(refused.problems))
    refuse_case(hand.read.state, hand.account, operation_for(kind, hand.read.state))


def move_shown(
    choosing: Choosing, kind: Kind, filled: Filled, *, seen: int | None = None, former: bool = False
) -> MoveShown:
    """The page of a move.

    Args:
        filled: What is in its fields.
        seen: The place that the move was to get when the form was shown first; None where it is shown first now.
        former: Whether that is what was proposed before the case was given back.
    """
    hand = choosing.hand
    state = hand.read.state
    opinion = opinion_form(hand, filled.text("subject")) if kind == "opinion.given" else None
    particulars = () if kind == "opinion.given" else particulars_of(kind, choosing)
    names = {one.name: () for one in particulars} | {TEXT: ()}
    names |= dict.fromkeys(LABELS, ()) if opinion else {}
    return MoveShown(
        stands=stands_shown(hand),
        kind=kind,
        name=move_name(kind, hand.language),
        means=MEANING[kind].get(hand.language),
        grave=kind in GRAVE,
        address=address_of(hand.id, kind),
        number=state.number + 1,
        roles=tuple(
            Option(value=role, name=role_name(role, hand.language))
            for role in roles_for(state, kind, actor_of(hand.account))
        ),
        particulars=particulars,
        needs_words=needs_words(kind),
        subjects=beside_each_other(hand) if kind in _ON_WHAT_IS_PROPOSED else (),
        at_once=AT_ONCE,
        discontinuance=discontinuance_shown(hand) if kind in _ON_WHAT_IS_PROPOSED else None,
        opinion=opinion,
        former=former,
        since=tuple(one for one in history_shown(hand) if seen is not None and one.number >= seen),
        # A field that nobody touched is a field all the same: what is wrong with it is led to.
        filled=filled.model_copy(update={"values": {**names, **filled.values}}),
    )


def labels_of(shown: MoveShown, language: Language) -> Mapping[str, str]:
    """What the fields of a form are called."""
    common = {name: words.get(language) for name, words in LABELS.items()}
    return {**common, **{one.name: one.label for one in shown.particulars}}
