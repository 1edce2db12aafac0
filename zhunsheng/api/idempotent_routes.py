"""Routes that carry a request out once, however often it is sent with the same `Idempotency-Key`.

    router = APIRouter(route_class=IdempotentRoute)

Every POST of such a router needs the header; other methods pass. An answer that a route returns is stored and given again, with
`Idempotency-Replayed: true`. What a route *raises* (a refusal, a failure) is not stored, and the key is free again: every
operation of the service is one transaction, so where it raises nothing was changed, and a caller who mends its request may use
its key. A request that is cut off from outside, by its caller or by the end of the process, may have been carried out or not. Its
key is kept until the claim runs out, so that a retry hears "under way" (409) before it can do anything twice.

Who asks must be known before a route is: whatever signs callers in is middleware and uses `acts_for`, or all keys are nobody's.

An operation that keeps records keeps its answer in its own transaction (`answering`): then key and effect are one, and neither a
process that is killed nor a failure after the commit lets a retry do it again. For any other the answer is written after it, so
that a process that is killed exactly between them is the one case in which a retry does something again, after `CLAIMED`.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from anyio import to_thread
from fastapi import Request, Response
from fastapi.routing import APIRoute

from zhunsheng.api.idempotency import (
    CLAIMED,
    KEPT,
    MAXIMUM_KEY,
    Answer,
    Gone,
    IdempotencyStore,
    KeyName,
    Record,
    Replay,
    decide,
    fingerprint,
    parse_key,
)
from zhunsheng.api.observation import actor_of
from zhunsheng.api.problems import ProblemItem, Refusal, language_of
from zhunsheng.api.state import operation_of
from zhunsheng.engine.vocabulary.facts import Text
from zhunsheng.records.ledger import NotAcknowledged
from zhunsheng.records.refusals import erased

HEADER: Final = "Idempotency-Key"
REPLAYED: Final = "Idempotency-Replayed"

#: The headers that are part of an answer; all others are added to every answer, or speak of one connection.
_KEPT_HEADERS: Final = frozenset(
    {"content-type", "content-language", "content-disposition", "content-security-policy", "etag", "location"}
)
#: Where a request bears its claim, and that its answer is kept already.
_CLAIM: Final = "idempotency_claim"
_KEPT: Final = "idempotency_kept"
_LOG: Final = logging.getLogger(__name__)
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
_UNDER_WAY: Final = Text(
    "使用这个 Idempotency-Key 的请求正在处理", "a request with this Idempotency-Key is under way"
)
_UNDER_WAY_HELP: Final = Text("请稍后原样重发。", "Send the same request again later.")
_OTHER: Final = Text(
    "这个 Idempotency-Key 已用于另一个请求", "this Idempotency-Key was used for another request"
)
_OTHER_HELP: Final = Text("新的请求请用新的键。", "Use a new key for a new request.")


@dataclass(frozen=True)
class Claim:
    """The right to carry a request out, while it is."""

    name: KeyName
    holder: str
    expires_when_answered: datetime


def claim_of(request: Request) -> Claim:
    """The claim under which a request is carried out.

    Raises:
        LookupError: its route is none of these, or its method is not POST.
    """
    found = request.scope.get("state", {}).get(_CLAIM)
    if not isinstance(found, Claim):
        raise LookupError("this request is carried out under no claim")
    return found


def kept_already(request: Request) -> None:
    """Says that the answer to a request is kept, by the operation itself."""
    request.scope["state"][_KEPT] = True


def claim_lost(request: Request) -> Refusal:
    """The time of a claim was up before its request was carried out, and somebody else has the key: nothing must be done."""
    return _refusal(request, "idempotency_under_way", _UNDER_WAY, _UNDER_WAY_HELP, {"Retry-After": "1"})


class IdempotentRoute(APIRoute):
    """A route whose POST is carried out once a key. The framework's own way to stand around a route is to derive from it."""

    def get_route_handler(self) -> _Handler:
        """The route's handler, between the claim and the storing of the answer."""
        handle = super().get_route_handler()

        async def once(request: Request) -> Response:
            return await (_once(request, handle) if request.method == "POST" else handle(request))

        return once


async def _once(request: Request, handle: _Handler) -> Response:
    store = operation_of(request).idempotency
    if store is None:
        raise TypeError("a route asks for idempotency keys, and the application has no store for them")
    key = _key(request)
    actor = actor_of(request.scope) or ""
    mark = fingerprint(
        request.method, request.url.path, request.scope["query_string"], await request.body(), actor
    )
    now = datetime.now(UTC)
    claim = Claim(KeyName(actor, key), str(uuid.uuid4()), now + KEPT)
    known = await to_thread.run_sync(_claimed, store, claim, Record(mark, claim.holder, now + CLAIMED), now)
    if known is None:
        request.scope["state"][_CLAIM] = claim
        return await _carried_out(request, handle, store, claim)
    decision = decide(known, mark)
    if isinstance(decision, Replay):
        await to_thread.run_sync(store.acknowledge)
        answer = decision.answer
        return Response(answer.body, answer.status, {**dict(answer.headers), REPLAYED: "true"})
    if isinstance(decision, Gone):
        raise erased(decision.at)
    if decision == "other_request":
        raise _refusal(request, "idempotency_key_reused", _OTHER, _OTHER_HELP)
    raise claim_lost(request)


def _claimed(store: IdempotencyStore, claim: Claim, record: Record, now: datetime) -> Record | None:
    """None if the key is ours now, else what is known of it.

    Between asking and looking the other one may have given the key up; then it is asked for once more. Who loses twice is told
    what is true: that others are at it.
    """
    for _ in range(2):
        if store.claim(claim.name, record, now):
            return None
        known = store.get(claim.name, now)
        if known is not None:
            return known
    return record


async def _carried_out(request: Request, handle: _Handler, store: IdempotencyStore, claim: Claim) -> Response:
    try:
        response = await handle(request)
    except NotAcknowledged:
        # It was committed. Whoever sends it again must not do it again, so the key stays where it is: with its answer, if the
        # operation has kept it, and else until the claim runs out.
        raise
    except Exception:
        await to_thread.run_sync(store.release, claim.name, claim.holder)
        raise
    if request.scope["state"].get(_KEPT):
        return response
    answer = answer_of(response)
    try:
        await to_thread.run_sync(store.finish, claim.name, claim.holder, answer, claim.expires_when_answered)
    except Exception as error:
        # It was carried out. That it cannot be repeated is no reason to keep the answer from the caller who is here.
        _LOG.error("the answer to a request could not be kept", exc_info=error)
    return response


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


def _refusal(
    request: Request, code: str, detail: Text, help: Text, headers: dict[str, str] | None = None
) -> Refusal:
    language = language_of(request)
    return Refusal(
        [ProblemItem(code=code, pointer=None, detail=detail.get(language), help=help.get(language))], headers
    )
