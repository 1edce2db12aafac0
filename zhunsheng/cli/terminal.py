"""What a terminal can show."""

from __future__ import annotations

import io
import sys


def write_any_character() -> None:
    """Lets output survive a terminal that cannot show every character: what it cannot is escaped, not fatal."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
