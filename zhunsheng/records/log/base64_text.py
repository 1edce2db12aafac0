"""Base 64 (RFC 4648, section 4) of which there is exactly one form for each value.

Most readers accept several: with a line break inside, or with bits set behind the last byte. A signed text that can be changed
without the change being noticed is no evidence, so the reader here writes what it read again and compares.
"""

from __future__ import annotations

import base64
import binascii


def encoded(value: bytes) -> str:
    """The bytes in base 64, padded."""
    return base64.b64encode(value).decode("ascii")


def decoded(text: str) -> bytes | None:
    """The bytes that this is the base 64 of, or None if it is not, or not in its only form."""
    try:
        value = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return value if encoded(value) == text else None
