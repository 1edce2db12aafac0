"""Reads the body of a request: so much of it, in so much time, and only if it is JSON with one meaning.

The framework would read any body whole, let the last of two equal keys win and take NaN for a number. A body here is counted
while it arrives and refused as soon as it is too large, whatever its headers promise. Command line and rules read YAML
(`engine.language.documents`), where places are lines and columns; programs send JSON and want JSON pointers, so the standard
library's parser does (`engine.language.json_documents`). The outcome is the same `Document`.
"""

from __future__ import annotations

import anyio
from fastapi import Request

from zhunsheng.api.problems import ProblemItem, Refusal
from zhunsheng.engine.language.documents import MAXIMUM_BYTES, Document
from zhunsheng.engine.language.json_documents import parse_json

#: A body that takes longer is not coming.
SECONDS = 30.0

_NAME = "body"


async def read_body(request: Request) -> bytes:
    """The body of a request that must be JSON.

    Raises:
        Refusal: it is of another type, too large, or too slow.
    """
    _refuse_type(request.headers.get("content-type", ""))
    promised = request.headers.get("content-length", "")
    if promised.isdecimal() and int(promised[:20]) > MAXIMUM_BYTES:
        raise _too_large()
    body = bytearray()
    try:
        with anyio.fail_after(SECONDS):
            async for chunk in request.stream():
                body += chunk
                if len(body) > MAXIMUM_BYTES:
                    raise _too_large()
    except TimeoutError:
        raise Refusal(
            [
                ProblemItem(
                    code="too_slow",
                    pointer=None,
                    detail=f"the body did not arrive within {SECONDS:g} s",
                    help="Send it in one go.",
                )
            ],
            {"Connection": "close"},
        ) from None
    return bytes(body)


def _refuse_type(content_type: str) -> None:
    essence = content_type.partition(";")[0].strip().lower()
    if essence != "application/json":
        raise Refusal(
            [
                ProblemItem(
                    code="unsupported_media_type",
                    pointer=None,
                    detail=f"the body is '{essence[:80]}'" if essence else "the body has no type",
                    why="Guessing at what a body is would mean guessing at what a case says.",
                    help="Send the case as JSON with the header 'Content-Type: application/json'.",
                )
            ],
            {"Accept": "application/json"},
        )


def _too_large() -> Refusal:
    # The rest of the body is not read, so the connection cannot be used again.
    return Refusal(
        [
            ProblemItem(
                code="too_large",
                pointer=None,
                detail=f"the body is larger than {MAXIMUM_BYTES:,} bytes",
                why="No honest case needs that much; reading it would only burn time.",
                help="Send one case at a time.",
            )
        ],
        {"Connection": "close"},
    )


def parse_body(raw: bytes) -> Document:
    """A body as a document.

    Raises:
        InputError: it is not JSON with one meaning.
    """
    return Document(parse_json(raw, _NAME), _NAME)
