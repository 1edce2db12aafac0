"""All pages of the rule book. What has a name of its own comes before what could be the id of a rule."""

from __future__ import annotations

from fastapi import APIRouter

from zhunsheng.api.web.rules import lists, releases, rule, search, sources, vocabulary

router = APIRouter(include_in_schema=False)
for _part in (search, releases, lists, sources, rule, vocabulary):
    router.include_router(_part.router)
