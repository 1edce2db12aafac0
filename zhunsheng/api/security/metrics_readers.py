"""Who may read the metrics: a collector that bears its secret, and whoever is signed in and may by the table of permissions."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from fastapi import Request

from zhunsheng.api.metrics_token import MetricsToken
from zhunsheng.api.problems import Refusal
from zhunsheng.api.security.current import current, requires
from zhunsheng.api.security.said import CHALLENGE, said
from zhunsheng.api.security.services import security_of
from zhunsheng.engine.problems import Chinese, Problem
from zhunsheng.records.access.operations import Operation


def reads_metrics(token: MetricsToken | None, *, signs_in: bool) -> Callable[[Request], Awaitable[None]]:
    """A dependency that lets through who bears the secret, and who is signed in and may read metrics.

    Args:
        signs_in: Whether people sign in at all.

    Raises:
        Refusal: nobody is signed in and the secret is not the right one (401), or he may not (403).
    """
    ask = requires(Operation.READ_METRICS)

    async def allowed(request: Request) -> None:
        if token is not None and token.shown_by(request):
            return
        if not signs_in:
            raise _not_shown(request)
        await ask(request, await current(request, security_of(request)))

    return allowed


def _not_shown(request: Request) -> Refusal:
    return said(_NOT_SHOWN, request, {"WWW-Authenticate": CHALLENGE})


_NOT_SHOWN = Problem(
    code="not_signed_in",
    what="metrics are for who shows the metrics token",
    mend="Send it as 'Authorization: Bearer …'; Prometheus does with 'authorization.credentials_file'.",
    zh=Chinese(
        "查看运行指标须出示指标令牌",
        "请以 Authorization: Bearer … 发送；Prometheus 用 authorization.credentials_file 设置。",
    ),
)
