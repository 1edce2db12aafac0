"""A real identity provider on this machine, and what somebody gets who signs in there."""

from __future__ import annotations

import urllib.parse
import warnings
from contextlib import AbstractContextManager

import httpx
from authlib.deprecate import AuthlibDeprecationWarning
from werkzeug.serving import BaseWSGIServer

# The provider imports parts of authlib that are about to move. authlib shows these warnings whatever the settings of the tests
# are, so they are left out here, and no others.
with warnings.catch_warnings():
    warnings.simplefilter("ignore", AuthlibDeprecationWarning)
    import oidc_provider_mock

AUDIENCE = "zhunsheng"
BACK = "http://localhost/back"


def running(port: int = 0) -> AbstractContextManager[BaseWSGIServer]:
    """A provider with keys of its own; on the same port it is the same provider, with other keys."""
    person = oidc_provider_mock.User(
        sub="subject-1", claims={"preferred_username": "desk-1", "groups": ["handlers", "canteen"]}
    )
    return oidc_provider_mock.run_server_in_thread(port, user_claims=[person])


def id_token(issuer: str, audience: str = AUDIENCE) -> str:
    """What somebody gets who signs in there (OpenID Connect Core 3.1, authorization code flow)."""
    with httpx.Client(base_url=issuer, trust_env=False) as person:
        query = {
            "client_id": audience,
            "redirect_uri": BACK,
            "response_type": "code",
            "scope": "openid profile",
        }
        sent_back = person.post("/oauth2/authorize", params=query, data={"sub": "subject-1"})
        assert sent_back.status_code == 302, sent_back.text
        (code,) = urllib.parse.parse_qs(urllib.parse.urlsplit(sent_back.headers["location"]).query)["code"]
        got = person.post(
            "/oauth2/token",
            data={"grant_type": "authorization_code", "code": code, "redirect_uri": BACK},
            auth=(audience, "secret"),
        )
        assert got.status_code == 200, got.text
        return str(got.json()["id_token"])
