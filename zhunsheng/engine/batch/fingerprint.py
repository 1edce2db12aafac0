"""What tells whether a file is still the file that it was: its size, when it was changed, and how it begins and ends."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from zhunsheng.engine.batch.headers import unreadable

_ENDS = 1 << 20


def fingerprint(path: Path) -> str:
    """The fingerprint of a file. Reading all of a large one would take as long as evaluating it.

    Raises:
        InputError: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            digest = hashlib.sha256(file.read(_ENDS))
            file.seek(max(0, status.st_size - _ENDS))
            digest.update(file.read(_ENDS))
    except OSError as error:
        reason = error.strerror or str(error)
        raise unreadable(path.name, reason, reason) from None
    return f"{status.st_size}:{status.st_mtime_ns}:{digest.hexdigest()}"
