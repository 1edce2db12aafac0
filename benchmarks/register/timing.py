"""How long each question takes, and each page of a service; and what the database does to answer."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import httpx

from benchmarks.load.services import signed_in
from benchmarks.register.lives import Words
from benchmarks.register.processors import busy, working_for
from benchmarks.register.questions import searches
from zhunsheng.records.register.matching import matching
from zhunsheng.records.storage.database import Database


def milliseconds(asked: Callable[[], Any], rounds: int, processes: Sequence[int]) -> dict[str, float]:
    """What processors spend on it each time, and the quickest of so many times by the clock; after one that is not counted.

    Args:
        processes: Those that work on it.
    """
    asked()
    taken, before = [], busy(processes)
    for _ in range(rounds):
        began = time.perf_counter()
        asked()
        taken.append((time.perf_counter() - began) * 1000)
    return {"busy": (busy(processes) - before) / rounds, "quickest": min(taken)}


def of_questions(
    database: Database, questions: Mapping[str, Callable[[], Any]], rounds: int
) -> dict[str, dict[str, float]]:
    """Of every question."""
    processes = working_for(database)
    return {name: milliseconds(asked, rounds, processes) for name, asked in questions.items()}


def of_pages(
    database: Database, service: int, address: str, paths: Sequence[str], rounds: int
) -> dict[str, dict[str, float]]:
    """Of pages, as their service answers them, with their size in bytes.

    Args:
        service: Its process.

    Raises:
        httpx.HTTPStatusError: a page could not be had.
    """
    headers = {**signed_in(address), "accept": "text/html"}
    found = {}
    with httpx.Client(base_url=address, headers=headers, trust_env=False, timeout=60) as client:
        for path in paths:
            size = len(client.get(path).raise_for_status().content)
            processes = working_for(database, service)
            found[path] = {
                **milliseconds(partial(client.get, path), rounds, processes),
                "bytes": float(size),
            }
    return found


def plans(database: Database, words: Words) -> dict[str, list[str]]:
    """Which indexes each search reads, in the database's own words."""
    found = {}
    postgresql = database.engine.dialect.name == "postgresql"
    with database.reading() as connection:
        for name, (account, wanted) in searches(words).items():
            statement = matching(connection, account, wanted.criteria).numbers(
                wanted.order, wanted.after, wanted.limit + 1
            )
            compiled = statement.compile(
                dialect=database.engine.dialect, compile_kwargs={"literal_binds": True}
            )
            said = str(compiled).replace("%", "%%")
            rows = connection.exec_driver_sql(
                f"{'EXPLAIN' if postgresql else 'EXPLAIN QUERY PLAN'} {said}"
            ).all()
            lines = [str(row[0] if postgresql else row[-1]).strip() for row in rows]
            found[name] = [
                line for line in lines if "ndex" in line or "INDEX" in line or "can" in line or "SCAN" in line
            ]
    return found
