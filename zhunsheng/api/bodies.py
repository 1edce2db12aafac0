"""Reads the body of a request that must be JSON with one meaning.

The framework would let the last of two equal keys win and take NaN for a number. Command line and rules read YAML
(`engine.language.documents`), where places are lines and columns; programs send JSON and want JSON pointers, so the standard
library's parser does (`engine.language.json_documents`). The outcome is the same `Document`. How large a body may be and how long
it may take is its route's affair (`body_limits`).
"""

from __future__ import annotations

from fastapi import Request

from zhunsheng.api.problems import ProblemItem, Refusal
from zhunsheng.engine.language.documents import Document
from zhunsheng.engine.language.json_documents import parse_json

_NAME = "body"


async def read_body(request: Request) -> bytes:
    """The body of a request that must be JSON.

    Raises:
        Refusal: it is of another type, too large, or too slow.
    """
    _refuse_type(request.headers.get("content-type", ""))
    return await request.body()


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


def parse_body(raw: bytes) -> Document:
    """A body as a document.

    Raises:
        InputError: it is not JSON with one meaning.
    """
    return Document(parse_json(raw, _NAME), _NAME)
