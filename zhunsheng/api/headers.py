"""Headers that every answer carries.

The service hands out data, pictures and pages of HTML. They are embedded nowhere, load nothing and are called from no other
site's scripts, so the policy can be as narrow as they come; there is no CORS. Two answers hold what people have written into
a case and may be opened in a browser:

- the picture (SVG) is drawn with presentation attributes alone, which no policy governs, so it needs nothing to be let through;
- the report (HTML) has a style sheet and the widths of its columns inside. Its policy names each of these texts by its digest. A
  style that got in by any other way would not be applied; and nothing is fetched or run, as everywhere.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterable, Mapping

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send


def content_security_policy(styles: Iterable[str] = ()) -> str:
    """The policy of an answer that loads and runs nothing, and is styled by nothing but what it has inside.

    Args:
        styles: The text of each style element and style attribute in the answer.
    """
    digests = (b64encode(hashlib.sha256(style.encode()).digest()).decode() for style in styles)
    sources = " ".join(f"'sha256-{digest}'" for digest in digests)
    # By its name unsafe, it is what lets a digest speak of an attribute (CSP Level 3); it lets nothing through by itself.
    let_through = f"style-src 'unsafe-hashes' {sources}; " if sources else ""
    return f"default-src 'none'; {let_through}frame-ancestors 'none'; base-uri 'none'; form-action 'none'"


SECURITY_HEADERS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": content_security_policy(),
    "Cross-Origin-Resource-Policy": "same-origin",
    # Answers are about cases. No proxy and no browser has any business keeping them.
    "Cache-Control": "no-store",
}


class SecurityHeaders:
    """Adds the headers to every answer that does not set them itself."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on and completes the head of the answer."""

        async def complete(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, complete)
