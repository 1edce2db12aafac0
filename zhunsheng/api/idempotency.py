"""A request that changes something is done once, however often it is sent (draft-ietf-httpapi-idempotency-key-header-07).

A caller whose connection broke does not know whether its decision was recorded. It sends the same request with the same
`Idempotency-Key` again, and gets the answer of the first time instead of a second decision. This is the part that decides; it
knows no HTTP framework and no clock. `idempotent_routes` applies it.

============================================  =========================================
the key is                                    what is done
============================================  =========================================
new, or its time is up                        the request is carried out
known, same request                           the stored answer is given again
known, same request, its answer was erased    410: it was carried out; what was answered is no more
known, and another request                    422: a key belongs to one request
============================================  =========================================

A key is known from the moment on at which what was done under it is: both are one transaction (`answering`), and nothing is
claimed beforehand that a process which is killed would leave behind. A key belongs to the account that sent it: the same words
of two accounts are two keys, so nobody learns by trying what others do. Answers are kept for `KEPT`, as promised to callers,
and hold what was answered, so they are sealed and erased like other contents.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal, TypeAlias

#: So long an answer can be asked for again.
KEPT: Final = timedelta(hours=24)

MAXIMUM_KEY: Final = 255

# RFC 9651, section 3.3.3: printable ASCII in double quotes, in which a double quote and a backslash are escaped. The whole of the
# field is this one item, so the expression is the whole of the parser; a library for all of RFC 9651 would be the larger risk.
_STRING: Final = re.compile(r'"((?:[\x20-\x21\x23-\x5b\x5d-\x7e]|\\["\\])+)"')
_ESCAPED: Final = re.compile(r"\\(.)")


@dataclass(frozen=True)
class KeyName:
    """A key and whose it is.

    Attributes:
        actor_id: The account that sent it; "" for a request of nobody.
        key: Its text, without quotes and escapes.
    """

    actor_id: str
    key: str


@dataclass(frozen=True)
class Answer:
    """What was answered.

    Attributes:
        headers: Those that belong to the answer itself; what is added to every answer is added again.
    """

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


@dataclass(frozen=True)
class Gone:
    """What was answered has been erased since."""

    at: datetime


@dataclass(frozen=True)
class Record:
    """What is known of a key.

    Attributes:
        fingerprint: Of the request that it came with; see `fingerprint`.
        answer: What was answered, or when that was erased.
        case_id: The case that the answer is about, if it is about one: who may not see that is not told.
    """

    fingerprint: str
    answer: Answer | Gone
    case_id: str | None = None


#: `run`: nobody has it. `other_request`: 422. `Gone`: 410. An answer: it is given again.
Decision: TypeAlias = Answer | Gone | Literal["run", "other_request"]


def decide(known: Record | None, fingerprint: str) -> Decision:
    """What is to be done with a request of this fingerprint, as far as its key is known."""
    if known is None:
        return "run"
    return known.answer if known.fingerprint == fingerprint else "other_request"


def parse_key(field: str) -> str | None:
    """The key that a header field holds, or None if it holds none.

    Args:
        field: The value of `Idempotency-Key`: a String of RFC 9651, in its quotes. 1 to 255 characters, without parameters, of
            which the draft defines none.
    """
    found = _STRING.fullmatch(field.strip(" "))
    if found is None:
        return None
    key = _ESCAPED.sub(r"\1", found[1])
    return key if len(key) <= MAXIMUM_KEY else None


def fingerprint(method: str, path: str, query: bytes, body: bytes, actor_id: str) -> str:
    """A digest by which two requests are told apart: SHA-256 in hexadecimal over all that decides what a request does.

    Each part is preceded by its length, so that no two requests come to the same bytes by being cut elsewhere. The body goes
    in as a digest of its own. Both sides of a retry send the same bytes; a body that is equal as JSON and written otherwise
    is another one.
    """
    whole = hashlib.sha256()
    for part in (method.encode(), path.encode(), query, hashlib.sha256(body).digest(), actor_id.encode()):
        whole.update(len(part).to_bytes(8, "big"))
        whole.update(part)
    return whole.hexdigest()
