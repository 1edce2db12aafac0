"""What came of a replay, in words: the same, or the first place and the first node that differ."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from zhunsheng.api.web.form_data import Filled
from zhunsheng.api.web.trace.addresses import node_href
from zhunsheng.engine.impact.difference import Side, Step
from zhunsheng.records.replaying import Engine, Parting, Replayed

#: Each engine in the order in which they are offered.
ENGINES: tuple[Engine, ...] = ("recorded", "bits", "rete")


class StepDown(BaseModel):
    """A step on the way from the outcome down to where the derivations part.

    Attributes:
        href: The page of the node; "" where it has none.
        before: As it was recorded; "" where there was no such thing.
        after: As it is now.
    """

    model_config = ConfigDict(frozen=True)
    kind: str
    node: str
    href: str
    before: str
    after: str


class ReplayShown(BaseModel):
    """What came of a replay.

    Attributes:
        pointer: The first place in the answer that differs (RFC 6901); "" where none does.
        recorded: What was there, as JSON; null where there was nothing.
        replayed: What is there now.
        path: From the outcome down to the first node that differs.
        failure: Why there is nothing to compare; "" where there is.
    """

    model_config = ConfigDict(frozen=True)
    id: str
    up: str
    engine: Engine
    identical: bool
    pointer: str
    recorded: str | None
    replayed: str | None
    path: tuple[StepDown, ...]
    failure: str
    filled: Filled


def replay_shown(found: Replayed, up: str, filled: Filled) -> ReplayShown:
    """What came of a replay.

    Args:
        up: The address of the record.
        filled: The form that asks for another one.
    """
    parting = found.parting
    return ReplayShown(
        id=found.id,
        up=up,
        engine=found.engine,
        identical=found.identical,
        pointer="" if parting is None else parting.pointer,
        recorded=None if parting is None else _short(parting.recorded),
        replayed=None if parting is None else _short(parting.replayed),
        path=() if parting is None else tuple(_path(parting, up)),
        failure=found.failure or "",
        filled=filled,
    )


def _path(parting: Parting, up: str) -> list[StepDown]:
    steps = () if parting.node is None else parting.node.path
    return [
        StepDown(
            kind=step.kind,
            node=step.node,
            href=_href(step, up),
            before=_said(step.before),
            after=_said(step.after),
        )
        for step in steps
    ]


def _href(step: Step, up: str) -> str:
    known = step.before is not None and "#" in step.node
    return node_href(step.node, f"{up}/trace/") if known else ""


def _said(side: Side | None) -> str:
    if side is None:
        return ""
    value = "" if side.established is None else f" [{side.established} / {side.possible}]"
    return f"{side.text}{value}"


def _short(text: str | None, most: int = 2000) -> str | None:
    """Enough of a value to see what it is; a whole subject would be a page of its own."""
    return text if text is None or len(text) <= most else f"{text[:most]}…"
