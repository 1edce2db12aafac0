"""The addresses of this area, the fixed ones before those with an account's id in them."""

from __future__ import annotations

from fastapi import APIRouter

from zhunsheng.api.web.accounts import adding, changing, handing_over, listing, one, own, passwords

router = APIRouter(include_in_schema=False)
for part in (own, listing, adding, one, changing, passwords, handing_over):
    router.include_router(part.router)
