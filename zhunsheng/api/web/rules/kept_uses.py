"""The scenarios that come with the rules, judged once, and kept for as long as the service runs.

That takes some seconds of one processor, and no page waits for it: until then the page of a rule says that they are being judged.
Commonly it is done ahead, soon after the service has started (`zhunsheng.api.ahead`); otherwise whoever asks first has it begun.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator
from concurrent.futures import Future

from zhunsheng.api.ahead import take_gently
from zhunsheng.engine.rulebook.scenario_uses import ScenarioUses


class KeptUses:
    """What scenarios of one release use. Safe to use from several threads.

    Args:
        judging: Judges them step by step, and returns what came of it.
    """

    def __init__(self, judging: Callable[[], Generator[None, None, ScenarioUses]]) -> None:
        self._judging = judging
        self._turn = threading.Lock()
        self._found: Future[ScenarioUses] | None = None

    def now(self) -> ScenarioUses | None:
        """The uses; None while they are being judged, which the first call has begun.

        Raises:
            RulesetError: with every problem of the scenarios.
        """
        found = self._found
        if found is None:
            threading.Thread(target=self._judge, name="scenarios of the rule book", daemon=True).start()
            return None
        return found.result() if found.done() else None

    def keep(self, uses: ScenarioUses) -> None:
        """Keeps what somebody else has judged of the same release."""
        with self._turn:
            self._found = Future()
            self._found.set_result(uses)

    def steps(self) -> Generator[None, None, None]:
        """Judges them; in no steps at all if somebody else does.

        If steps are left over, nothing was begun.
        """
        found: Future[ScenarioUses] = Future()
        with self._turn:
            if self._found is not None:
                return
            self._found = found
        try:
            found.set_result((yield from self._judging()))
        except Exception as error:  # whoever asks is told
            found.set_exception(error)
        finally:
            if not found.done():
                with self._turn:
                    self._found = None

    def _judge(self) -> None:
        take_gently(self.steps(), threading.Event())
