"""The site of the tests over a database that was filled with records before, served on a port of this machine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from benchmarks.register.filling import counted, fill
from benchmarks.register.lives import Words, lives
from tests.web.browser.conftest import served_at
from tests.web.conftest import example_of
from tests.web.site import Site, site_over
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.records.storage.database import open_database
from zhunsheng.records.storage.migrating import migrate


@contextmanager
def filled_site(
    folder: Path, evaluator: Evaluator, records: int
) -> Iterator[tuple[Site, str, Mapping[str, int]]]:
    """The site, where it is served, and what its database holds."""
    database = open_database(f"sqlite:///{folder / 'records.db'}")
    migrate(database)
    fill(database, lives(Words.of(evaluator.release), records))

    def made(origin: str) -> Site:
        return site_over(database, evaluator, folder, example_of(evaluator), origin)

    with served_at(made, lifespan="on") as (site, origin):
        yield site, origin, counted(database)
    database.close()
