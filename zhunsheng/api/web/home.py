"""The first page: what this is, what there is to do for whoever looks at it, and cases to try; and the tour of two minutes."""

from __future__ import annotations

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict

from zhunsheng.api.web.first_run import is_unclaimed
from zhunsheng.api.web.frame import frame_of
from zhunsheng.api.web.language import TheLanguage
from zhunsheng.api.web.pages import Page, page
from zhunsheng.api.web.suggestion.example_pages import ExampleLine, lines
from zhunsheng.api.web.suggestion.examples import TheExamples
from zhunsheng.api.web.visitors import TheVisitor
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.access.permissions import ever_allowed
from zhunsheng.records.access.roles import Role

router = APIRouter(include_in_schema=False)


class HomeShown(BaseModel):
    """The first page.

    Attributes:
        signed_in: Whether somebody is.
        unclaimed: Whether there is nobody yet who could sign in: the service has just been set up.
        handles, reviews, reads_all: What whoever looks has to do with cases.
        overrides: Whether he may read how often suggestions were not followed.
        places: Where one may go.
        examples: Cases to begin with.
    """

    model_config = ConfigDict(frozen=True)
    signed_in: bool
    keeps_records: bool
    unclaimed: bool
    handles: bool
    reviews: bool
    reads_all: bool
    overrides: bool
    places: tuple[str, ...]
    examples: tuple[ExampleLine, ...]


class GuideShown(BaseModel):
    """The tour, whose text stands in its template."""

    model_config = ConfigDict(frozen=True)
    keeps_records: bool


@page(router, "/", needs=None)
def home(request: Request, visitor: TheVisitor, kept: TheExamples, language: TheLanguage) -> Page:
    """The first page."""
    frame = frame_of(request, visitor)
    roles: frozenset[Role] = visitor.account.roles if visitor else frozenset()
    shown = HomeShown(
        signed_in=visitor is not None,
        keeps_records=frame.signs_in,
        unclaimed=frame.signs_in and visitor is None and is_unclaimed(request),
        handles=Role.HANDLER in roles,
        reviews=bool(roles & {Role.REVIEWER, Role.SENIOR_REVIEWER}),
        reads_all=Role.AUDITOR in roles,
        overrides=visitor is not None
        and ever_allowed(visitor.account, Operation.READ_OVERRIDE_STATISTICS) is None,
        places=tuple(way.path for way in frame.ways),
        examples=lines(kept, language),
    )
    return Page("home.html", shown)


@page(router, "/guide", needs=None)
def guide(request: Request, visitor: TheVisitor) -> Page:
    """The tour of two minutes."""
    return Page("guide.html", GuideShown(keeps_records=frame_of(request, visitor).signs_in))
