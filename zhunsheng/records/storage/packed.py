"""Bytes as they are kept: packed, where that makes them smaller.

An answer with its derivation repeats itself so much that a tenth of it is left, in a few milliseconds; less is then written, kept
and copied. The first byte tells whether what follows is packed; texts, which were kept without it once, begin with neither.
"""

from __future__ import annotations

import zlib

from sqlalchemy import Dialect, LargeBinary
from sqlalchemy.types import TypeDecorator

_AS_IT_IS, _PACKED = b"\0", b"\1"
#: The quickest; slower ones gain little here.
_LEVEL = 1


class Packed(TypeDecorator[bytes]):
    """A column of bytes that are packed on their way in and unpacked on their way out."""

    impl = LargeBinary
    cache_ok = True

    @property
    def python_type(self) -> type[bytes]:
        """What a value of it is."""
        return bytes

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:  # noqa: ARG002  # the base names it
        """The bytes as they are kept."""
        if value is None:
            return None
        packed = zlib.compress(value, _LEVEL)
        return _PACKED + packed if len(packed) < len(value) else _AS_IT_IS + value

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> bytes | None:  # noqa: ARG002  # the base names it
        """The bytes as they were."""
        if value is None:
            return None
        kept = bytes(value)
        match kept[:1]:
            case b"\1":
                return zlib.decompress(kept[1:])
            case b"\0":
                return kept[1:]
            case _:
                return kept
