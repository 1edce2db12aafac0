"""What is made before anybody asks for it: templates compiled, examples evaluated, the scenarios of the rule book judged.

Each is made once and kept, and whoever asked for it first used to wait for it: a third of a second for the first rule that was
opened, some tens of milliseconds for each page. All of it together keeps a processor busy for some seconds, too long to let a
service wait that is being started, since it may stand in for one that has ended. So it is made while the service answers, in a
thread of its own: not at once, since who waited for the service is answered first; in small steps with as long a rest after each,
since who asks meanwhile needs the processor more; and no further once the service ends. What is not made yet when somebody asks
for it is made for him, as ever.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Final

_LOG: Final = logging.getLogger(__name__)

#: Seconds after the start.
AFTER: Final = 2.0
#: The rest after each step is so many times as long as the step.
REST: Final = 1.0
#: What the thread is called.
THREAD: Final = "ahead"


@dataclass(frozen=True)
class Part:
    """Something to be made.

    Attributes:
        name: In the log.
        steps: Each makes some of it, in some hundredths of a second. They are closed where not all are taken.
    """

    name: str
    steps: Generator[None, None, None]


@contextmanager
def made_ahead(parts: Sequence[Part], after: float) -> Iterator[None]:
    """Makes parts one after the other, for as long as the context lasts.

    What cannot be made is told in the log, and left to whoever asks for it.

    Args:
        after: Seconds until it begins.
    """
    ending = threading.Event()
    threading.Thread(target=_make, args=(parts, after, ending), name=THREAD, daemon=True).start()
    try:
        yield
    finally:
        ending.set()


def take_gently(steps: Iterator[None], ending: threading.Event) -> bool:
    """Takes steps, with a rest after each, and tells whether it took them all; it does not once the event is set."""
    worked_from = time.monotonic()
    for _ in steps:
        if ending.wait(REST * (time.monotonic() - worked_from)):
            return False
        worked_from = time.monotonic()
    return True


def _make(parts: Sequence[Part], after: float, ending: threading.Event) -> None:
    if ending.wait(after):
        return
    began, made = time.monotonic(), []
    for part in parts:
        try:
            with closing(part.steps) as steps:
                if not take_gently(steps, ending):
                    return
            made.append(part.name)
        except Exception:
            _LOG.warning("could not be made ahead: %s", part.name, exc_info=True)
    _LOG.info("made ahead in %.1f s: %s", time.monotonic() - began, ", ".join(made))
