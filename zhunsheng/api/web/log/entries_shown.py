"""Entries of the log as pages show them: a list, and one with its proof. People are named beside the ids that the log has."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict

from zhunsheng.api.web.form_data import Filled
from zhunsheng.api.web.log.fact_words import about_name
from zhunsheng.api.web.log.kind_words import GROUPS, kind_name
from zhunsheng.api.web.log.proof_shown import ProofShown, proof_shown
from zhunsheng.api.web.log.told_facts import Fact, Teller
from zhunsheng.api.web.people import People
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.release import Release
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.log.refusals import LogRefused
from zhunsheng.records.log_lists import EntriesPage, WantedEntries
from zhunsheng.records.proving import Proved
from zhunsheng.records.storage.entry_rows import Numbered


class _Shown(BaseModel):
    model_config = ConfigDict(frozen=True)


class About(_Shown):
    """What an entry is about, besides a case.

    Attributes:
        called: What people call it; "" where that is not known, or nothing but the id.
    """

    key: str
    name: str
    id: str
    called: str


class EntryLine(_Shown):
    """An entry in a list.

    Attributes:
        broken: Why its bytes are no entry any more; "" where they are one, and of a broken one nothing else is known.
        actor: The id of the account; null: the system itself.
        actor_name: What it is called; "" where that is not known.
    """

    number: int
    broken: str
    at: datetime | None
    kind: str
    name: str
    actor: str | None
    actor_name: str
    case: str | None
    about: tuple[About, ...]


class KindChoice(_Shown):
    """A kind to narrow the list to."""

    key: str
    name: str


class KindsShown(_Shown):
    """Kinds that are about one thing."""

    name: str
    kinds: tuple[KindChoice, ...]


class EntriesShown(_Shown):
    """A page of the log.

    Attributes:
        kind, actor, case: To what it is narrowed, by code and ids; "" to nothing.
        filled: The form in which that is asked, with whoever is meant by name.
        people: Whom one can ask for: what is written for each, and what is said beside it.
        older, newer: Queries of the pages beside this one; "" where there is none.
    """

    size: int
    entries: tuple[EntryLine, ...]
    kinds: tuple[KindsShown, ...]
    kind: str
    actor: str
    case: str
    filled: Filled
    people: tuple[tuple[str, str], ...]
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
    page: EntriesPage,
    wanted: WantedEntries,
    people: People,
    language: Language,
    *,
    export: bool,
    with_contents: bool,
) -> EntriesShown:
    """A page of the log. Where it is not known who is meant nothing is listed, and the form says so.

    Args:
        export, with_contents: Whether whoever looks may export the log, and with contents.
    """
    asked = {"kind": wanted.kind or "", "actor": wanted.actor or "", "case": wanted.case or ""}
    numbers = [one.number for one in page.entries]
    problem = people.problem(asked["actor"], "actor", language)
    filled = Filled.fresh(**{**asked, "actor": people.written(asked["actor"])})
    return EntriesShown(
        size=page.size,
        entries=tuple(entry_line(one, people, language) for one in page.entries),
        kinds=tuple(
            KindsShown(
                name=group.title.get(language),
                kinds=tuple(
                    KindChoice(key=key, name=name.get(language)) for key, name in group.kinds.items()
                ),
            )
            for group in GROUPS
        ),
        kind=asked["kind"],
        actor=asked["actor"],
        case=asked["case"],
        filled=filled.model_copy(update={"problems": (problem,)}) if problem else filled,
        people=people.choices,
        older=_query(asked, before=numbers[-1] if numbers else page.size) if page.older else "",
        newer=_query(asked, after=numbers[0] if numbers else -1) if page.newer else "",
        may_export=export,
        may_export_contents=with_contents,
    )


def entry_shown(
    proved: Proved, ledger: Ledger, size: int, people: People, release: Release, language: Language
) -> EntryShown:
    """An entry with its proof.

    Args:
        size: How many entries there are.
        release: By which codes are told.
    """
    found = proved.entry
    try:
        facts: Mapping[str, Any] = found.entry.facts
        contents: Mapping[str, str] = found.entry.contents
    except LogRefused:
        facts, contents = {}, {}
    line, teller = entry_line(found, people, language), Teller(release, language, people.told)
    return EntryShown(
        line=line,
        body=found.data.decode(errors="replace"),
        facts=tuple(teller.fact(line.kind, name, value) for name, value in facts.items()),
        contents=tuple(contents.items()),
        proof=proof_shown(proved, ledger, language),
        size=size,
    )


def entry_line(found: Numbered, people: People, language: Language) -> EntryLine:
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
            actor_name="",
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
        actor_name=people.called(entry.actor or ""),
        case=entry.subjects.get("case"),
        about=tuple(
            About(
                key=name,
                name=about_name(name, language),
                id=id,
                called=people.called(id) if name == "account" else "",
            )
            for name, id in entry.subjects.items()
            if name != "case"
        ),
    )


def _query(asked: Mapping[str, str], **place: int) -> str:
    return "?" + urlencode({**{name: value for name, value in asked.items() if value}, **place})
