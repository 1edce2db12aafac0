"""An event in two parts: the entry, which stays in the log for ever, and the content, which may be erased.

The entry is the event without ``content``. A state is folded from entries alone (a property test holds that), so that erasing
every content there is leaves each case where it stood.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from pydantic import JsonValue

from zhunsheng.records.workflow.events import EVENT, Event


def entry_of(event: Event) -> dict[str, JsonValue]:
    """What of an event stays for ever, as JSON: ids, digests, codes, numbers and days."""
    made: dict[str, JsonValue] = event.model_dump(mode="json", exclude={"content"})
    return made


def content_of(event: Event) -> dict[str, JsonValue] | None:
    """What of an event may be erased, as JSON; None where there is nothing, or nothing any more."""
    if event.content is None:
        return None
    # Contents have fields of JSON alone, which must not be copied: an answer with its derivation is large.
    return dict(event.content)


def joined(entry: Mapping[str, JsonValue], content: bytes | None) -> Event:
    """The event of an entry and its content.

    Args:
        content: As JSON. It is read and checked in one go, since an answer with its derivation is large.

    Raises:
        pydantic.ValidationError: They are not those of an event.
    """
    if content is None:
        return EVENT.validate_python({**entry, "content": None})
    return EVENT.validate_json(json.dumps(dict(entry)).encode()[:-1] + b',"content":' + content + b"}")


def erased(event: Event) -> Event:
    """The event as it is when its content is gone."""
    return joined(entry_of(event), None)
