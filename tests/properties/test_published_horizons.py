"""The exact horizon of published cases. They have too many completions to try them all: some are drawn, and witnesses judged."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.properties.witnesses import come_to
from tests.samples import sampled
from zhunsheng.engine.both_laws import BothLaws
from zhunsheng.engine.case import Instance, instances
from zhunsheng.engine.law_dates import ACT_DATE, CONTINUED_UNTIL, DECISION_DATE
from zhunsheng.engine.proof.horizon import horizon, witnesses
from zhunsheng.engine.proof.rulebook import Rulebook
from zhunsheng.engine.release import Release
from zhunsheng.engine.scenario_folders import read_scenarios
from zhunsheng.engine.variants.columns import Change, Columns, Variant
from zhunsheng.engine.variants.slots import Slots
from zhunsheng.engine.vocabulary.dates import PartialDate
from zhunsheng.engine.vocabulary.models import case_model


def published(release: Release) -> Iterator[Instance]:
    folder = Path(__file__).parents[2] / "rulesets" / "scenarios" / "published"
    for read in read_scenarios(folder, "published", release, case_model(release.vocabulary)):
        yield from instances(read.case).parts


def filled_in(slots: Slots, subject: Instance, draws: random.Random) -> Variant:
    """A completion of a subject, the dates first: each unknown slot gets one of the values that rules tell apart."""
    made: list[Change] = []
    dates = (ACT_DATE, DECISION_DATE, CONTINUED_UNTIL)
    in_turn = sorted(
        slots.of(subject), key=lambda slot: dates.index(slot.ref) if slot.ref in dates else len(dates)
    )
    for slot in in_turn:
        holder = next(place for place in (subject, *subject.parts) if slot.seen_by(place))
        known = slot.known(holder)
        partial = known if isinstance(known, PartialDate) and not known.exact else None
        if known is None or partial:
            values = slots.values(slot, holder) or ((partial.first(),) if partial else ())
            if values:
                made.append(Change(slot, draws.choice(values)))
                subject = slot.given(subject, made[-1].value)
    return tuple(made)


@pytest.fixture(scope="module")
def subjects(release: Release) -> tuple[Instance, ...]:
    return tuple(sampled(tuple(published(release)), 2))


def test_completions_of_published_cases_stay_within_the_horizon(
    laws: BothLaws, rulebook: Rulebook, subjects: tuple[Instance, ...]
) -> None:
    draws = random.Random(20)
    for subject in subjects:
        found = horizon(rulebook, subject)
        assert found is not None
        made = [filled_in(rulebook.slots, subject, draws) for _ in range(6)]
        ends = laws.outlooks(Columns.of(subject, made))
        for bit in range(len(made)):
            if not ends.contradictory >> bit & 1:
                assert found.lowest <= ends.forms(bit).low <= ends.forms(bit).high <= found.highest
                assert ends.recommended(bit) in found.recommended


def test_each_outcome_of_a_published_case_has_a_witness(
    laws: BothLaws, rulebook: Rulebook, subjects: tuple[Instance, ...]
) -> None:
    inexact = 0
    for subject in subjects:
        found, by = horizon(rulebook, subject), witnesses(rulebook, subject)
        assert found is not None
        assert by is not None
        inexact += not found.exact
        assert not found.exact or come_to(laws, subject, found, by)
    assert inexact < len(subjects) / 20
