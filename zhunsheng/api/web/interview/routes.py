"""The addresses of the interview, those with a name of their own before those that take any."""

from __future__ import annotations

from fastapi import APIRouter

from zhunsheng.api.web.interview import (
    entering,
    evidence_pages,
    importing,
    opening,
    overview,
    recording,
    so_far,
)

router = APIRouter(include_in_schema=False)
for area in (opening, importing, evidence_pages, recording, so_far, overview, entering):
    router.include_router(area.router)
