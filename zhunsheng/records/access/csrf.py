"""The second token of a session, which a foreign page cannot send because it cannot read it.

A browser adds the cookie of a session to whatever any page makes it send. So whoever acts through a cookie must also show a
text that only our own pages can have read. It is an HMAC under the session's own token (OWASP's "HMAC based token pattern"):
bound to the session, new with each sign-in, and kept nowhere, since both ends can make it.
"""

from __future__ import annotations

import hashlib
import hmac

from pydantic import SecretStr

_PURPOSE = b"zhunsheng csrf 1"


def csrf_token(session_token: SecretStr) -> SecretStr:
    """The second token of a session, in hex."""
    key = session_token.get_secret_value().encode("utf-8", "surrogatepass")
    return SecretStr(hmac.new(key, _PURPOSE, hashlib.sha256).hexdigest())


def csrf_holds(session_token: SecretStr, shown: str) -> bool:
    """Whether the text that came with a request is the second token of its session; takes as long for every text."""
    expected = csrf_token(session_token).get_secret_value().encode()
    return hmac.compare_digest(expected, shown.encode("utf-8", "surrogatepass"))
