"""What is made ahead is made after a start, in steps, and no further once the service ends."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Generator, Iterator

import pytest
from fastapi import FastAPI

from tests.second_engines import nobody
from zhunsheng.api import ahead
from zhunsheng.api.ahead import Part, made_ahead
from zhunsheng.api.app import create_app
from zhunsheng.api.web import areas
from zhunsheng.api.web.rendering import environment
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.release import Release

PATIENCE = 60


class Made:
    """Parts that tell what became of them."""

    def __init__(self) -> None:
        self.steps: list[str] = []
        self.closed: list[str] = []

    def part(self, name: str, last: int = 2) -> Part:
        return Part(name, self._steps(name, last))

    def broken(self, name: str) -> Part:
        return Part(name, self._broken())

    def _steps(self, name: str, last: int) -> Generator[None, None, None]:
        try:
            for number in range(last):
                self.steps.append(f"{name} {number}")
                yield
        finally:
            self.closed.append(name)

    def _broken(self) -> Generator[None, None, None]:
        yield
        raise LookupError("what stands in a case")


def ended() -> None:
    """Waits until nothing is made ahead anymore."""
    for thread in (of for of in threading.enumerate() if of.name == ahead.THREAD):
        thread.join(PATIENCE)
        assert not thread.is_alive()


def test_parts_are_made_one_after_the_other() -> None:
    made = Made()
    with made_ahead([made.part("one"), made.part("two")], after=0):
        ended()
    assert made.steps == ["one 0", "one 1", "two 0", "two 1"]


def test_nothing_is_made_for_a_service_that_ends_at_once() -> None:
    made = Made()
    with made_ahead([made.part("one")], after=PATIENCE):
        pass
    ended()
    assert made.steps == []


def test_a_service_that_ends_is_not_held_up() -> None:
    """The step under way is the last, and what was begun is closed."""
    made, stepping = Made(), threading.Event()

    def endless() -> Generator[None, None, None]:
        try:
            while True:
                stepping.set()
                yield
        finally:
            made.closed.append("endless")

    with made_ahead([Part("endless", endless()), made.part("never")], after=0):
        assert stepping.wait(PATIENCE)
    ended()
    assert made.closed == ["endless"]
    assert made.steps == []


def test_what_cannot_be_made_does_not_keep_the_rest_from_it(caplog: pytest.LogCaptureFixture) -> None:
    made = Made()
    with caplog.at_level(logging.INFO, ahead.__name__), made_ahead([made.broken("odd"), made.part("one")], 0):
        ended()
    assert made.steps == ["one 0", "one 1"]
    warned, told = caplog.records
    assert (warned.levelname, warned.getMessage()) == ("WARNING", "could not be made ahead: odd")
    assert told.levelname == "INFO"
    assert told.getMessage().endswith(" s: one")


@pytest.fixture
def app(release: Release) -> Iterator[FastAPI]:
    with Evaluator(release, second=nobody()) as evaluator:
        yield create_app(evaluator)


def test_a_service_has_what_its_pages_keep_before_anybody_asks(
    app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "AFTER", 0.0)
    monkeypatch.setattr(ahead, "REST", 0.0)

    async def lives() -> None:
        async with app.router.lifespan_context(app):
            await asyncio.to_thread(ended)

    asyncio.run(lives())
    book, examples = app.state.rule_book, app.state.examples
    assert {"readers", "written", "index", "pairs"} <= vars(book).keys()
    assert book.uses.now() is not None
    assert {language for _, language in examples._kept} == {"zh", "en"}
    assert {name for name, _ in examples._kept} == {example.name for example in examples.all}


def test_every_template_is_compiled_in_each_language(app: FastAPI) -> None:
    templates = [part for part in areas.ahead(app) if part.name.startswith("templates.")]
    assert [part.name for part in templates] == ["templates.zh", "templates.en"]
    for part in templates:
        list(part.steps)
        known = environment(part.name[-2:])
        compiled = {name for _, name in known.cache}
        assert compiled == set(known.list_templates())
