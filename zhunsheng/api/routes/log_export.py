"""The log as one file over HTTP, for auditors: what `zhunsheng log export` writes, and `zhunsheng log verify` reads offline.

It is read from the database while it is sent, so that it takes the memory of an entry however long the log is, and it is of one
moment. A transaction stays open for that long; so only a few are sent at a time. A stream that breaks off has no last line, which
whoever verifies it is told. That somebody has taken the log with him is an entry of it, the last one in the file.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from functools import partial
from typing import Annotated

from anyio import CancelScope, to_thread
from fastapi import APIRouter, Depends, Request
from fastapi.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from zhunsheng.api.log_parameters import AskedForExport
from zhunsheng.api.problems import ProblemItem, Refusal, documented, language_of
from zhunsheng.api.records import TheRecords
from zhunsheng.api.security.current import Signed, requires
from zhunsheng.engine.vocabulary.facts import Text
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.log_export import begin_export

router = APIRouter(tags=["log"])

_LOG = logging.getLogger(__name__)
#: What is sent at once, in bytes; lines of the log are shorter.
_AT_ONCE = 65_536
_BUSY = Text("已有几份导出正在传送", "others are exporting the log")
_BUSY_HELP = Text("请稍后再试。", "Try again later.")


@router.get(
    "/v1/log/export",
    summary="导出日志 · Export the log",
    response_class=StreamingResponse,
    responses={
        200: {
            "content": {"application/x-ndjson": {}},
            "description": "每行一个 JSON，用 zhunsheng log verify 核验 · Lines of JSON (docs/log.md)",
        },
        **documented(401, 403, 422, 500, 503),
    },
)
async def export(
    request: Request,
    records: TheRecords,
    signed: Annotated[Signed, Depends(requires(Operation.EXPORT_LOG))],
    asked: AskedForExport,
) -> StreamingResponse:
    """整个日志，边读边传；`contents=true` 连同事实、理由等内容（限审计人）。导出本身记入日志。

    The whole log, sent as it is read; `contents=true` with facts and reasons (auditors alone). That you did it is in the log.
    """
    if not records.exports.acquire(blocking=False):
        raise _busy(request)
    lines: Iterator[bytes] | None = None
    try:
        begin = partial(begin_export, records.ledger, signed.account, contents=asked.contents, told=_tell)
        lines = await to_thread.run_sync(begin)
        first = await to_thread.run_sync(next, lines)
    except BaseException:
        await _end(lines, records.exports.release)
        raise
    headers = {
        "Content-Disposition": 'attachment; filename="zhunsheng-log.ndjson"',
        "Cache-Control": "no-store",
    }
    ended = partial(_end, lines, records.exports.release)
    return _Export(_pieces(first, lines), ended, headers)


class _Export(StreamingResponse):
    """A stream after which something is ended, also where its caller hung up before the first byte. The framework's own way to
    stand around the sending of an answer is to derive from it.
    """

    def __init__(
        self, pieces: AsyncIterator[bytes], ended: Callable[[], Awaitable[None]], headers: dict[str, str]
    ) -> None:
        super().__init__(pieces, headers=headers, media_type="application/x-ndjson")
        self.ended = ended

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Sends it."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            await self.ended()


async def _pieces(first: bytes, lines: Iterator[bytes]) -> AsyncIterator[bytes]:
    yield first
    while piece := await to_thread.run_sync(_piece, lines):
        yield piece


async def _end(lines: Iterator[bytes] | None, release: Callable[[], None]) -> None:
    """Ends the transaction, also where the caller has hung up."""
    with CancelScope(shield=True):
        close = getattr(lines, "close", None)
        if close is not None:
            await to_thread.run_sync(close)
        release()


def _piece(lines: Iterator[bytes]) -> bytes:
    """Some lines, or nothing where there are no more."""
    piece = bytearray()
    for line in lines:
        piece += line
        if len(piece) >= _AT_ONCE:
            break
    return bytes(piece)


def _tell(code: str, where: str) -> None:
    _LOG.error("the log that is exported was changed past itself: %s %s", code, where)


def _busy(request: Request) -> Refusal:
    language = language_of(request)
    item = ProblemItem(
        code="export_under_way", pointer=None, detail=_BUSY.get(language), help=_BUSY_HELP.get(language)
    )
    return Refusal([item], {"Retry-After": "60"})
