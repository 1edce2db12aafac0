"""A process that is asked a line and answers a line, by a deadline or not at all.

Pipes block: a process that is stopped neither reads nor writes, and whoever waits for it waits for ever. So
both ends here are non-blocking, and every wait is for "can go on, or the time is up".
"""

from __future__ import annotations

import contextlib
import os
import selectors
import subprocess
import time
import weakref
from collections.abc import Sequence
from typing import IO

#: How long a process may take to end by itself once its input is closed.
_GRACE = 2.0


class GoneError(Exception):
    """The process has ended."""


class LateError(Exception):
    """The time was up."""


class LineProcess:
    """A child process that speaks in lines. Not for several threads at once.

    It is ended by `end`, when the object is collected, or at the interpreter's exit; never by a fork of its
    parent.
    """

    def __init__(self, command: Sequence[str]) -> None:
        process = subprocess.Popen(
            command, bufsize=0, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.pid = process.pid
        self._process = process
        self._owner = os.getpid()
        self._rest = b""
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                os.set_blocking(pipe.fileno(), False)
        self._finalizer = weakref.finalize(self, _end, process, self._owner)

    @property
    def alive(self) -> bool:
        """Whether the process runs and is ours: after a fork it is still our parent's."""
        return self._owner == os.getpid() and self._finalizer.alive and self._process.poll() is None

    @property
    def status(self) -> int | None:
        """The exit status, or the negative number of the signal that ended it; None while it runs."""
        return self._process.poll()

    def read(self, seconds: float) -> bytes:
        """The next line it says.

        Raises:
            LateError: it said none in time.
            GoneError: it ended first.
        """
        return self._exchange(b"", time.monotonic() + seconds)

    def ask(self, line: bytes, seconds: float) -> bytes:
        """What it answers to a line; raises as `read` does."""
        return self._exchange(line + b"\n", time.monotonic() + seconds)

    def end(self) -> None:
        """Closes its input, waits a moment, kills it if need be, and leaves nothing behind."""
        self._finalizer()

    def kill(self) -> None:
        """Ends it at once."""
        if self._owner == os.getpid():
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()
        self.end()

    def _exchange(self, out: bytes, until: float) -> bytes:
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None or stdin.closed or stdout.closed:
            raise GoneError
        with selectors.DefaultSelector() as selector:
            selector.register(stdout, selectors.EVENT_READ)
            if out:
                selector.register(stdin, selectors.EVENT_WRITE)
            while b"\n" not in self._rest:
                ready = selector.select(max(0.0, until - time.monotonic()))
                if not ready and time.monotonic() >= until:
                    raise LateError
                for key, _ in ready:
                    if key.fileobj is stdout:
                        self._rest += _read(stdout)
                    elif out := _write(stdin, out):
                        continue
                    else:
                        selector.unregister(stdin)
        line, _, self._rest = self._rest.partition(b"\n")
        return line


def _read(pipe: IO[bytes]) -> bytes:
    try:
        found = os.read(pipe.fileno(), 1 << 16)
    except BlockingIOError:
        return b""
    if not found:
        raise GoneError
    return found


def _write(pipe: IO[bytes], out: bytes) -> bytes:
    """Writes what fits; what is left to write."""
    try:
        return out[os.write(pipe.fileno(), out) :]
    except BlockingIOError:
        return out
    except BrokenPipeError:
        raise GoneError from None


def _end(process: subprocess.Popen[bytes], owner: int) -> None:
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()
    if os.getpid() != owner:
        process.returncode = 0  # a fork's copy of its parent's child: nothing of ours to wait for
        return
    try:
        process.wait(_GRACE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
