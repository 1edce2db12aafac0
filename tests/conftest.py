"""What every test shares: the release that comes with the project, databases, a browser, and how Hypothesis runs.

Whatever takes long to make is made once a process, by the first test that asks for it.

Hypothesis draws the same examples in every run (derandomize), so that a test that passes here passes everywhere; nobody is
told that a test is slow (deadline) because the machine is.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from pydantic import BaseModel

from tests.databases import (
    database,
    empty_database,
    migrated_file,
    migrated_template,
    other_url,
    postgresql,
    url,
)
from tests.same_examples import without_constants_of_loaded_code
from tests.second_engines import Remembering
from zhunsheng.api.lasting_objects import set_apart
from zhunsheng.engine.both_laws import BothLaws
from zhunsheng.engine.engines.bits.engine import BitsEngine
from zhunsheng.engine.engines.rete.client import ReteClient
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.proof.rulebook import Rulebook
from zhunsheng.engine.release import Release, default_release
from zhunsheng.engine.variants.slots import Slots
from zhunsheng.engine.vocabulary.models import case_model

if TYPE_CHECKING:
    from tests.browser.looking import Eyes

__all__ = [
    "database",
    "empty_database",
    "migrated_file",
    "migrated_template",
    "other_url",
    "postgresql",
    "url",
]

# Few, so that all tests together stay well below a quarter of an hour; what asks for more says so itself.
EXAMPLES = int(os.environ.get("ZHUNSHENG_EXAMPLES", "15"))

settings.register_profile(
    "same everywhere", max_examples=EXAMPLES, derandomize=True, deadline=None, database=None
)
settings.load_profile("same everywhere")
without_constants_of_loaded_code()


def pytest_collection_finish() -> None:
    """What is there before the first test stays to the end, as in a service: a tenth to a fifth of the time went into searching
    libraries and tests for garbage."""
    set_apart()


@pytest.fixture(scope="session")
def release() -> Release:
    """The rulesets that come with the project."""
    return default_release()


@pytest.fixture(scope="session")
def bits(release: Release) -> BitsEngine:
    """The first engine."""
    return BitsEngine(release.circuits(), release.vocabulary, release.scale)


@pytest.fixture(scope="session")
def laws(release: Release, bits: BitsEngine) -> BothLaws:
    """The first engine under the law of the act and of the decision."""
    return BothLaws(release, bits)


@pytest.fixture(scope="session")
def rulebook(release: Release) -> Rulebook:
    """What proofs about the release look up once."""
    return Rulebook.of(Slots(release), release.circuits())


@pytest.fixture(scope="session")
def case_document(release: Release) -> type[BaseModel]:
    """The pydantic model of a case document."""
    return case_model(release.vocabulary)


@pytest.fixture(scope="session")
def evaluator(release: Release) -> Iterator[Evaluator]:
    """Both engines, the second one in its own process until the last test is done."""
    with Evaluator(release, second=Remembering(ReteClient(release))) as made:
        yield made


@pytest.fixture(scope="session")
def eyes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Eyes]:
    """The browser of all tests; without it, or without the font, each that needs it fails with what is to be installed."""
    # Loaded by those alone who look at pages.
    from tests.browser.looking import opened_eyes

    with ExitStack() as opened:
        try:
            made = opened.enter_context(opened_eyes(tmp_path_factory.mktemp("font")))
        except LookupError as missing:
            pytest.fail(str(missing), pytrace=False)
        yield made
