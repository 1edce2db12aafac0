"""The first page: what this is, and what there is to do for whoever looks at it; and the tour of two minutes."""

from __future__ import annotations

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict

from zhunsheng.api.web.frame import frame_of
from zhunsheng.api.web.pages import Page, page
from zhunsheng.api.web.visitors import TheVisitor

router = APIRouter(include_in_schema=False)


class HomeShown(BaseModel):
    """The first page.

    Attributes:
        signed_in: Whether somebody is.
        places: Where one may go.
    """

    model_config = ConfigDict(frozen=True)
    signed_in: bool
    keeps_records: bool
    places: tuple[str, ...]


class GuideShown(BaseModel):
    """The tour, whose text stands in its template."""

    model_config = ConfigDict(frozen=True)
    keeps_records: bool


@page(router, "/", needs=None)
def home(request: Request, visitor: TheVisitor) -> Page:
    """The first page."""
    frame = frame_of(request, visitor)
    places = tuple(way.path for way in frame.ways)
    return Page(
        "home.html",
        HomeShown(signed_in=visitor is not None, keeps_records=frame.signs_in, places=places),
    )


@page(router, "/guide", needs=None)
def guide(request: Request, visitor: TheVisitor) -> Page:
    """The tour of two minutes."""
    return Page("guide.html", GuideShown(keeps_records=frame_of(request, visitor).signs_in))
