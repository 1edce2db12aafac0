"""Gets the identity provider's documents over the network, with the standard library.

One answer, from the address that was asked for: no redirect is followed, and no other protocol is known, since whoever could
bend the way could put his own keys in. A connection that is silent, and one that drips, end after the same time; an answer
that does not end is cut off. Certificates are checked as the system says; a proxy is used if the environment names one.
"""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    UnknownHandler,
)

from zhunsheng.records.access.provider_keys import Unreachable

_CHUNK = 65_536


def _opener() -> OpenerDirector:
    """An opener that knows http and https, and neither redirects nor files."""
    opener = OpenerDirector()
    for handler in (
        ProxyHandler(),
        HTTPHandler(),
        HTTPSHandler(),
        HTTPDefaultErrorHandler(),
        HTTPErrorProcessor(),
        UnknownHandler(),
    ):
        opener.add_handler(handler)
    return opener


@dataclass(frozen=True)
class HttpFetch:
    """Fetches by HTTP.

    Attributes:
        seconds: How long an answer may take, and how long each wait for its next piece.
        maximum_bytes: How long it may be.
    """

    seconds: float = 5.0
    maximum_bytes: int = 1_048_576

    def __call__(self, address: str) -> bytes:
        """The body of a successful answer.

        Raises:
            Unreachable: there was none, or it was too long, too slow, or a redirect.
        """
        deadline = time.monotonic() + self.seconds
        try:
            asked = urllib.request.Request(address, headers={"Accept": "application/json"})
            with _opener().open(asked, timeout=self.seconds) as answer:
                return self._read(answer, deadline)
        except urllib.error.HTTPError as error:
            error.close()
            raise Unreachable(f"{address} answers with status {error.code}") from None
        except (OSError, HTTPException, ValueError) as error:
            raise Unreachable(f"{address} cannot be reached ({type(error).__name__})") from None

    def _read(self, answer: HTTPResponse, deadline: float) -> bytes:
        body = bytearray()
        while piece := answer.read1(_CHUNK):
            body += piece
            if len(body) > self.maximum_bytes:
                raise OSError("the answer is too long")
            if time.monotonic() > deadline:
                raise TimeoutError
        if answer.length:
            raise OSError("the answer was cut off")
        return bytes(body)
