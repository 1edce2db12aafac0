"""Every page of the workbench, with an address of it to look at and somebody who may. A page that is not here fails a test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.web.site import Site


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


def _below(site: Site, page: str) -> str:
    """A page below a recorded evaluation."""
    return f"/cases/{site.cases['evaluated']}/evaluations/3/{page}"


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
    Looked("/cases/new", "handler", reading=False),
    _facts("", reading=True),
    _facts("/{place}", "/procurer~C1~conduct"),
    _facts("/{place}/removal", "/procurer~subject/removal"),
    _facts("/evidence"),
    _facts("/import"),
    _facts("/discard"),
    _facts("/suggestion", reading=True),
)
