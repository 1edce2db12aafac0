"""The second engine as the rest of the project sees it: a verdict, or the reason why there is none.

durable-rules is a C extension that can crash or hang, so it lives in a process of its own (`worker`) behind
a deadline. A process that fails is ended, and the next case gets a new one; the caller sees an `Absence`
and never an exception, and shows it.
"""

from __future__ import annotations

import importlib.util
import json
import sys
import threading
import time
from dataclasses import dataclass
from types import TracebackType
from typing import Any

from zhunsheng.engine.case import Case
from zhunsheng.engine.engines.rete.process import GoneError, LateError, LineProcess
from zhunsheng.engine.engines.rete.wire import case_to_json, verdict_from_json
from zhunsheng.engine.engines.verdict import Verdict
from zhunsheng.engine.release import Release


@dataclass(frozen=True)
class Absence:
    """There is no verdict of the second engine, and why."""

    reason: str


class _NoAnswerError(Exception):
    """Carries the reason of an absence out of the depths."""


class ReteClient:
    """Asks the engine in its worker. For any number of threads; they take turns.

    The worker starts with the first case (or with `ready`) and reads the rules then, for which it has
    `start_deadline` seconds; each case has `deadline`. A worker that does not get that far (its ruleset is no
    longer on disk, durable-rules cannot be imported) is not tried again before `pause` seconds have passed,
    so that cases do not wait for it each time.
    """

    name = "rete"

    def __init__(
        self, release: Release, deadline: float = 10.0, start_deadline: float = 60.0, pause: float = 30.0
    ) -> None:
        worker = "zhunsheng.engine.engines.rete.worker"
        self._command = (sys.executable, "-m", worker, str(release.folder.resolve()), release.digest)
        self._digest = release.digest
        self._deadline = deadline
        self._start_deadline = start_deadline
        self._pause = pause
        self._turn = threading.Lock()
        self._worker: LineProcess | None = None
        self._number = 0
        self._refused = ""
        self._not_before = 0.0
        self._closed = False

    def evaluate(self, case: Case) -> Verdict | Absence:
        """The verdict on a case, or why there is none."""
        with self._turn:
            try:
                return self._answer(case_to_json(case))
            except _NoAnswerError as missing:
                return Absence(str(missing))

    def ready(self) -> Absence | None:
        """Starts the worker if it is not running: None once it is ready, or why it is not."""
        with self._turn:
            try:
                self._running()
            except _NoAnswerError as missing:
                return Absence(str(missing))
            return None

    @property
    def running(self) -> bool:
        """Whether a worker is there now."""
        return self.pid is not None

    def close(self) -> None:
        """Ends the worker. A closed client has only absences to offer."""
        with self._turn:
            self._closed = True
            if self._worker is not None:
                self._worker.end()
                self._worker = None

    def __enter__(self) -> ReteClient:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """The process id of the worker, while there is one."""
        return self._worker.pid if self._worker is not None else None

    # With the lock held

    def _answer(self, case: Any) -> Verdict:
        worker = self._running()
        self._number += 1
        asked = json.dumps({"number": self._number, "case": case}, separators=(",", ":")).encode()
        answer = self._heard(worker, asked, self._deadline)
        if answer.get("number") != self._number:
            self._drop(worker)
            raise _NoAnswerError("the worker answered another question")
        if "verdict" not in answer:
            raise _NoAnswerError(f"the worker failed: {answer.get('failed')}")
        try:
            return verdict_from_json(answer["verdict"])
        except (KeyError, TypeError, ValueError):
            self._drop(worker)
            raise _NoAnswerError("the worker spoke nonsense") from None

    def _running(self) -> LineProcess:
        if self._closed:
            raise _NoAnswerError("the client is closed")
        if self._worker is not None:
            if self._worker.alive:
                return self._worker
            self._drop(self._worker)
        if not installed():
            raise _NoAnswerError("durable-rules is not installed")
        if time.monotonic() < self._not_before:
            raise _NoAnswerError(self._refused)
        try:
            return self._started()
        except _NoAnswerError as error:
            self._refused = str(error)
            self._not_before = time.monotonic() + self._pause
            raise

    def _started(self) -> LineProcess:
        try:
            worker = self._worker = LineProcess(self._command)
        except OSError as error:
            raise _NoAnswerError(f"the worker cannot be started: {error}") from error
        said = self._heard(worker, None, self._start_deadline)
        if said.get("ready") != self._digest:
            self._drop(worker)
            raise _NoAnswerError(str(said.get("refused", "the worker spoke nonsense")))
        return worker

    def _heard(self, worker: LineProcess, asked: bytes | None, seconds: float) -> dict[str, Any]:
        """What the worker says; one that does not is dropped."""
        try:
            line = worker.read(seconds) if asked is None else worker.ask(asked, seconds)
            heard = json.loads(line)
        except LateError:
            self._drop(worker)
            raise _NoAnswerError(f"no answer within {seconds:g} s") from None
        except GoneError:
            worker.end()
            self._drop(worker)
            raise _NoAnswerError(f"the worker died ({_how(worker.status)})") from None
        except (ValueError, OSError) as error:
            self._drop(worker)
            raise _NoAnswerError(f"the worker cannot be understood: {error}") from None
        if not isinstance(heard, dict):
            self._drop(worker)
            raise _NoAnswerError("the worker spoke nonsense")
        return heard

    def _drop(self, worker: LineProcess) -> None:
        worker.kill()
        self._worker = None


def _how(status: int | None) -> str:
    return f"signal {-status}" if status is not None and status < 0 else f"status {status}"


def installed() -> bool:
    """Whether durable-rules is there to be imported (which only the worker does)."""
    return all(importlib.util.find_spec(name) is not None for name in ("durable", "durable_rules_engine"))
