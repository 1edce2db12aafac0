"""Second engines for tests: one that is not there, one that says what it was told to, and one that is asked once a case.

Hundreds of tests evaluate the same few cases, and what an engine says of a case under one release is always the same
(`tests/engine/test_evaluation.py` asks the real one again and again). So the evaluator that all tests share remembers: each
distinct case is still checked by both engines.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from zhunsheng.engine.case import Case
from zhunsheng.engine.engines.rete.client import Absence
from zhunsheng.engine.engines.rete.wire import case_to_json
from zhunsheng.engine.engines.verdict import Verdict
from zhunsheng.engine.evaluation import SecondEngine


@dataclass
class Saying:
    """Says the same of every case."""

    says: Verdict | Absence
    running: bool = True

    def ready(self) -> Absence | None:
        return None if self.running else Absence("not here")

    def evaluate(self, case: Case) -> Verdict | Absence:
        return self.says

    def close(self) -> None:
        """Holds nothing."""


def nobody() -> Saying:
    """A second engine that is not there: for what does not depend on who checked an answer."""
    return Saying(Absence("not asked"), running=False)


@dataclass
class Remembering:
    """Answers for another engine what that has answered before. That it had no answer is forgotten."""

    engine: SecondEngine
    _verdicts: dict[str, Verdict] = field(default_factory=dict)

    @property
    def running(self) -> bool:
        return self.engine.running

    def ready(self) -> Absence | None:
        return self.engine.ready()

    def evaluate(self, case: Case) -> Verdict | Absence:
        asked = json.dumps(case_to_json(case))
        if asked in self._verdicts:
            return self._verdicts[asked]
        answer = self.engine.evaluate(case)
        if isinstance(answer, Verdict):
            self._verdicts[asked] = answer
        return answer

    def close(self) -> None:
        self.engine.close()
