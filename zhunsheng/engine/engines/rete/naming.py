"""Short ASCII keys that durable-rules cannot confuse.

It compares the names of fields and rules by a 32-bit hash (FNV-1a) and by nothing else, so two names that
share a hash are one name to it. With a few thousand names that is unlikely, and not impossible. So the
names are our own, numbered, and one whose hash is taken is skipped.
"""

from __future__ import annotations

from collections.abc import Hashable

#: Names that mean something to durable-rules or to `host`.
_TAKEN = (
    "id",
    "sid",
    "$s",
    "m",
    "all",
    "any",
    "run",
    "count",
    "cap",
    "pri",
    "dist",
    "chart",
    "label",
    "exception",
    "always",
)


def fnv1a(name: str) -> int:
    """The hash by which durable-rules knows a name."""
    value = 0x811C9DC5
    for byte in name.encode("ascii"):
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value


class Names:
    """Gives out names; what has the same meaning gets the same name."""

    def __init__(self) -> None:
        self._hashes = {fnv1a(name) for name in _TAKEN}
        self._names: dict[Hashable, str] = {}
        self._next = 0

    def fresh(self) -> str:
        """A name that nothing has."""
        while True:
            name = f"k{self._next}"
            self._next += 1
            if (number := fnv1a(name)) not in self._hashes:
                self._hashes.add(number)
                return name

    def of(self, meaning: Hashable) -> str:
        """The name of a meaning."""
        if meaning not in self._names:
            self._names[meaning] = self.fresh()
        return self._names[meaning]
