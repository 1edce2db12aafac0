"""How far a batch is: a bar where somebody watches, a line now and then where a log does."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.progress import Progress as Bar

from zhunsheng.engine.batch.run import Progress
from zhunsheng.engine.evaluation import Language

#: Seconds between two lines of a log.
_BETWEEN = 30.0

_SAY = {
    "zh": {"evaluating": "评估", "assembling": "合并", "line": "{stage} {done:,}{of}，有误 {bad:,} 行"},
    "en": {
        "evaluating": "evaluating",
        "assembling": "assembling",
        "line": "{stage} {done:,}{of}, bad: {bad:,}",
    },
}


@contextmanager
def shown_progress(lang: Language) -> Iterator[Callable[[Progress], None]]:
    """What to call with each progress; it shows itself on standard error."""
    if not sys.stderr.isatty():
        yield _lines(lang)
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks = {}

        def show(progress: Progress) -> None:
            if progress.stage not in tasks:
                tasks[progress.stage] = bar.add_task(_SAY[lang][progress.stage], total=progress.total)
            bar.update(tasks[progress.stage], completed=progress.done, total=progress.total)

        yield show


def _lines(lang: Language) -> Callable[[Progress], None]:
    last = time.monotonic()

    def show(progress: Progress) -> None:
        nonlocal last
        if time.monotonic() - last < _BETWEEN:
            return
        last = time.monotonic()
        of = f" / {progress.total:,}" if progress.total is not None else ""
        say = _SAY[lang]
        typer.echo(
            say["line"].format(
                stage=say[progress.stage], done=progress.done, of=of, bad=progress.tally.bad_rows
            ),
            err=True,
        )

    return show
