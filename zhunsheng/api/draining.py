"""Whether the service was told to end: said once, from any thread, and seen by the readiness check."""

from __future__ import annotations

import threading


class Draining:
    """A switch that is never put back."""

    def __init__(self) -> None:
        self._begun = threading.Event()

    def begin(self) -> None:
        """No new requests, please."""
        self._begun.set()

    @property
    def begun(self) -> bool:
        """Whether it was said."""
        return self._begun.is_set()
