"""Reads what the commands are given: a case or a scenario, from a file or from standard input."""

from __future__ import annotations

import sys
from pathlib import Path

from zhunsheng.engine.language.documents import MAXIMUM_BYTES, Document, read_bytes, read_file
from zhunsheng.engine.scenarios import is_scenario, read_scenario

#: The file name that stands for standard input.
STANDARD_INPUT = "-"


def read_case_document(name: str) -> Document:
    """The case document in a file, bare or inside a scenario; ``-`` reads standard input.

    Raises:
        InputError: it cannot be read, or is neither YAML nor JSON.
    """
    document = read_bytes(_standard_input(), "stdin") if name == STANDARD_INPUT else read_file(Path(name))
    return read_scenario(document).case if is_scenario(document) else document


def _standard_input() -> bytes:
    """No more of it than is needed to see that it is too much."""
    return sys.stdin.buffer.read(MAXIMUM_BYTES + 1)
