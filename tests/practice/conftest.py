"""Outcomes in a few words: ``outcome("a", 2, range=(1, 2), recommended=1)``."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engine.builders import case, conduct, subject
from zhunsheng.engine.case import Instance, instances
from zhunsheng.engine.release import Release
from zhunsheng.practice.outcomes import Outcome, Practice, Suggested, read_practice


def facts(*conducts: dict[str, Any], **of_subject: Any) -> Instance:
    """A subject with these facts and conducts."""
    return instances(
        case(subject(*(conduct(f"C{n}", **act) for n, act in enumerate(conducts)), **of_subject))
    ).parts[0]


NO_FACTS = facts()


def outcome(
    incident: str,
    published: int,
    *,
    span: tuple[int, int] = (0, 4),
    recommended: int = 0,
    subject: str = "S1",
    known: Instance = NO_FACTS,
    categories: tuple[str, ...] = (),
    deciding: tuple[str, ...] = (),
) -> Outcome:
    suggested = Suggested(
        incident, subject, known, *span, recommended, recommended, (), 0, 4, categories, deciding
    )
    return Outcome(suggested, published)


@pytest.fixture(scope="session")
def practice(release: Release) -> Practice:
    """The release's own notices."""
    return read_practice(release)
