"""How well suggestions agree with the published notices, worked out once, in the background, and kept for as long as the service
runs.

It takes some seconds of one processor: every notice is evaluated, and a tree is grown on each part of them. A file of figures
beside the rules would be there at once, and wrong from the first rule that somebody changes until somebody thinks of making it
anew. Worked out here, the figures are those of the rules that the service answers by, whichever these are; the first who asks is
told to look again.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Annotated, Final, Literal

from fastapi import Depends, FastAPI, Request

from zhunsheng.engine.problems import InputError
from zhunsheng.engine.release import Release
from zhunsheng.practice.agreement import Agreement, agreement
from zhunsheng.practice.cross_validation import cross_validate
from zhunsheng.practice.outcomes import read_practice
from zhunsheng.practice.patterns import fitting

_LOG: Final = logging.getLogger(__name__)

#: Where a release has no published notices there is nothing to agree with; `failed` is a fault of ours, which the log tells.
State = Literal["ready", "under_way", "no_notices", "failed"]


class KeptAgreement:
    """The figures of one release.

    Args:
        working: Works them out, in a thread of its own, and puts them where it is told to.
    """

    def __init__(
        self, release: Release, working: Callable[[Release, Future[Agreement | State]], None] | None = None
    ) -> None:
        self._release = release
        self._working = working or _work_out
        self._turn = threading.Lock()
        self._found: Future[Agreement | State] | None = None

    def now(self) -> Agreement | State:
        """The figures; or why there are none, be it only yet. The first call has them worked out, and nobody waits here."""
        found = self._begun()
        return found.result() if found.done() else "under_way"

    def wait(self, seconds: float = 120.0) -> Agreement | State:
        """The same, once it is known.

        Raises:
            TimeoutError: it is not known in that time.
        """
        return self._begun().result(seconds)

    def keep(self, figures: Agreement) -> None:
        """Keeps figures that somebody else has worked out of the same release."""
        with self._turn:
            self._found = Future()
            self._found.set_result(figures)

    def _begun(self) -> Future[Agreement | State]:
        with self._turn:
            if self._found is None:
                self._found = Future()
                working = partial(self._working, self._release, self._found)
                threading.Thread(target=working, name="agreement", daemon=True).start()
            return self._found


def install(app: FastAPI, release: Release) -> None:
    """Gives an application where its figures are kept."""
    app.state.agreement = KeptAgreement(release)


def agreement_of(request: Request) -> KeptAgreement:
    """Where the application that got a request keeps its figures."""
    kept = request.app.state.agreement
    if not isinstance(kept, KeptAgreement):
        raise TypeError("the application was made without statistics")
    return kept


TheAgreement = Annotated[KeptAgreement, Depends(agreement_of)]


def _work_out(release: Release, found: Future[Agreement | State]) -> None:
    try:
        practice = read_practice(release)
        found.set_result(agreement(practice, cross_validate(practice.outcomes, fitting(release))))
    except InputError:
        found.set_result("no_notices")
    except Exception as error:
        _LOG.exception("agreement with practice could not be worked out", exc_info=error)
        found.set_result("failed")
