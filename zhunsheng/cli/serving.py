"""The HTTP server as a process: it is started, told to end, and ends, within a time that can be told beforehand.

On SIGTERM (or Ctrl-C), in this order:

1. `/readyz` answers 503, and everything else goes on as before for the *notice*: whoever sends requests here notices and stops;
2. no new connections are taken; requests that are under way have the *grace* to be answered;
3. the second engine's process is ended, and so is ours, with exit code 0.

What is not answered by the end of the grace is given up, and the log says how many requests that were. A thread that evaluates
cannot be stopped from outside; it is a daemon and goes with the process, and a transaction that it has not committed never was.
A server that does not even notice that its time is up is ended from here with exit code 1. A second signal ends the notice,
a third one the grace.

The server runs in a thread of its own and signals are the main thread's. Its own handling of signals would raise them again
once it has ended, so that the process would end by SIGTERM before anything of ours is closed.
"""

from __future__ import annotations

import logging
import os
import select
import signal
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
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

_ENDED: Final = b"\0"


@dataclass(frozen=True)
class Ending:
    """How long the end may take, in seconds.

    Attributes:
        notice: From the first sign that the service is ending until it takes no more connections.
        grace: For what is under way then.
    """

    notice: float = 0.0
    grace: int = 30


class _News:
    """What the main thread waits for: signals, and the end of the server, in the order in which they come.

    Whichever thread the system interrupts for a signal, Python writes the signal's number to a socket at once. Its handler,
    which runs in the main thread only, may have to wait until that thread wakes up for another reason, which may be never.
    """

    def __init__(self) -> None:
        self._receiver, self._sender = socket.socketpair()
        self._sender.setblocking(False)
        signal.set_wakeup_fd(self._sender.fileno())

    def ended(self) -> None:
        """The server has ended."""
        self._sender.send(_ENDED)

    def next(self, seconds: float | None = None) -> Literal["signal", "ended"] | None:
        """The next piece of news, or None if there is none within the time."""
        ready, _, _ = select.select([self._receiver], [], [], seconds)
        if not ready:
            return None
        return "ended" if self._receiver.recv(1) == _ENDED else "signal"

    def close(self) -> None:
        """Signals go unheard from now on."""
        signal.set_wakeup_fd(-1)
        self._receiver.close()
        self._sender.close()


@contextmanager
def _listening() -> Iterator[_News]:
    """Takes the signals to end for news instead."""
    news = _News()
    before = {number: signal.signal(number, lambda *_: None) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield news
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        news.close()


def server_for(
    app: FastAPI, host: str, port: int, ending: Ending, proxies: Sequence[str] = ()
) -> uvicorn.Server:
    """A server for an application, with limits on heads, connections and idleness, that logs as this process does.

    Args:
        proxies: The addresses that are believed where they say for whom they ask (`trusted_proxies`).
    """
    return uvicorn.Server(
        uvicorn.Config(
            app,
            host=host,
            port=port,
            # Said here, or the server would read a variable of its own, which may hold "*".
            forwarded_allow_ips=list(proxies),
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
    with _listening() as news:
        running = _in_a_thread(server.run)
        running.add_done_callback(lambda _: news.ended())
        if news.next() == "signal":
            draining.begin()
            _LOG.info("ending: no longer ready")
            if news.next(ending.notice) != "ended":
                server.should_exit = True
                _wait_for_the_end(server, news, ending.grace + _MARGIN)
        if not _finishes(_in_a_thread(close), CLOSING_SECONDS):
            _give_up("the second engine did not end in time")
    error = running.exception()
    if error is not None and not isinstance(error, SystemExit):
        raise error
    return server.started and error is None


def _wait_for_the_end(server: uvicorn.Server, news: _News, seconds: float) -> None:
    while (what := news.next(seconds)) != "ended":
        if what is None or server.force_exit:
            _give_up("requests were not answered in time")
        server.force_exit = True
        seconds = _MARGIN


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
