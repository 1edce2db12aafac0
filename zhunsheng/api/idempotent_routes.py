"""Routes that carry a request out once, however often it is sent with the same `Idempotency-Key`.

    router = APIRouter(route_class=IdempotentRoute)

Every POST of such a router needs the header; other methods pass. What such a route does it does by `answering`, which keeps the
answer in the transaction of the operation, so that key and effect are one. An answer that is known is given again, with
`Idempotency-Replayed: true`. What a route *raises* (a refusal, a failure) is not stored, and the key stays free: an operation is
one transaction, so where it raises nothing was changed, and a caller who mends its request may use its key. (One operation is
several: `records.handing_over`. Where it ends in the middle, the same request does the rest.)

Nothing is claimed beforehand. A process that is killed leaves nothing behind that would have to run out, so the same may be
sent again at once, and a request costs one transaction that writes. Of two that come under one key at the same time, the one
that commits later finds the key taken, undoes what it did, and gives the answer of the other.

An answer is given again only once the witness knows of what it tells: whoever was told that it does not (`not_acknowledged`)
asks again, and hears that it is done when that is true. And only to who may still see the case that it is about
(`records.telling_again`): a key is no way around a permission that is gone.

Who asks must be known before a route is: whatever signs callers in comes first (`recorded_routes`), or all keys are nobody's.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from anyio import to_thread
from fastapi import Request, Response
from fastapi.routing import APIRoute

from zhunsheng.api.idempotency import (
    MAXIMUM_KEY,
    Answer,
    Gone,
    KeyName,
    Record,
    decide,
    fingerprint,
    parse_key,
)
from zhunsheng.api.observation import actor_of
from zhunsheng.api.problems import ProblemItem, Refusal, language_of
from zhunsheng.api.records import records_of
from zhunsheng.api.security.current import current
from zhunsheng.api.security.services import security_of
from zhunsheng.engine.vocabulary.facts import Text
from zhunsheng.records.ledger import NotAcknowledged
from zhunsheng.records.refusals import erased
from zhunsheng.records.telling_again import refuse_telling

HEADER: Final = "Idempotency-Key"
REPLAYED: Final = "Idempotency-Replayed"

#: The headers that are part of an answer; all others are added to every answer, or speak of one connection.
_KEPT_HEADERS: Final = frozenset(
    {"content-type", "content-language", "content-disposition", "content-security-policy", "etag", "location"}
)
#: Where a request bears under which key it is asked, and that its answer is kept.
_ASKED: Final = "idempotency_asked"
_KEPT: Final = "idempotency_kept"
_Handler = Callable[[Request], Coroutine[Any, Any, Response]]

_MISSING: Final = Text("缺少请求头 Idempotency-Key", "the header Idempotency-Key is missing")
_MISSING_HELP: Final = Text(
    '为每个请求生成一个 UUID，加引号发送：Idempotency-Key: "…"；重发时用同一个。',
    'Make a UUID for the request and send it in quotes: Idempotency-Key: "…"; use the same one when you send it again.',
)
_MALFORMED: Final = Text(
    f"Idempotency-Key 须为一个带双引号的 ASCII 字符串，1 至 {MAXIMUM_KEY} 个字符",
    f"Idempotency-Key must be one ASCII string in double quotes, of 1 to {MAXIMUM_KEY} characters",
)
_OTHER: Final = Text(
    "这个 Idempotency-Key 已用于另一个请求", "this Idempotency-Key was used for another request"
)
_OTHER_HELP: Final = Text("新的请求请用新的键。", "Use a new key for a new request.")


@dataclass(frozen=True)
class Asked:
    """Under which key a request is made.

    Attributes:
        fingerprint: What tells it from others (`idempotency.fingerprint`).
        at: When it came.
    """

    name: KeyName
    fingerprint: str
    at: datetime


class KeyTaken(Exception):
    """Another one has answered under the key meanwhile, so what was done here is undone.

    Attributes:
        known: What is known of the key now.
    """

    def __init__(self, known: Record) -> None:
        self.known = known
        super().__init__("the key has been answered meanwhile")


def asked_of(request: Request) -> Asked:
    """Under which key a request is carried out.

    Raises:
        LookupError: its route is none of these, or its method is not POST.
    """
    found = request.scope.get("state", {}).get(_ASKED)
    if not isinstance(found, Asked):
        raise LookupError("this request is carried out under no key")
    return found


def kept_already(request: Request) -> None:
    """Says that the answer to a request is kept."""
    request.scope["state"][_KEPT] = True


def is_kept(request: Request) -> bool:
    """Whether the answer to a request is kept."""
    return bool(request.scope["state"].get(_KEPT))


class IdempotentRoute(APIRoute):
    """A route whose POST is carried out once a key. The framework's own way to stand around a route is to derive from it."""

    def get_route_handler(self) -> _Handler:
        """The route's handler, unless its answer is known."""
        handle = super().get_route_handler()

        async def once(request: Request) -> Response:
            return await (_once(request, handle) if request.method == "POST" else handle(request))

        return once


