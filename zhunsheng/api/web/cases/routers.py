"""The router of this area: every page about cases, in one."""

from __future__ import annotations

from fastapi import APIRouter

from zhunsheng.api.web.cases import case_list, erasures, events, moves, one_case, terms_anew

router = APIRouter(include_in_schema=False)
for _pages in (case_list, erasures, moves, events, terms_anew, one_case):
    router.include_router(_pages.router)
