"""What an entry keeps for ever, and what may be erased."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

import pytest
from pydantic import ValidationError

from tests.records.workflow.making import KINDS, actor, move
from zhunsheng.records.log.canonical import canonical_json
from zhunsheng.records.workflow.erasure import content_of, entry_of, erased, joined
from zhunsheng.records.workflow.events import EVENT, CaseOpened, Event, RecusalDeclared
from zhunsheng.records.workflow.state import UNOPENED

HANDLER = actor("handler_a", "handler")
SCHEMA = EVENT.json_schema()
CONTENTS = {"FreeText", "CaseDocument", "SuggestionDocument"}


def strings(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every place of a schema where a string may stand, those of contents left out."""
    if schema.get("type") == "string":
        yield schema
    if "$ref" in schema and (name := schema["$ref"].rpartition("/")[2]) not in CONTENTS:
        yield from strings(SCHEMA["$defs"][name])
    for key in ("anyOf", "oneOf", "allOf"):
        for part in schema.get(key, ()):
            yield from strings(part)
    for part in schema.get("properties", {}).values():
        yield from strings(part)
    if isinstance(schema.get("items"), dict):
        yield from strings(schema["items"])


def test_an_entry_has_no_room_for_words() -> None:
    found = list(strings(SCHEMA))
    assert len(found) > 100
    for place in found:
        assert place.keys() & {"pattern", "enum", "const", "format"}, place


def test_every_kind_is_an_event() -> None:
    models = get_args(get_args(Event)[0])
    assert tuple(model.model_fields["kind"].default for model in models) == KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_an_event_is_its_entry_and_its_content(kind: Any) -> None:
    made = move(UNOPENED, kind, HANDLER)
    assert "content" not in entry_of(made)
    document = content_of(made)
    assert joined(entry_of(made), None if document is None else canonical_json(document)) == made
    assert content_of(erased(made)) is None
    assert entry_of(erased(made)) == entry_of(made)


@pytest.mark.parametrize("name", ["张某", "two words", "", "a" * 65, "../x"])
def test_ids_are_opaque(name: str) -> None:
    with pytest.raises(ValidationError):
        move(UNOPENED, "case.opened", HANDLER, actor=name)


def test_what_is_not_known_is_refused() -> None:
    with pytest.raises(ValidationError):
        move(UNOPENED, "recusal.declared", HANDLER, ground="tired")
    with pytest.raises(ValidationError):
        move(UNOPENED, "case.opened", HANDLER, note="…")
    with pytest.raises(ValidationError):
        move(UNOPENED, "case.opened", HANDLER, content={"text": " \n"})
    with pytest.raises(ValidationError):
        move(UNOPENED, "case.opened", HANDLER, at="2024-03-01T09:00:00")


def test_an_event_does_not_change() -> None:
    made = move(UNOPENED, "case.opened", HANDLER)
    assert isinstance(made, CaseOpened)
    with pytest.raises(ValidationError):
        made.actor = "handler_b"  # type: ignore[misc]  # the point is that it cannot be done
    assert not isinstance(made, RecusalDeclared)
