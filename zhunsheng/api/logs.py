"""The service's log: one JSON object a line, or the same as text for people who run it by hand.

The standard library writes it, with two formatters of our own. structlog would read better where a program logs a hundred
kinds of events; here there is one (a request), and everything else (the server, the framework, drivers) logs through the
standard library anyway, so that structlog would be a second way to the same formatter.

An exception is logged by its type and by the places in the code that it came through, without its message: messages quote what
they stumbled over (`KeyError: '张…'`, the input of a validation error), and that may be a line out of a case. The places are
enough to find the fault.
"""

from __future__ import annotations

import dataclasses
import json
import logging
import sys
import traceback
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Final, Literal, TextIO

from zhunsheng.api.observation import RequestLine
from zhunsheng.api.request_ids import CURRENT

LogFormat = Literal["json", "text"]
LogLevel = Literal["debug", "info", "warning", "error"]

#: Those who log at the level that was asked for: this project, and the server about itself.
OURS: Final = ("zhunsheng", "uvicorn.error")

#: A chain of causes that is longer than this is a circle, or of no use.
_CAUSES: Final = 5


@dataclasses.dataclass(frozen=True)
class Failure:
    """An exception without its message.

    Attributes:
        type: Its class.
        places: Where it came through, the innermost last: `file:line function`.
    """

    type: str
    places: tuple[str, ...]


def failures(error: BaseException | None) -> Iterator[Failure]:
    """An exception and what caused it, the outermost first."""
    for _ in range(_CAUSES):
        if error is None:
            return
        places = (
            f"{frame.filename}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(error.__traceback__)
        )
        yield Failure(f"{type(error).__module__}.{type(error).__qualname__}", tuple(places))
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


class JsonLines(logging.Formatter):
    """A record as one line of JSON, in ASCII, so that nothing in it can begin a line of its own."""

    def format(self, record: logging.LogRecord) -> str:
        """The line; see `_parts` for what it holds."""
        return json.dumps(dict(_parts(record)), separators=(",", ":"))


class TextLines(logging.Formatter):
    """A record as one line of text, its parts escaped where they are not printable."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, and the places of an exception below it."""
        parts = dict(_parts(record))
        time, level, message = (parts.pop(name) for name in ("time", "level", "message"))
        parts.pop("logger")
        parts.pop("exceptions", None)
        shown = " ".join(f"{name}={value}" for name, value in parts.items() if value is not None)
        lines = [f"{time} {level} {_printable(str(message))} {shown}".rstrip()]
        for failure in failures(record.exc_info[1] if record.exc_info else None):
            lines += [f"  {failure.type}", *(f"    {place}" for place in failure.places)]
        return "\n".join(lines)


_FORMATTERS: Final[Mapping[LogFormat, type[logging.Formatter]]] = {"json": JsonLines, "text": TextLines}


def log_to(stream: TextIO, format: LogFormat, level: LogLevel) -> None:
    """Sends everything that this process logs to a stream: what is ours from `level` on, and warnings of everybody else.

    Other people's libraries tell at lower levels what they do, and with what: drivers the values of their statements, clients
    the addresses they call. The server's own lines (`uvicorn.error`) come the same way, if it is started without a
    configuration of its own.
    """
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_FORMATTERS[format]())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    for name in OURS:
        logging.getLogger(name).setLevel(level.upper())


def log_to_standard_error(format: LogFormat, level: LogLevel) -> None:
    """Sends everything that this process logs to standard error, where it stands in no answer's way."""
    log_to(sys.stderr, format, level)


def _parts(record: logging.LogRecord) -> Iterator[tuple[str, object]]:
    yield "time", datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
    yield "level", record.levelname.lower()
    yield "logger", record.name
    yield "message", record.getMessage()
    line = getattr(record, "request", None)
    if isinstance(line, RequestLine):
        yield from dataclasses.asdict(line).items()
    elif CURRENT.get():
        yield "request_id", CURRENT.get()
    if record.exc_info and record.exc_info[1]:
        yield "exceptions", [dataclasses.asdict(failure) for failure in failures(record.exc_info[1])]


def _printable(text: str) -> str:
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text)
