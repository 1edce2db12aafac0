"""Carries an operation out and keeps its answer in the operation's own transaction, so that key and effect are one.

    return await answering(request, records, partial(open_case, ledger, account, content), made=…, about=…)

What is kept must be the answer as it is sent, so it is made inside of the transaction as well. If somebody else has answered
under the key meanwhile, the transaction is undone: of two who carry out the same request one is the first.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from anyio import to_thread
from fastapi import Request, Response

from zhunsheng.api.idempotent_routes import KeyTaken, answer_of, asked_of, kept_already
from zhunsheng.api.records import Records
from zhunsheng.records.finishing import Finish
from zhunsheng.records.storage.entry_rows import EntryRows

_Made = TypeVar("_Made")


async def answering(
    request: Request,
    records: Records,
    operation: Callable[[Finish[_Made]], object],
    *,
    made: Callable[[_Made], Response],
    about: Callable[[_Made], str | None],
) -> Response:
    """The answer to a request, kept under its key.

    Args:
        operation: Does it, and calls what it is given with what came of it, last of all in its transaction.
        made: The answer that says so.
        about: The case that the answer is about; erasing its contents reaches the answer.

    Raises:
        KeyTaken: the key was answered meanwhile; nothing was done, and the route gives that answer. And whatever the operation
            raises.
        LookupError: the route of the request asks for no keys.
    """
    asked, rows, answers = asked_of(request), records.answered_requests(), list[Response]()

    def finish(log: EntryRows, came_of_it: _Made) -> None:
        response = made(came_of_it)
        known = rows.keep_within(
            log.connection, asked.name, asked.fingerprint, answer_of(response), asked.at, about(came_of_it)
        )
        if known is not None:
            raise KeyTaken(known)
        answers.append(response)

    await to_thread.run_sync(operation, finish)
    kept_already(request)
    return answers[-1]
