"""The bodies by which cases are opened and moved: the workflow's own events, without what the service knows itself.

Which case it is stands in the address, who moves it is who is signed in, and when it is the service tells; what is left of an
event is the body. `number` stays: whoever makes a move says which place he expects it to get, so that nobody decides on what
he has not read. Facts, evaluations and terms are no such bodies: the engine makes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Annotated, Any

from pydantic import Field, TypeAdapter, create_model

from zhunsheng.records.workflow import events
from zhunsheng.records.workflow.contents import FreeText
from zhunsheng.records.workflow.events import EVENT, Event, Kind, Recorded
from zhunsheng.records.workflow.identifiers import Part

#: What the service knows itself.
PLACED = ("case", "at", "actor")

_MOVES: tuple[type[Recorded], ...] = (
    events.HandedOver,
    events.Reassigned,
    events.RecusalDeclared,
    events.RecusalOrdered,
    events.OpinionGiven,
    events.OpinionWithdrawn,
    events.DiscontinuanceProposed,
    events.DiscontinuanceWithdrawn,
    events.ReviewApproved,
    events.ReviewReturned,
    events.CaseClosed,
    events.ClosedWithoutAccountability,
    events.AppealFiled,
    events.AppealDecided,
    events.ClericalCorrected,
    events.CorrectionReopened,
    events.DutyDone,
)


class OpeningBody(Part):
    """A case is opened; what it is about may be said in words."""

    content: FreeText | None = None


def _said(event: type[Recorded]) -> type[Part]:
    """The part of an event that is said by whoever makes the move; its kind has to be."""
    fields: dict[str, Any] = {
        name: (field.annotation, Field(description=field.description) if name == "kind" else field)
        for name, field in event.model_fields.items()
        if name not in PLACED
    }
    made: type[Part] = create_model(f"{event.__name__}Move", __base__=Part, __doc__=event.__doc__, **fields)
    return made


#: The model of the body by the kind of the move.
BODIES: Mapping[Kind, type[Part]] = {event.model_fields["kind"].default: _said(event) for event in _MOVES}

#: Reads the body of a move of any kind.
MOVE: TypeAdapter[Any] = TypeAdapter(
    Annotated[reduce(or_, BODIES.values()), Field(discriminator="kind")]  # type: ignore[arg-type]  # a union made of a tuple
)
OPENING: TypeAdapter[OpeningBody] = TypeAdapter(OpeningBody)


def event_of(said: Part, case_id: str, actor_id: str, at: datetime) -> Event:
    """The event that a body asks for."""
    placed: Mapping[str, Any] = {"case": case_id, "actor": actor_id, "at": at}
    return EVENT.validate_python({**said.model_dump(), **placed})
