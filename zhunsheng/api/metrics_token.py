"""How a collector of metrics shows who it is: by one secret that it and the service have in a file each.

A Prometheus server cannot sign in and keep a session, and few have a token of the identity provider. It sends what is in its
``credentials_file`` with each request, as a bearer token. The secret opens `/metrics` and nothing else, and belongs to no
account (`security.metrics_readers`).
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field

from fastapi import Request
from pydantic import SecretStr


@dataclass(frozen=True)
class MetricsToken:
    """The secret of a collector, as the service keeps it.

    Attributes:
        digest: SHA-256 of the secret. It is random and long, so a fast digest without salt is enough.
    """

    digest: bytes = field(repr=False)

    @staticmethod
    def of(secret: SecretStr) -> MetricsToken:
        """The token of this secret."""
        return MetricsToken(_digest(secret.get_secret_value()))

    def shown_by(self, request: Request) -> bool:
        """Whether a request bears the secret. The comparison takes as long for every text."""
        scheme, _, shown = request.headers.get("authorization", "").partition(" ")
        return hmac.compare_digest(self.digest, _digest(shown.strip())) and scheme.lower() == "bearer"


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
