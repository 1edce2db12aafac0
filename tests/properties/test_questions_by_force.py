"""Questions against brute force: on random small laws, every state of knowledge that a case can come to is evaluated.

A state is what is known beyond the case: of three facts 27. What is claimed of all states (a fact never matters,
these are the fewest others, no smaller group settles the case) is then simply looked up.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.properties.small_laws import CASES, ONE_LAW, TWO_LAWS, laws
from tests.samples import examples
from zhunsheng.engine.case import Case, Instance, instances
from zhunsheng.engine.circuit.outputs import FormOutput, Reading, RecommendedOutput
from zhunsheng.engine.compiled import CompiledRelease
from zhunsheng.engine.engines.verdict import TrackVerdict
from zhunsheng.engine.explain.questions import Question, open_questions
from zhunsheng.engine.explain.settling import settlements
from zhunsheng.engine.law_dates import DATES
from zhunsheng.engine.release import Release
from zhunsheng.engine.scale import FORMS
from zhunsheng.engine.variants.columns import Change, Columns
from zhunsheng.engine.variants.outlooks import Outlooks
from zhunsheng.engine.variants.slots import Slot

State = frozenset[Change]


@dataclass(frozen=True)
class States:
    """Every state of knowledge of a subject, evaluated.

    Attributes:
        bits: The column of each state that does not contradict itself (where the case itself does so, of every state).
    """

    compiled: CompiledRelease
    unknown: tuple[Slot, ...]
    found: Outlooks
    bits: dict[State, int]

    @staticmethod
    def of(release: Release, subject: Instance) -> States:
        compiled = CompiledRelease.of(release)
        slots = (slot for slot in compiled.slots.of(subject) if slot.ref not in DATES)
        unknown = tuple(slot for slot in slots if slot.known(slot.holder(subject)) is None)
        choices = ((None, Change(slot, True), Change(slot, False)) for slot in unknown)
        variants = [tuple(change for change in made if change) for made in itertools.product(*choices)]
        found = compiled.laws.outlooks(Columns.of(subject, variants))
        wrong = 0 if found.contradictory & 1 else found.contradictory
        bits = {frozenset(variant): bit for bit, variant in enumerate(variants) if not wrong >> bit & 1}
        return States(compiled, unknown, found, bits)

    def shown(self, state: State) -> tuple[object, ...]:
        """What an answer says of the subject in a state."""
        bit = self.bits[state]
        forms = self.found.forms(bit)
        tracks = (
            (key, track.low, track.high, track.lowest, track.highest, _start(track))
            for key, track in self.found.tracks(bit).items()
        )
        ends = (forms.low, forms.high, forms.lowest, forms.highest)
        return (*ends, self.found.recommended(bit), *tracks)

    def matters(self, slot: Slot) -> list[State]:
        """The states in which some answer to a slot alters what is shown."""
        return [
            state
            for state in self.bits
            if all(change.slot != slot for change in state)
            and any(
                self.shown(answered) != self.shown(state)
                for value in (True, False)
                if (answered := state | {Change(slot, value)}) in self.bits
            )
        ]

    def settled(self, state: State) -> int | None:
        """The form at which a state is settled: all that its answer says of forms is known; None where it is not."""
        outputs = self.compiled.circuits.subject.outputs
        nodes = [
            outputs[output]
            for form in FORMS
            for output in (
                FormOutput("low", form, Reading.POSSIBLE),
                FormOutput("high", form, Reading.POSSIBLE),
                RecommendedOutput(form, Reading.POSSIBLE),
            )
        ]
        rails = (self.found.horizon.rails[node] for node in nodes)
        if not all((true | false) >> self.bits[state] & 1 for true, false in rails):
            return None
        return self.found.recommended(self.bits[state])

    def forms(self, state: State) -> tuple[int, int, int]:
        """The range of forms in a state, and the recommended one."""
        bit = self.bits[state]
        return self.found.forms(bit).low, self.found.forms(bit).high, self.found.recommended(bit)


def _start(track: TrackVerdict) -> int:
    return track.high if track.wish and track.heavier and not track.lighter else track.wish


@settings(max_examples=examples(150))
@given(release=laws(), made=CASES)
def test_exactly_those_facts_are_asked_about_that_can_matter(release: Release, made: Case) -> None:
    (subject,) = instances(made).parts
    states = States.of(release, subject)
    fewest = {
        slot.pointer: min(len(state) for state in found)
        for slot in states.unknown
        if (found := states.matters(slot))
    }
    asked = open_questions(states.compiled, subject)
    assert {question.pointer: len(question.companions) for question in asked.questions} == fewest
    assert asked.reach == "all"
    for question in asked.questions:
        assert frozenset(question.companions) in states.matters(question.answers[0].change.slot)


@settings(max_examples=examples(150))
@given(release=laws(), made=CASES)
def test_the_order_and_the_outlooks_of_questions_are_right(release: Release, made: Case) -> None:
    (subject,) = instances(made).parts
    states = States.of(release, subject)

    def distances(answer: State) -> tuple[int, int, int]:
        old, new = (states.found.forms(states.bits[state]) for state in (frozenset(), answer))
        before, after = (states.found.recommended(states.bits[state]) for state in (frozenset(), answer))
        widths = [
            sum(track.highest - track.lowest for track in states.found.tracks(states.bits[state]).values())
            for state in (frozenset[Change](), answer)
        ]
        moved = abs(after - before) + abs(new.low - old.low) + abs(new.high - old.high)
        return (old.highest - old.lowest) - (new.highest - new.lowest), moved, widths[0] - widths[1]

    def weight(question: Question) -> tuple[Fraction | int | str, ...]:
        slot = question.answers[0].change.slot
        alone = [
            answer for value in (True, False) if (answer := frozenset({Change(slot, value)})) in states.bits
        ]
        means = (Fraction(sum(of), len(alone)) for of in zip(*map(distances, alone), strict=True))
        return (*(-mean for mean in means), len(question.companions), question.pointer)

    questions = open_questions(states.compiled, subject).questions
    assert [question.pointer for question in questions] == [
        question.pointer for question in sorted(questions, key=weight)
    ]
    for question in questions:
        for answer in question.answers:
            bit = states.bits[frozenset({*question.companions, answer.change})]
            ends = answer.prospect.outcome
            assert (ends.forms, ends.recommended) == (states.found.forms(bit), states.found.recommended(bit))


@pytest.mark.parametrize("drawn", [ONE_LAW, TWO_LAWS], ids=["one_law", "two_laws"])
@settings(max_examples=examples(100))
@given(data=st.data())
def test_the_smallest_groups_that_settle_a_case_are_exactly_those(
    drawn: st.SearchStrategy[tuple[Release, Case]], data: st.DataObject
) -> None:
    """Also where two laws compete, and facts settle which of them governs."""
    release, made = data.draw(drawn)
    (subject,) = instances(made).parts
    states = States.of(release, subject)
    by_form: dict[int, set[State]] = {}
    for state in states.bits:
        if (form := states.settled(state)) is not None:
            by_form.setdefault(form, set()).add(state)
    smallest = {
        form: {state for state in found if len(state) == min(map(len, found))}
        for form, found in by_form.items()
    }
    found = settlements(states.compiled, subject, told=1000)
    for item in found:
        groups = {frozenset(group) for group, _ in item.groups}
        assert groups == smallest.get(item.recommended, set())
        assert (item.proved, item.more) == (True, False)
        for group in groups:
            assert {states.forms(state) for state in states.bits if group <= state} == {states.forms(group)}
