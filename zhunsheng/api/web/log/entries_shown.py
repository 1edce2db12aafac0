"""Entries of the log as pages show them: a list, and one with its proof."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict

from zhunsheng.api.web.log.fact_words import about_name, fact_name, said_of_fact
from zhunsheng.api.web.log.kind_words import KINDS, kind_name
from zhunsheng.api.web.log.proof_shown import ProofShown, proof_shown
from zhunsheng.engine.evaluation import Language
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.log.refusals import LogRefused
from zhunsheng.records.log_lists import EntriesPage, WantedEntries
from zhunsheng.records.proving import Proved
from zhunsheng.records.storage.entry_rows import Numbered


class _Shown(BaseModel):
    model_config = ConfigDict(frozen=True)


class About(_Shown):
    """What an entry is about, besides a case."""

    key: str
    name: str
    id: str


class Fact(_Shown):
    """What else an entry says.

    Attributes:
        name: What it is called; "" where nobody has said so.
        value: As JSON.
        said: The codes in it, in words; "" where it has none.
    """

    key: str
    name: str
    value: str
    said: str


class EntryLine(_Shown):
    """An entry in a list.

    Attributes:
        broken: Why its bytes are no entry any more; "" where they are one, and of a broken one nothing else is known.
        actor: The id of the account; null: the system itself.
    """

    number: int
    broken: str
    at: datetime | None
    kind: str
    name: str
    actor: str | None
    case: str | None
    about: tuple[About, ...]


class KindChoice(_Shown):
    """A kind to narrow the list to."""

    key: str
    name: str


class EntriesShown(_Shown):
    """A page of the log.

    Attributes:
        older, newer: Queries of the pages beside this one; "" where there is none.
    """

    size: int
    entries: tuple[EntryLine, ...]
    kinds: tuple[KindChoice, ...]
    kind: str
    actor: str
    case: str
    older: str
    newer: str
    may_export: bool
    may_export_contents: bool


class EntryShown(_Shown):
    """An entry with its proof.

    Attributes:
        body: Its bytes as text, which are what was hashed.
        contents: Names and digests of what was written down beside it.
    """

    line: EntryLine
    body: str
    facts: tuple[Fact, ...]
    contents: tuple[tuple[str, str], ...]
    proof: ProofShown
    size: int


def entries_shown(
    page: EntriesPage, wanted: WantedEntries, language: Language, *, export: bool, with_contents: bool
) -> EntriesShown:
    """A page of the log.

    Args:
        export, with_contents: Whether whoever looks may export the log, and with contents.
    """
    asked = {"kind": wanted.kind or "", "actor": wanted.actor or "", "case": wanted.case or ""}
    numbers = [one.number for one in page.entries]
    kinds = sorted((kind_name(kind, language), kind) for kind in KINDS)
    return EntriesShown(
        size=page.size,
        entries=tuple(entry_line(one, language) for one in page.entries),
        kinds=tuple(KindChoice(key=kind, name=name) for name, kind in kinds),
        kind=asked["kind"],
        actor=asked["actor"],
        case=asked["case"],
        older=_query(asked, before=numbers[-1] if numbers else page.size) if page.older else "",
        newer=_query(asked, after=numbers[0] if numbers else -1) if page.newer else "",
        may_export=export,
        may_export_contents=with_contents,
    )


def entry_shown(proved: Proved, ledger: Ledger, size: int, language: Language) -> EntryShown:
    """An entry with its proof.

    Args:
        size: How many entries there are.
    """
    found = proved.entry
    try:
        facts: Mapping[str, Any] = found.entry.facts
        contents: Mapping[str, str] = found.entry.contents
    except LogRefused:
        facts, contents = {}, {}
    line = entry_line(found, language)
    return EntryShown(
        line=line,
        body=found.data.decode(errors="replace"),
        facts=tuple(_fact(line.kind, name, value, language) for name, value in facts.items()),
        contents=tuple(contents.items()),
        proof=proof_shown(proved, ledger, language),
        size=size,
    )


def entry_line(found: Numbered, language: Language) -> EntryLine:
    """An entry in a list."""
    try:
        entry = found.entry
    except LogRefused as error:
        return EntryLine(
            number=found.number,
            broken=error.problem.say(language)[0],
            at=None,
            kind="",
            name="",
            actor=None,
            case=None,
            about=(),
        )
    return EntryLine(
        number=found.number,
        broken="",
        at=entry.time,
        kind=entry.kind,
        name=kind_name(entry.kind, language),
        actor=entry.actor,
        case=entry.subjects.get("case"),
        about=tuple(
            About(key=name, name=about_name(name, language), id=id)
            for name, id in entry.subjects.items()
            if name != "case"
        ),
    )


def _fact(kind: str, name: str, value: Any, language: Language) -> Fact:
    return Fact(
        key=name,
        name=fact_name(kind, name, language),
        value=json.dumps(value, ensure_ascii=False),
        said=said_of_fact(kind, name, value, language),
    )


def _query(asked: Mapping[str, str], **place: int) -> str:
    return "?" + urlencode({**{name: value for name, value in asked.items() if value}, **place})
