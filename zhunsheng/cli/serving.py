"""The HTTP server as a process: it is started, told to end, and ends, within a time that can be told beforehand.

On SIGTERM (or Ctrl-C), in this order:

1. `/readyz` answers 503, and everything else goes on as before for the *notice*: whoever sends requests here notices and stops;
2. no new connections are taken; requests that are under way have the *grace* to be answered;
3. the second engine's process is ended, and so is ours, with exit code 0.

What is not answered by the end of the grace is given up: its connection is closed, and since a thread that evaluates cannot be
stopped from outside, the process ends without it, with exit code 1, so that nobody takes it for a clean end. A second signal
ends the notice, a third one the grace.

The server runs in a thread of its own and signals are the main thread's. Its own handling of signals would raise them again
once it has ended, so that the process would end by SIGTERM before anything of ours is closed.
"""

from __future__ import annotations

import logging
import os
import queue
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import Final, Literal

import uvicorn
from fastapi import FastAPI

from zhunsheng.api.draining import Draining

_LOG: Final = logging.getLogger(__name__)

#: The head of a request, and any line of its body's framing, has at most so many bytes.
HEAD_BYTES: Final = 16_384
#: A connection on which nothing is asked is closed after so many seconds.
IDLE_SECONDS: Final = 5
#: More connections at a time than this are told 503; each takes memory, and a descriptor of which there are often 1024.
CONNECTIONS: Final = 512
#: So long closing may take once the server has ended: a second engine that is just starting is waited for, and no longer.
CLOSING_SECONDS: Final = 15.0
#: The server's own account of time is let run out before ours is.
_MARGIN: Final = 2.0

_Signal = Literal["signal", "ended"]


@dataclass(frozen=True)
class Ending:
    """How long the end may take, in seconds.

    Attributes:
        notice: From the first sign that the service is ending until it takes no more connections.
        grace: For what is under way then.
    """

    notice: float = 0.0
    grace: int = 30


def server_for(app: FastAPI, host: str, port: int, ending: Ending) -> uvicorn.Server:
    """A server for an application, with limits on heads, connections and idleness, that logs as this process does."""
    return uvicorn.Server(
        uvicorn.Config(
            app,
            host=host,
            port=port,
            http="h11",  # the parser in Python: the one that can be given a limit on heads
            h11_max_incomplete_event_size=HEAD_BYTES,
            timeout_keep_alive=IDLE_SECONDS,
            timeout_graceful_shutdown=ending.grace,
            limit_concurrency=CONNECTIONS,
            server_header=False,
            access_log=False,
            log_config=None,
            ws="none",
        )
    )


def run_until_told(
    server: uvicorn.Server, draining: Draining, ending: Ending, close: Callable[[], None]
) -> bool:
    """Runs a server until a signal ends it; for the main thread.

    Args:
        close: Closes what the application answered from, once it no longer answers.

    Returns:
        Whether it started at all (a port may be taken; its log says so), and ended as it should. If something is
        given up, this does not return: the process ends with exit code 1.
    """
    heard: queue.SimpleQueue[_Signal] = queue.SimpleQueue()
    running = _in_a_thread(server.run)
    running.add_done_callback(lambda _: heard.put("ended"))
    with _signals_to(heard):
        if heard.get() == "signal":
            draining.begin()
            _LOG.info("ending: no longer ready")
            if _next(heard, ending.notice) != "ended":
                server.should_exit = True
                _wait_for_the_end(server, heard, ending.grace + _MARGIN)
        if not _finishes(_in_a_thread(close), CLOSING_SECONDS):
            _give_up("the second engine did not end in time")
    error = running.exception()
    if error is not None and not isinstance(error, SystemExit):
        raise error
    return server.started and error is None


def _wait_for_the_end(server: uvicorn.Server, heard: queue.SimpleQueue[_Signal], seconds: float) -> None:
    while (what := _next(heard, seconds)) != "ended":
        if what is None or server.force_exit:
            _give_up("requests were not answered in time")
        server.force_exit = True
        seconds = _MARGIN


def _next(heard: queue.SimpleQueue[_Signal], seconds: float) -> _Signal | None:
    try:
        return heard.get(timeout=seconds)
    except queue.Empty:
        return None


def _in_a_thread(work: Callable[[], object]) -> Future[object]:
    """What comes of some work that nobody has to wait for: its thread is a daemon."""
    found: Future[object] = Future()

    def run() -> None:
        try:
            found.set_result(work())
        except BaseException as error:
            found.set_exception(error)

    threading.Thread(target=run, name=getattr(work, "__name__", "work"), daemon=True).start()
    return found


def _finishes(work: Future[object], seconds: float) -> bool:
    try:
        work.result(seconds)
    except TimeoutError:
        return False
    return True


def _give_up(why: str) -> None:
    """Ends the process at once. The second engine's process ends by itself when we no longer hold its input."""
    _LOG.error("gave up: %s", why)
    logging.shutdown()
    os._exit(1)


@contextmanager
def _signals_to(heard: queue.SimpleQueue[_Signal]) -> Iterator[None]:
    """Puts every signal to end into the queue instead."""

    def put(_: int, __: FrameType | None) -> None:
        heard.put("signal")

    before = {number: signal.signal(number, put) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
