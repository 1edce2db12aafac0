"""Where the roots of an export stop to fit its checkpoints.

When an entry was changed, every root after it is another; to say so a thousand times would hide where it happened. So only the
first of a run of checkpoints that do not fit is a finding, with the last size at which everything was right before it: what was
changed stands between the two. A checkpoint that does not fit while later ones do was changed itself; the run ends there.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from zhunsheng.records.log.findings import Finding
from zhunsheng.records.log.verification_problems import root_wrong


@dataclass(frozen=True)
class _Run:
    line: int
    size: int
    good: int
    following: int = 0


class RootRuns:
    """The checkpoints whose roots were computed so far."""

    def __init__(self) -> None:
        self._good = 0
        self._runs: list[_Run] = []
        self._fits = True

    def take(self, line: int, size: int, fits: bool) -> None:
        """The next checkpoint, on this line and of this size, fits the entries before it or does not."""
        if fits:
            self._good = size
        elif self._fits:
            self._runs.append(_Run(line, size, self._good))
        else:
            self._runs[-1] = replace(self._runs[-1], following=self._runs[-1].following + 1)
        self._fits = fits

    def findings(self) -> tuple[Finding, ...]:
        """One for each run of checkpoints that do not fit."""
        return tuple(
            Finding(
                root_wrong(run.size, run.good, run.following), run.line, min(run.good, max(run.size - 1, 0))
            )
            for run in self._runs
        )
