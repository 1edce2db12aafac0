"""The addresses of this area."""

from __future__ import annotations

from fastapi import APIRouter

from zhunsheng.api.web.statistics import agreement, pages

router = APIRouter(include_in_schema=False)
for part in (agreement, pages):
    router.include_router(part.router)
