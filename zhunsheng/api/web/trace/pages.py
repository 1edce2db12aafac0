"""The pages of a derivation: below the page of a record, and below that of an example.

    trace_pages(router, "/cases/{case_id}/evaluations/{number}", needs=Operation.READ_TRACE, told=record_told)
    trace_pages(router, "/examples/{name}", needs=None, told=example_told)

Each gives ``…/trace``, ``…/trace/{place}/{node}`` and ``…/trace/{place}/{node}/why``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Literal, TypeVar

from fastapi import APIRouter, Depends, Query, Request

from zhunsheng.api.turns import when_free, when_free_for_anybody
from zhunsheng.api.web.language import TheLanguage
from zhunsheng.api.web.pages import Page, page
from zhunsheng.api.web.trace.shown import shown_node, shown_tree, shown_why
from zhunsheng.api.web.trace.told import Told
from zhunsheng.api.web.trace.tree import Narrowed, Truth
from zhunsheng.records.access.operations import Operation

_Made = TypeVar("_Made")
_Word = Annotated[str, Query(max_length=200)]


def trace_pages(router: APIRouter, above: str, *, needs: Operation | None, told: Callable[..., Told]) -> None:
    """Puts the pages of a derivation below an address.

    Args:
        above: The address of what it is the derivation of, with its parameters.
        needs: What one must be allowed to do to see it.
        told: A dependency that gives the suggestion, from the parameters of the address.
    """

    async def in_turn(request: Request, make: Callable[[], _Made]) -> _Made:
        return await (when_free_for_anybody(request, make) if needs is None else when_free(make))

    @page(router, f"{above}/trace", needs=needs)
    async def tree(
        request: Request,
        language: TheLanguage,
        place: _Word = "",
        layer: _Word = "",
        truth: Truth = "",
        first: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
        open: Literal["", "all"] = "",
        of: Told = Depends(told),  # noqa: B008  # the framework asks each request anew
    ) -> Page:
        narrowed = Narrowed(place, layer, truth, first)
        shown = await in_turn(request, lambda: shown_tree(of, language, narrowed, open=open == "all"))
        return Page("trace/tree.html", shown)

    @page(router, f"{above}/trace/{{place}}/{{node}}", needs=needs)
    async def node(
        request: Request,
        place: str,
        node: str,
        language: TheLanguage,
        of: Told = Depends(told),  # noqa: B008  # the framework asks each request anew
    ) -> Page:
        shown = await in_turn(request, lambda: shown_node(of, language, place, node))
        return Page("trace/node.html", shown)

    @page(router, f"{above}/trace/{{place}}/{{node}}/why", needs=needs)
    async def why(
        request: Request,
        place: str,
        node: str,
        language: TheLanguage,
        of: Told = Depends(told),  # noqa: B008  # the framework asks each request anew
    ) -> Page:
        shown = await in_turn(request, lambda: shown_why(of, language, place, node))
        return Page("trace/why.html", shown)
