"""Where whoever met a problem can go on: nearest first, and only where he may."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal
from urllib.parse import quote

from fastapi import Request
from pydantic import BaseModel, ConfigDict

from zhunsheng.api.problems import ProblemDocument
from zhunsheng.api.web.frame import Frame

#: An address below the page of a case.
_BELOW_A_CASE: Final = re.compile(r"/cases/([A-Za-z0-9][A-Za-z0-9_.-]{0,63})/(facts/)?.")
#: What is found missing once the case itself was read. After anything else its page may be one more that cannot be opened.
_IN_THE_CASE: Final = frozenset(
    {"unknown_evaluation", "unknown_event", "unknown_node", "unknown_place", "unknown_evidence"}
)


class Onward(BaseModel):
    """A way on.

    Attributes:
        kind: ``anew``: the same page without what was asked of it; ``facts`` and ``case``: of the case that the address is below;
            ``area``: the part of the workbench that it is in.
        title: Of the area; "" where the kind says it.
    """

    model_config = ConfigDict(frozen=True)
    kind: Literal["anew", "facts", "case", "area"]
    path: str
    title: str = ""


def onward(request: Request, problem: ProblemDocument, frame: Frame) -> tuple[Onward, ...]:
    """The ways on from a problem, besides the first page."""
    return tuple(_ways(request, problem, frame))


def _ways(request: Request, problem: ProblemDocument, frame: Frame) -> Iterator[Onward]:
    if request.method == "GET" and any(item.parameter in request.query_params for item in problem.errors):
        yield Onward(kind="anew", path=frame.path)
    below = _BELOW_A_CASE.match(request.url.path)
    if below and {item.code for item in problem.errors} <= _IN_THE_CASE:
        case = f"/cases/{quote(below[1])}"
        if below[2]:
            yield Onward(kind="facts", path=f"{case}/facts")
        yield Onward(kind="case", path=case)
    for way in frame.ways:
        if way.here and way.path != request.url.path:
            yield Onward(kind="area", path=way.path, title=way.title)
