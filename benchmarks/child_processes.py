"""The processes that a process has started, as Linux tells (/proc).

Each process says whose child it is. The other way round, by the lists of children of each thread, one is missed while the thread
that started it ends.
"""

from __future__ import annotations

from pathlib import Path


def children(process: int) -> list[int]:
    """The ids of those that a process has started itself and that are still there."""
    return [child for child, parent in _parents().items() if parent == process]


def descendants(process: int) -> list[int]:
    """The ids of those that it has started, and of those that these have started, and so on."""
    parents = _parents()
    found, waiting = list[int](), [process]
    while waiting:
        one = waiting.pop()
        of_one = [child for child, parent in parents.items() if parent == one]
        found += of_one
        waiting += of_one
    return found


def _parents() -> dict[int, int]:
    """The parent of every process."""
    parents = {}
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            # The name of the program, which may have blanks in it, ends with the last bracket.
            after = (folder / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2]
        except OSError:
            continue  # it has ended meanwhile
        parents[int(folder.name)] = int(after.split()[1])
    return parents
