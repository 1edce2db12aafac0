"""Whether the service was just set up, so that the first thing to do is to make its administrator."""

from __future__ import annotations

from fastapi import Request

from zhunsheng.api.security.services import security_of


def is_unclaimed(request: Request) -> bool:
    """Whether there is no administrator yet. Asked of services in which people sign in."""
    with security_of(request).sign_ins.transactions.reading() as stores:
        return not stores.accounts.has_administrator()
