"""The process that durable-rules runs in: ``python -m zhunsheng.engine.engines.rete.worker FOLDER DIGEST``.

It loads the release from the folder and says so, or says why not; then it answers one line of JSON with one
line of JSON until its input ends, which is how it learns that nobody needs it any more, whatever became of
its parent.

========================  ================================================================================
says at first             ``{"ready": digest}`` or ``{"refused": reason}``, after which it ends
is asked                  ``{"number": n, "case": …}``
answers                   ``{"number": n, "verdict": …}`` or ``{"number": n, "failed": reason}``
========================  ================================================================================
"""

from __future__ import annotations

import json
import os
import signal
import sys
import warnings
from pathlib import Path
from typing import IO, Any

from zhunsheng.engine.engines.rete.wire import case_from_json, verdict_to_json
from zhunsheng.engine.engines.verdict import Verdict
from zhunsheng.engine.release import load_release


class RefusalError(Exception):
    """Why a worker does not begin."""


def main(folder: str, digest: str) -> int:
    """Runs until the input ends; the exit status."""
    for ending in (
        signal.SIGINT,
        signal.SIGTERM,
    ):  # for the parent, which answers what it has begun and then closes our input
        signal.signal(ending, signal.SIG_IGN)
    warnings.simplefilter("ignore")  # durable-rules uses what later Pythons deprecate
    out = _own_output()
    try:
        engine = _engine(Path(folder), digest)
    except Exception as error:
        _say(out, {"refused": str(error) or type(error).__name__})
        return 1
    _say(out, {"ready": digest})
    for line in sys.stdin.buffer:
        asked = json.loads(line)
        try:
            verdict: Verdict = engine.evaluate(case_from_json(asked["case"]))
            answer = {"number": asked["number"], "verdict": verdict_to_json(verdict)}
        except Exception as error:
            answer = {"number": asked["number"], "failed": f"{type(error).__name__}: {error}"}
        _say(out, answer)
    return 0


def _own_output() -> IO[bytes]:
    """The real standard output, for us alone: whatever else prints from here on goes to standard error."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return out


def _engine(folder: Path, digest: str) -> Any:
    try:
        from zhunsheng.engine.engines.rete.engine import ReteEngine
    except ImportError as error:
        raise RefusalError(f"durable-rules cannot be imported: {error}") from error
    release = load_release(folder)
    if release.digest != digest:
        raise RefusalError("the ruleset on disk is no longer the one that was asked for")
    return ReteEngine(release)


def _say(out: IO[bytes], answer: object) -> None:
    out.write(json.dumps(answer, ensure_ascii=True, separators=(",", ":")).encode() + b"\n")
    out.flush()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
