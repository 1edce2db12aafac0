"""The two cookies: the session, and what a browser is remembered by.

``__Host-`` in a cookie's name makes the browser promise that it came over https, from this very host, for all of it; so no
neighbouring host can plant one (RFC 6265bis section 4.1.3.2). ``HttpOnly``: no script reads it. ``SameSite=Strict``: other
sites' pages do not send it, not even by a link. Without https (on one's own machine) the prefix and ``Secure`` have to go; the
rest stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

from fastapi import Request, Response
from pydantic import SecretStr

#: What tokens look like (`records.access.sessions.new_token`). Anything else in a cookie is no token of ours.
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True)
class Cookies:
    """How cookies are set and read.

    Attributes:
        secure: Whether the service is reached by https.
        device_known_for: How long a browser keeps what it is remembered by.
    """

    secure: bool = True
    device_known_for: timedelta = timedelta(days=90)

    @property
    def session_name(self) -> str:
        """The name of the session's cookie."""
        return self._name("zhunsheng-session")

    @property
    def device_name(self) -> str:
        """The name of the cookie that a browser is remembered by."""
        return self._name("zhunsheng-device")

    def session(self, request: Request) -> SecretStr | None:
        """The token of the session that a request came with."""
        return _token(request, self.session_name)

    def device(self, request: Request) -> SecretStr | None:
        """What the browser is remembered by."""
        return _token(request, self.device_name)

    def keep(self, response: Response, session: SecretStr, device: SecretStr) -> None:
        """Gives a browser both. The session's goes when the browser is closed, and is ended by us in any case."""
        self._set(response, self.session_name, session, None)
        self._set(response, self.device_name, device, self.device_known_for)

    def forget(self, response: Response) -> None:
        """Takes the session's cookie away."""
        response.delete_cookie(
            self.session_name, path="/", secure=self.secure, httponly=True, samesite="strict"
        )

    def _set(self, response: Response, name: str, token: SecretStr, kept_for: timedelta | None) -> None:
        response.set_cookie(
            name,
            token.get_secret_value(),
            max_age=None if kept_for is None else int(kept_for.total_seconds()),
            path="/",
            secure=self.secure,
            httponly=True,
            samesite="strict",
        )

    def _name(self, name: str) -> str:
        return f"__Host-{name}" if self.secure else name


def _token(request: Request, name: str) -> SecretStr | None:
    found = request.cookies.get(name, "")
    return SecretStr(found) if _TOKEN.fullmatch(found) else None
