"""How long each question takes, and each page of a service; and what the database does to answer."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import httpx

from benchmarks.load.services import signed_in
from benchmarks.register.lives import Words
from benchmarks.register.questions import searches
from zhunsheng.records.register.matching import matching
from zhunsheng.records.storage.database import Database


def milliseconds(asked: Callable[[], Any], rounds: int) -> dict[str, float]:
    """The quickest and the middle one of so many times, after one that is not counted."""
    asked()
    taken = []
    for _ in range(rounds):
        began = time.perf_counter()
        asked()
        taken.append((time.perf_counter() - began) * 1000)
    return {"best": min(taken), "median": statistics.median(taken)}


def of_questions(questions: Mapping[str, Callable[[], Any]], rounds: int) -> dict[str, dict[str, float]]:
    """Of every question."""
    return {name: milliseconds(asked, rounds) for name, asked in questions.items()}


def of_pages(address: str, paths: Sequence[str], rounds: int) -> dict[str, dict[str, float]]:
    """Of pages, as their service answers them, with their size in bytes.

    Raises:
        httpx.HTTPStatusError: a page could not be had.
    """
    headers = {**signed_in(address), "accept": "text/html"}
    found = {}
    with httpx.Client(base_url=address, headers=headers, trust_env=False, timeout=60) as client:
        for path in paths:
            size = len(client.get(path).raise_for_status().content)
            found[path] = {**milliseconds(lambda path=path: client.get(path), rounds), "bytes": float(size)}  # type: ignore[misc]  # a lambda of one argument
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