async def _once(request: Request, handle: _Handler) -> Response:
    async def kept(request: Request) -> Response:
        response = await handle(request)
        if not is_kept(request):
            raise TypeError("a route asks for idempotency keys, and does not keep its answer (`answering`)")
        return response

    return await once(request, await _asked(request), kept)


async def once(request: Request, asked: Asked, handle: _Handler) -> Response:
    """The answer to a request under its key: the one that is known, or what comes of carrying it out.

    Args:
        handle: Carries it out, and keeps its answer (`answering`).

    Raises:
        Refusal, NotFound: the key was used for another request, or what was answered is not to be told any more; and whatever
            `handle` raises.
    """
    rows = records_of(request).answered_requests()
    known = await to_thread.run_sync(rows.get, asked.name, asked.at)
    if known is None:
        request.scope.setdefault("state", {})[_ASKED] = asked
        try:
            return await handle(request)
        except NotAcknowledged:
            # It was committed with its answer, which is told when it is sent again.
            raise
        except KeyTaken as taken:
            known = taken.known
        except Exception:
            # It may have been refused because the same was done meanwhile: the case has moved on by this very move.
            known = await to_thread.run_sync(rows.get, asked.name, asked.at)
            if known is None:
                raise
    return await _answered_before(request, asked, known)


async def _asked(request: Request) -> Asked:
    key, actor = _key(request), actor_of(request.scope) or ""
    query, body = request.scope["query_string"], await request.body()
    mark = fingerprint(request.method, request.url.path, query, body, actor)
    return Asked(KeyName(actor, key), mark, datetime.now(UTC))


async def _answered_before(request: Request, asked: Asked, known: Record) -> Response:
    decision = decide(known, asked.fingerprint)
    if known.case_id is not None and isinstance(decision, Answer | Gone):
        signed, ledger = await current(request, security_of(request)), records_of(request).ledger
        await to_thread.run_sync(refuse_telling, ledger, signed.account, known.case_id)
    if isinstance(decision, Answer):
        await to_thread.run_sync(records_of(request).ledger.acknowledge)
        return Response(decision.body, decision.status, {**dict(decision.headers), REPLAYED: "true"})
    if isinstance(decision, Gone):
        raise erased(decision.at)
    raise _refusal(request, "idempotency_key_reused", _OTHER, _OTHER_HELP)


def answer_of(response: Response) -> Answer:
    """What is stored of a response."""
    body = getattr(response, "body", None)
    if not isinstance(body, bytes):
        raise TypeError("an answer that is streamed cannot be given again; its route must not ask for keys")
    headers = tuple(
        (name, value) for name, value in response.headers.items() if name.lower() in _KEPT_HEADERS
    )
    return Answer(response.status_code, headers, body)


def _key(request: Request) -> str:
    given = request.headers.getlist(HEADER)
    if not given:
        raise _refusal(request, "idempotency_key_missing", _MISSING, _MISSING_HELP)
    key = parse_key(given[0]) if len(given) == 1 else None
    if key is None:
        raise _refusal(request, "idempotency_key_malformed", _MALFORMED, _MISSING_HELP)
    return key


def _refusal(request: Request, code: str, detail: Text, help: Text) -> Refusal:
    language = language_of(request)
    return Refusal(
        [ProblemItem(code=code, pointer=None, detail=detail.get(language), help=help.get(language))]
    )
