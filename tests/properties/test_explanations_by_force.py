"""Smallest changes, horizons and reasons against brute force: on random small laws every variant is evaluated by itself."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from hypothesis import given, settings

from tests.properties.small_laws import CASES, LETTERS, changed, judges, laws
from tests.samples import examples
from zhunsheng.engine.both_laws import BothLaws
from zhunsheng.engine.case import Case, Instance, instances
from zhunsheng.engine.explain.changes import alterations
from zhunsheng.engine.explain.outcomes import DIRECTIONS, Outcome
from zhunsheng.engine.outcome import recommended_steps
from zhunsheng.engine.proof.change_costs import TO_BE_OTHERWISE, TO_FIND
from zhunsheng.engine.proof.horizon import Horizon, horizon
from zhunsheng.engine.proof.reasons import RuleTarget, lack, reason
from zhunsheng.engine.proof.rulebook import Rulebook
from zhunsheng.engine.release import Release
from zhunsheng.engine.variants.columns import Change, Columns
from zhunsheng.engine.variants.slots import Slot, Slots
from zhunsheng.engine.vocabulary.facts import FactRef


def alone(release: Release, judge: BothLaws, subject: Instance) -> tuple[Outcome, tuple[int, int], bool]:
    """A case evaluated by itself: where it ends, between which forms it can end, and whether it contradicts itself."""
    found = judge.outlooks(Columns.of(subject, ((),)))
    forms, tracks = found.forms(0), found.tracks(0)
    steps = recommended_steps(tracks, release.scale)
    ends = Outcome(forms, found.recommended(0), tuple(steps[track.key] for track in release.scale.tracks))
    return ends, (forms.lowest, forms.highest), bool(found.contradictory)


def by_force(
    release: Release, judge: BothLaws, subject: Instance, size: int
) -> Iterator[tuple[str, frozenset[Change]]]:
    """Each smallest change with its direction: all subsets of the facts of the conduct, each made and evaluated by itself."""
    (conduct,) = subject.parts
    now, _, contradictory = alone(release, judge, subject)
    slots = [slot for slot in Slots(release).of(subject) if slot.ref.entity == "conduct"]
    flips = [Change(slot, not slot.known(conduct)) for slot in slots if slot.known(conduct) is not None]
    reached: dict[str, list[frozenset[Change]]] = {direction: [] for direction in DIRECTIONS}
    for number in range(1, size + 1):
        for changes in itertools.combinations(flips, number):
            ends, _, impossible = alone(release, judge, changed(subject, changes))
            direction = now.towards(ends)
            if direction is not None and (contradictory or not impossible):
                reached[direction].append(frozenset(changes))
    for direction, found in reached.items():
        for one in found:
            if not any(other < one for other in found):
                yield direction, one


@settings(max_examples=examples(60))
@given(release=laws(), made=CASES)
def test_the_smallest_changes_are_exactly_those(release: Release, made: Case) -> None:
    judge = judges(release)
    (subject,) = instances(made).parts
    found = alterations(Slots(release), judge, subject, size=3)
    assert {(item.direction, frozenset(item.changes)) for item in found.found} == set(
        by_force(release, judge, subject, 3)
    )
    for item in found.found:
        assert item.outcome == alone(release, judge, changed(subject, item.changes))[0]


@settings(max_examples=examples(60))
@given(release=laws(), made=CASES)
def test_the_exact_horizon_is_that_of_all_completions(release: Release, made: Case) -> None:
    judge, slots = judges(release), Slots(release)
    (subject,) = instances(made).parts
    unknown = [
        slot
        for slot in slots.of(subject)
        if slot.known(subject if slot.ref.entity == "subject" else subject.parts[0]) is None
    ]
    completions = [
        tuple(Change(slot, value) for slot, value in zip(unknown, values, strict=True))
        for values in itertools.product((True, False), repeat=len(unknown))
    ]
    ends = judge.outlooks(Columns.of(subject, completions))
    kept = [bit for bit in range(len(completions)) if not ends.contradictory >> bit & 1]
    found = horizon(Rulebook.of(slots, release.circuits()), subject)
    if not kept:
        # Only a case that contradicts itself as it stands has no completion without a contradiction.
        assert found is not None
        kept = list(range(len(completions)))
    assert found == Horizon(
        min(ends.forms(bit).low for bit in kept),
        max(ends.forms(bit).high for bit in kept),
        tuple(sorted({ends.recommended(bit) for bit in kept})),
        exact=True,
    )


@settings(max_examples=examples(60))
@given(release=laws(), made=CASES)
def test_reasons_and_lacks_are_the_smallest_there_are(release: Release, made: Case) -> None:
    judge, slots, circuits = judges(release), Slots(release), release.circuits()
    (subject,) = instances(made).parts
    (conduct,) = subject.parts
    known = [
        slot
        for slot in slots.of(subject)
        if slot.known(conduct if slot.ref.entity == "conduct" else subject) is not None
    ]
    # A contradiction may read a fact that no rule does.
    facts = {Slot(conduct.pointer(ref), ref) for ref in map(FactRef, ["conduct"] * len(LETTERS), LETTERS)}
    offers = [
        (None, *(Change(slot, value) for value in (True, False) if value is not slot.known(conduct)))
        for slot in sorted(facts, key=lambda slot: slot.pointer)
    ]
    variants = [tuple(change for change in made if change) for made in itertools.product(*offers)]
    tried = judge.outlooks(Columns.of(subject, variants))
    contradicts = bool(tried.contradictory & 1)
    for rule_id in (item.id for item in release.rules.values() if item.level == "conduct"):
        target = RuleTarget(rule_id, conduct)

        def holds(instance: Instance, rule_id: str = rule_id) -> bool:
            found = judge.outlooks(Columns.of(instance, ((),)))
            return found.engine.rules(found.chosen.parts[0], 0)[rule_id].established

        enough = [
            len(kept)
            for number in range(len(known) + 1)
            for kept in itertools.combinations(known, number)
            if holds(changed(subject, tuple(Change(slot, None) for slot in known if slot not in kept)))
        ]
        found = reason(slots, circuits, subject, target)
        assert (None if found is None else len(found)) == (min(enough) if holds(subject) else None)
        if found is not None:
            assert holds(changed(subject, tuple(Change(slot, None) for slot in known if slot not in found)))
        needed = lack(slots, circuits, subject, target)
        assert needed is None or holds(changed(subject, needed))
        reaching = [
            variants[bit]
            for bit in range(len(variants))
            if tried.engine.rules(tried.chosen.parts[0], bit)[rule_id].established
            and (contradicts or not tried.contradictory >> bit & 1)
        ]
        fewest = min(map(len, reaching), default=None)
        assert (None if needed is None else len(needed)) == fewest
        costs = [_cost(conduct, variant) for variant in reaching]
        assert (None if needed is None else _cost(conduct, needed)) == min(costs, default=None)


def _cost(conduct: Instance, changes: tuple[Change, ...]) -> int:
    return sum(TO_FIND if change.slot.known(conduct) is None else TO_BE_OTHERWISE for change in changes)
