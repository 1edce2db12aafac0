"""Every page of the workbench, with an address of it to look at and somebody who may. A page that is not here fails a test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.web.site import Site
from tests.web.statistics.known import with_agreement


@dataclass(frozen=True)
class Looked:
    """A page to look at.

    Attributes:
        path: As it is registered, with its parameters.
        role: Who looks; None is somebody who is not signed in.
        address: The address of one such page, given the site; by default its path.
        reading: Whether it is there to be read, and so must say as much without JavaScript.
    """

    path: str
    role: str | None
    address: Callable[[Site], str] | None = None
    reading: bool = True

    def of(self, site: Site) -> str:
        """The address to open."""
        return self.path if self.address is None else self.address(site)


_EXAMPLE = "/examples/seed_003_urgent_matter"
#: A fact of the example that changes its outcome.
_OTHERWISE = "/subjects/0/conducts/0/intent=deliberate"


def _article(_: Site) -> str:
    return "/rules/sources/disciplinary_regulations_2018/121%E7%AC%AC%E4%B8%80%E6%AC%BE"


def _releases(site: Site) -> str:
    """The release in use beside itself; that two differ is looked at in `web/rules/test_stored_releases.py`."""
    digest = site.service.app.state.evaluator.release.digest.removeprefix("sha256:")[:12]
    return f"/rules/releases/{digest}..{digest}"


def _below(site: Site, page: str) -> str:
    """A page below a recorded evaluation."""
    return f"/cases/{site.cases['evaluated']}/evaluations/3/{page}"


def _record(site: Site, page: str = "") -> str:
    """The record of an evaluation in a case that is closed, or a page below it."""
    return f"/cases/{site.cases['closed']}/evaluations/3{page}"


def _facts(path: str, steps: str = "", *, reading: bool = False) -> Looked:
    """A page of the interview, about a case that was evaluated."""
    whole = f"/cases/{{case_id}}/facts{path}"
    return Looked(
        whole, "handler", lambda site: f"/cases/{site.cases['evaluated']}/facts{steps or path}", reading
    )


EVERY_PAGE: tuple[Looked, ...] = (
    Looked("/", None),
    Looked("/guide", None),
    Looked("/sign-in", None, reading=False),
    Looked("/setup", None, reading=False),
    Looked("/account/password", "handler", reading=False),
    Looked("/examples", None),
    Looked("/examples/{name}", None, lambda _: f"{_EXAMPLE}?subject=procurer"),
    Looked("/examples/{name}/what-if", None, lambda _: f"{_EXAMPLE}/what-if?set={_OTHERWISE}"),
    Looked("/examples/{name}/graph", None, lambda _: f"{_EXAMPLE}/graph"),
    Looked("/cases/{case_id}/evaluations/{number}/what-if", "handler", lambda site: _below(site, "what-if")),
    Looked("/cases/{case_id}/evaluations/{number}/graph", "auditor", lambda site: _below(site, "graph")),
    Looked("/cases/{case_id}/evaluations/{number}", "auditor", _record),
    Looked(
        "/cases/{case_id}/evaluations/{number}/trace",
        "auditor",
        lambda site: _record(site, "/trace"),
    ),
    Looked(
        "/cases/{case_id}/evaluations/{number}/trace/{place}/{node}",
        "auditor",
        lambda site: _record(site, "/trace/s1c1/degree.acted"),
    ),
    Looked(
        "/cases/{case_id}/evaluations/{number}/trace/{place}/{node}/why",
        "auditor",
        lambda site: _record(site, "/trace/s1c1/accountability_2009.leaders.nothing_caused/why"),
    ),
    Looked("/examples/{name}/trace", None, lambda _: f"{_EXAMPLE}/trace"),
    Looked("/examples/{name}/trace/{place}/{node}", None, lambda _: f"{_EXAMPLE}/trace/s1/track:party"),
    Looked(
        "/examples/{name}/trace/{place}/{node}/why", None, lambda _: f"{_EXAMPLE}/trace/s1c1/degree.acted/why"
    ),
    Looked("/log", "auditor", lambda _: "/log?kind=evaluation.recorded"),
    Looked("/log/{number}", "auditor", lambda _: "/log/7"),
    Looked("/log/checkpoint", "handler"),
    Looked("/rules", "maintainer"),
    Looked("/rules/by-source", "maintainer"),
    Looked("/rules/layers/{layer}", "maintainer", lambda _: "/rules/layers/provisions?page=2"),
    Looked("/rules/search", "maintainer", lambda _: "/rules/search?q=%E9%9A%90%E7%9E%92"),
    Looked("/rules/sources/{source}", "auditor", lambda _: "/rules/sources/disciplinary_regulations_2023"),
    Looked("/rules/sources/{source}/{article}", "auditor", _article),
    Looked("/rules/{rule_id}", "maintainer", lambda _: "/rules/shanxi.dereliction"),
    Looked("/rules/releases", "maintainer"),
    Looked("/rules/releases/{old}..{new}", "maintainer", _releases),
    Looked("/sources", "handler"),
    Looked("/vocabulary", "handler"),
    Looked("/vocabulary/{fact}", "handler", lambda _: "/vocabulary/incident.consequence"),
    Looked(
        "/vocabulary/conclusions/{conclusion}", "handler", lambda _: "/vocabulary/conclusions/party_exempt"
    ),
    Looked("/cases", "handler"),
    Looked("/cases/{case_id}", "handler", lambda site: f"/cases/{site.cases['closed']}"),
    Looked(
        "/cases/{case_id}/moves/{slug}",
        "handler",
        lambda site: f"/cases/{site.cases['evaluated']}/moves/opinion-given",
        reading=False,
    ),
    Looked(
        "/cases/{case_id}/events/{number}", "handler", lambda site: f"/cases/{site.cases['review']}/events/4"
    ),
    Looked(
        "/cases/{case_id}/terms",
        "handler",
        lambda site: f"/cases/{site.cases['closed']}/terms",
        reading=False,
    ),
    Looked("/erasures", "administrator", reading=False),
    Looked("/register", "auditor"),
    Looked("/statistics/overrides", "auditor"),
    Looked("/statistics", "handler"),
    Looked("/statistics/by/{grouping}", "maintainer", lambda _: "/statistics/by/province"),
    Looked("/statistics/agreement", "maintainer", with_agreement),
    # It counts what is asked of it, so no two looks at it are alike.
    Looked("/operation", "auditor", reading=False),
    Looked("/account", "handler"),
    Looked("/accounts", "administrator"),
    Looked("/accounts/new", "administrator", reading=False),
    Looked("/accounts/{account_id}", "administrator", lambda site: f"/accounts/{site.people['handler'].id}"),
    Looked("/cases/new", "handler", reading=False),
    _facts("", reading=True),
    _facts("/{place}", "/procurer~C1~conduct"),
    _facts("/{place}/removal", "/procurer~subject/removal"),
    _facts("/evidence"),
    _facts("/import"),
    _facts("/discard"),
    _facts("/suggestion", reading=True),
)
