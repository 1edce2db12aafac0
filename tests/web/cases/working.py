"""People who work with cases on the pages: what a test does not look at is done quickly."""

from __future__ import annotations

from typing import Any

import httpx

from tests.api.records.people import Person
from tests.web.site import MARKUP, Site, Visitor
from zhunsheng.records.access.roles import Role

#: An override that can be given on every subject of the site's example: nobody is held accountable, or is talked to.
OVERRIDDEN: dict[str, Any] = {
    "choice": "overridden",
    "measures": ["reminder_talk"],
    "grounds": ["proportionality"],
    "text": MARKUP,
}
ADOPTED: dict[str, Any] = {"choice": "adopted"}


def subjects(site: Site) -> list[str]:
    """The ids of the subjects of the example."""
    return [subject["id"] for subject in site.example["subjects"]]


def newcomer(site: Site, login: str, *roles: Role) -> Visitor:
    """Somebody else who works here."""
    return Visitor(site.service, site.service.person(login, *roles))


def opened(by: Person) -> str:
    """A case that was opened just now."""
    return str(done(by.post("/v1/cases", {}))["id"])


def evaluated(site: Site, by: Person) -> str:
    """A case of which the example was evaluated."""
    case_id = opened(by)
    done(by.post(f"/v1/cases/{case_id}/evaluations", dict(site.example)))
    return case_id


def under_review(site: Site, by: Person) -> str:
    """A case in which every suggestion was adopted."""
    case_id = evaluated(site, by)
    for number, subject in enumerate(subjects(site), 4):
        said = {"evaluation": 3, "subject": subject, "opinion": {"choice": "adopted"}}
        done(by.move(case_id, "opinion.given", number, "handler", **said))
    return case_id


def closed(site: Site, by: Person) -> str:
    """A case that was decided as it was suggested."""
    case_id = under_review(site, by)
    number = 4 + len(subjects(site))
    approved = done(site.people["reviewer"].move(case_id, "review.approved", number, "reviewer"))
    assert approved["state"] == "approved"
    done(by.move(case_id, "case.closed", number + 1, "handler"))
    return case_id


def done(answer: httpx.Response) -> dict[str, Any]:
    """What was answered, which is that it was done."""
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def move(visitor: Visitor, case_id: str, slug: str, query: str = "", **typed: Any) -> httpx.Response:
    """Opens the page of a move, fills it in, and sends it."""
    return visitor.fill(f"/cases/{case_id}/moves/{slug}{query}", typed)


def went_well(answer: httpx.Response, to: str | None = None) -> None:
    """Asserts that a form was carried out, and led on."""
    assert answer.status_code == 303, answer.text
    assert to is None or answer.headers["location"].startswith(to), answer.headers["location"]


def stands(visitor: Visitor, case_id: str) -> dict[str, Any]:
    """A case as the twin of its page has it."""
    answer = visitor.get(f"/cases/{case_id}.json")
    assert answer.status_code == 200, answer.text
    case: dict[str, Any] = answer.json()["case"]
    return case
