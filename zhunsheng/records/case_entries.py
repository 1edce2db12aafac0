"""An event of a case as an entry of the log, and back.

The workflow says what of an event may be known for ever (`workflow.erasure`); the log has a form for that, in which the
kind, the time, the person and the case have places of their own. What is left of the event are the entry's facts; its
content, where it has one, goes beside the entry under the name ``content``.
"""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import JsonValue

from zhunsheng.records.log.canonical import canonical_json
from zhunsheng.records.log.contents import Content
from zhunsheng.records.log.entries import Entry, entry
from zhunsheng.records.storage.entry_rows import Written
from zhunsheng.records.workflow.erasure import content_of, entry_of, joined
from zhunsheng.records.workflow.events import Event

#: The log's word for that somebody has seen a case. They are no events of it, and soon there are more of them,
#: so whoever wants events has them left out.
READ = "case.read"
#: The log's word for that somebody had an evaluation replayed, and what came of it. It changes nothing, and is no event either.
REPLAYED = "evaluation.replayed"
#: The name of an event's content in its entry.
CONTENT = "content"
_PLACED = ("kind", "at", "actor", "case")


def entry_and_content(event: Event) -> tuple[Entry, Mapping[str, Written]]:
    """The entry of an event, and what is written down beside it.

    Raises:
        LogRefused: the event does not fit into an entry.
    """
    document = content_of(event)
    written = {} if document is None else {CONTENT: Written(Content.of(canonical_json(document)))}
    facts = {key: value for key, value in entry_of(event).items() if key not in _PLACED}
    made = entry(
        event.kind,
        event.at,
        event.actor,
        subjects={"case": event.case},
        contents={name: of.content.commitment for name, of in written.items()},
        facts=facts,
    )
    return made, written


def event_of(of: Entry, content: bytes | None = None) -> Event:
    """The event of an entry about a case.

    Args:
        content: What was written down beside it, where it is wanted and still there.

    Raises:
        pydantic.ValidationError: it is none of this version.
    """
    placed: dict[str, JsonValue] = {"kind": of.kind, "at": of.at, "actor": of.actor}
    return joined({**of.facts, **placed, "case": of.subjects["case"]}, content)
