"""A service with people and cases in it, to look at pages of."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import httpx

from tests.api.records.people import Person, Service, service_over
from tests.web.judged import with_uses
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.records.access.roles import Role
from zhunsheng.records.storage.database import Database, open_database
from zhunsheng.records.storage.migrating import migrate

#: Text of somebody who tries whether what he writes is shown as text.
MARKUP = "<script>alert(1)</script><b>粗</b>&amp;\"'"


@dataclass(frozen=True)
class Visitor:
    """Somebody with a browser; None in `person` is signed in as nobody."""

    service: Service
    person: Person | None
    language: str = "zh"

    def get(self, path: str, **headers: str) -> httpx.Response:
        return self.service.client.get(path, headers={**self._headers(), **headers})

    def post(self, path: str, sent: Mapping[str, Any], **headers: str) -> httpx.Response:
        """Sends a form as it stands on a page (its hidden fields come from `sent`, or are added)."""
        token = {"csrf_token": self.person.csrf} if self.person else {}
        return self.service.client.post(path, data={**token, **sent}, headers={**self._headers(), **headers})

    def send_file(self, path: str, sent: Mapping[str, Any], name: str, raw: bytes) -> httpx.Response:
        """Sends a form that a file was chosen in, in its field ``file``."""
        token = {"csrf_token": self.person.csrf} if self.person else {}
        files = {"file": (name, raw)}
        return self.service.client.post(path, data={**token, **sent}, files=files, headers=self._headers())

    def fill(self, path: str, typed: Mapping[str, Any], action: str | None = None) -> httpx.Response:
        """Opens a page, types into the form that goes to `action` (by default to the page itself), and sends it."""
        page = self.get(path)
        assert page.status_code == 200, page.text
        form = next(form for form in forms(page.text) if form.action == (action or path.partition("?")[0]))
        return self.post(form.action, {**form.values, **typed})

    def _headers(self) -> dict[str, str]:
        cookies = dict(self.person.cookies) if self.person else {}
        cookies["zhunsheng-language"] = self.language
        return {
            "cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            "accept": "text/html",
            "sec-fetch-site": "same-origin",
        }


@dataclass(frozen=True)
class Site:
    """A service, and one person of each role.

    Attributes:
        cases: The ids of the cases that there are, by where they stand.
        example: The document that they were evaluated on.
    """

    service: Service
    people: Mapping[str, Person]
    cases: Mapping[str, str]
    example: Mapping[str, Any]

    def as_(self, role: str | None, language: str = "zh") -> Visitor:
        """A browser of whoever has a role; None is somebody who is not signed in."""
        return Visitor(self.service, None if role is None else self.people[role], language)


@dataclass(frozen=True)
class Original:
    """A site that was made once and is at rest: each of the others is a copy of it, since making one takes seconds.

    Attributes:
        folder: Where its database and its witness are.
        people, cases: As in `Site`; the people are signed in, in every copy.
    """

    folder: Path
    people: Mapping[str, Person]
    cases: Mapping[str, str]
    example: Mapping[str, Any]


def original_in(folder: Path, evaluator: Evaluator, example: dict[str, Any]) -> Original:
    """Makes the site that others are copied from."""
    database = open_database(f"sqlite:///{folder / 'records.db'}")
    migrate(database)
    made = site_over(database, evaluator, folder, example)
    database.close()
    return Original(folder, made.people, made.cases, example)


@contextmanager
def copy_of(
    original: Original, evaluator: Evaluator, folder: Path, origin: str = "http://service.test"
) -> Iterator[Site]:
    """The same site again, in another folder."""
    for file in original.folder.iterdir():
        shutil.copy(file, folder)
    database = open_database(f"sqlite:///{folder / 'records.db'}")
    service = service_over(database, evaluator, folder, origin)
    with_uses(service.app)
    people = {role: replace(person, client=service.client) for role, person in original.people.items()}
    yield Site(service, people, original.cases, original.example)
    database.close()


def site_over(
    database: Database,
    evaluator: Evaluator,
    folder: Path,
    example: dict[str, Any],
    origin: str = "http://service.test",
) -> Site:
    """A site with a person of each role and cases that are opened, evaluated, under review, and closed."""
    service = service_over(database, evaluator, folder, origin)
    people = {role.value: service.person(role.value, role) for role in Role}
    return Site(service, people, _cases(people, example), example)


def _cases(people: Mapping[str, Person], example: dict[str, Any]) -> dict[str, str]:
    handler, reviewer, senior = (people[name] for name in ("handler", "reviewer", "senior_reviewer"))
    found = {name: _opened(handler) for name in ("opened", "evaluated", "review", "closed")}
    for name in ("evaluated", "review", "closed"):
        _done(handler.post(f"/v1/cases/{found[name]}/evaluations", example))
    subjects = [subject["id"] for subject in example["subjects"]]
    for name in ("review", "closed"):
        for number, subject in enumerate(subjects, 4):
            said = {"evaluation": 3, "subject": subject, "opinion": {"choice": "adopted"}}
            _done(
                handler.move(
                    found[name], "opinion.given", number, "handler", **said, content={"text": MARKUP}
                )
            )
    number = 4 + len(subjects)
    approved = _done(reviewer.move(found["closed"], "review.approved", number, "reviewer"))
    if approved["state"] == "second_review":
        number += 1
        _done(senior.move(found["closed"], "review.approved", number, "senior_reviewer"))
    _done(handler.move(found["closed"], "case.closed", number + 1, "handler"))
    return found


def _opened(handler: Person) -> str:
    return str(_done(handler.post("/v1/cases", {"content": {"text": MARKUP}}))["id"])


def _done(answer: httpx.Response) -> dict[str, Any]:
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


@dataclass
class SentForm:
    """A form on a page, with what its fields hold."""

    action: str
    values: dict[str, Any] = field(default_factory=dict)


def forms(page: str) -> list[SentForm]:
    """The forms of a page."""
    reader = _Forms()
    reader.feed(page)
    return reader.found


def text_of(page: str) -> str:
    """What a page says, in one line."""
    without = re.sub(r"(?s)<(script|style|svg)\b.*?</\1>|<[^>]+>", " ", page)
    return " ".join(without.split())


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[SentForm] = []
        self._select = ""
        self._textarea = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append(SentForm(given.get("action", "")))
        elif tag == "select":
            self._select = given.get("name", "")
        elif tag == "textarea":
            self._textarea = given.get("name", "")
            self._put(self._textarea, "")
        elif tag == "option" and self._select and "selected" in given:
            self._put(self._select, given.get("value", ""))
        elif tag == "input" and given.get("name"):
            chosen = given.get("type") not in ("radio", "checkbox") or "checked" in given
            if chosen and given.get("type") != "file":
                self._put(given["name"], given.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self.found[-1].values[self._textarea] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._textarea = ""
        elif tag == "select":
            self._select = ""

    def _put(self, name: str, value: str) -> None:
        values = self.found[-1].values
        if name in values and not isinstance(values[name], str):
            values[name].append(value)
        elif name in values:
            values[name] = [values[name], value]
        else:
            values[name] = value
