"""Gives the variables of a written function their names again when nobody reads them any more, as a compiler does with registers.

A circuit has thousands of rails, and a function with a variable for each needs a frame to match. CPython keeps frames on a stack
of pieces of 16 kB, two thousand variables; a function that needs more has a piece of its own asked of the operating system and
given back at every call, which takes as long as a third of its work.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

_NAME = re.compile(r"\b[tf]\d+\b")
#: What is unpacked and never read.
UNREAD = "_"


def with_reused_names(lines: Sequence[str]) -> list[str]:
    """The lines with fewer names.

    Args:
        lines: ``targets = expression``, and an expression at the end. A variable (`t` or `f`, a number) is set once, then read.
    """
    parts = [line.rpartition(" = ")[::2] for line in lines]
    reads = [tuple(dict.fromkeys(_NAME.findall(said))) for _, said in parts]
    last_read = {name: number for number, of_line in enumerate(reads) for name in of_line}
    names: dict[str, str] = {}
    free: list[str] = []
    made = itertools.count()
    found = []
    for number, (targets, said) in enumerate(parts):
        text = _NAME.sub(lambda match: names[match[0]], said)
        free += [names[name] for name in reads[number] if last_read[name] == number]
        for target in _NAME.findall(targets):
            if target in last_read:
                names[target] = free.pop() if free else f"v{next(made)}"
        written = _NAME.sub(lambda match: names.get(match[0], UNREAD), targets)
        found.append(f"{written} = {text}" if targets else text)
    return found
