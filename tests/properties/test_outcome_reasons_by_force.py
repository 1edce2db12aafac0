"""Why an outcome is so, and what it lacks, against brute force: every set of known facts is tried, and every change of facts."""

from __future__ import annotations

import itertools
from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.small import SANCTION, move, rule, small_release
from tests.properties.small_laws import CASES, CONDITIONS, changed, judges, perhaps_contradictory, provisions
from tests.samples import examples
from zhunsheng.engine.case import Case, Instance, instances
from zhunsheng.engine.proof.change_costs import TO_BE_OTHERWISE, TO_FIND
from zhunsheng.engine.proof.outcome_reasons import FormTarget, MeasureTarget, SparedTarget
from zhunsheng.engine.proof.reasons import RuleTarget, Target, lack, reason
from zhunsheng.engine.release import Release
from zhunsheng.engine.scale import FORMS, Move
from zhunsheng.engine.variants.columns import Change, Columns
from zhunsheng.engine.variants.outlooks import Outlooks
from zhunsheng.engine.variants.slots import Slot, Slots
from zhunsheng.engine.vocabulary.facts import FactRef

MOVES = (
    move("aggravate"),
    move("severe"),
    move("reduce", instead=1),
    move("mitigate"),
    move("waive", start_at_most=2, instead=2),
    move("cap", at=2),
)

#: Whether an outcome is so in a variant, by its bit.
Holds = Callable[[Outlooks, int], bool]


@st.composite
def laws(draw: st.DrawFn) -> Release:
    """Provisions, perhaps a tolerance that spares or puts something milder instead, and moves in both directions."""
    rules = list(provisions(draw, 3))
    if draw(st.booleans()):
        rules.append(rule(draw(CONDITIONS), "tolerance:ground", id="t"))
    if draw(st.booleans()):
        rules.append(rule(draw(CONDITIONS), "tolerance:mild_ground", 1, 1, track="admonition", id="mild"))
    moves: list[Move] = sorted(draw(st.sets(st.sampled_from(MOVES), max_size=2)), key=MOVES.index)
    for name, made in zip("ab", moves, strict=False):
        rules.append(rule(f"s.{name}", f"circumstance:{made.kind}", id=made.kind))
    return perhaps_contradictory(draw, small_release(rules, *moves))


def recommends(form: int) -> Holds:
    return lambda found, bit: found.recommended(bit) == form


def opens(step: int) -> Holds:
    def holds(found: Outlooks, bit: int) -> bool:
        ends = found.tracks(bit)["sanction"]
        return max(ends.low, 1) <= step <= ends.high

    return holds


def spares(rules: tuple[str, ...]) -> Holds:
    def holds(found: Outlooks, bit: int) -> bool:
        verdicts = found.engine.rules(found.chosen.parts[0], bit)
        return found.recommended(bit) == 0 and any(verdicts[key].established for key in rules)

    return holds


@settings(max_examples=examples(100))
@given(release=laws(), made=CASES)
def test_reasons_and_lacks_of_outcomes_are_the_smallest_there_are(release: Release, made: Case) -> None:
    judge, slots, circuits = judges(release), Slots(release), release.circuits()
    (subject,) = instances(made).parts
    (conduct,) = subject.parts

    def holder(slot: Slot) -> Instance:
        return subject if slot.ref.entity == "subject" else conduct

    every = [Slot(conduct.pointer(ref), ref) for ref in (FactRef("conduct", letter) for letter in "abcdef")]
    every += [Slot(subject.pointer(ref), ref) for ref in (FactRef("subject", letter) for letter in "ab")]
    read = {slot.pointer for slot in slots.of(subject)} | {every[0].pointer, every[1].pointer}
    facts = [slot for slot in every if slot.pointer in read]
    known = [slot for slot in facts if slot.known(holder(slot)) is not None]
    kept = [of for number in range(len(known) + 1) for of in itertools.combinations(known, number)]
    forgetting = [tuple(Change(slot, None) for slot in known if slot not in of) for of in kept]
    remembered = judge.outlooks(Columns.of(subject, forgetting))

    # What neutral facts of a subject say is settled once it is known: nobody is somebody else.
    open_slots = [slot for slot in facts if slot.ref.entity == "conduct" or slot.known(holder(slot)) is None]
    offers = [
        (None, *(Change(slot, value) for value in (True, False) if value is not slot.known(holder(slot))))
        for slot in open_slots
    ]
    variants = [tuple(change for change in of if change) for of in itertools.product(*offers)]
    tried = judge.outlooks(Columns.of(subject, variants))
    allowed = [
        bit for bit in range(len(variants)) if tried.contradictory & 1 or not tried.contradictory >> bit & 1
    ]

    def cost(changes: tuple[Change, ...]) -> int:
        return sum(
            TO_FIND if change.slot.known(holder(change.slot)) is None else TO_BE_OTHERWISE
            for change in changes
        )

    provisions = tuple(item.id for item in release.rules.values() if item.kind == "provision")
    targets: list[tuple[Target, Holds]] = [
        *((FormTarget(form), recommends(form)) for form in (0, *FORMS)),
        *((MeasureTarget("sanction", step, len(SANCTION.steps)), opens(step)) for step in range(1, 5)),
        (SparedTarget(tuple(RuleTarget(key, conduct) for key in provisions)), spares(provisions)),
    ]
    now = judge.outlooks(Columns.of(subject, ((),)))
    for target, holds in targets:
        enough = [len(of) for bit, of in enumerate(kept) if holds(remembered, bit)]
        found = reason(slots, circuits, subject, target)
        assert (None if found is None else len(found)) == (min(enough) if holds(now, 0) else None)
        if found is not None:
            left = changed(subject, tuple(Change(slot, None) for slot in known if slot not in found))
            assert holds(judge.outlooks(Columns.of(left, ((),))), 0)
        needed = lack(slots, circuits, subject, target)
        assert needed is None or holds(judge.outlooks(Columns.of(changed(subject, needed), ((),))), 0)
        costs = [cost(variants[bit]) for bit in allowed if holds(tried, bit)]
        assert (None if needed is None else cost(needed)) == min(costs, default=None)
