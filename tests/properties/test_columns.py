"""Variants as columns of bits are the same as cases made one by one: same laws, same ranges, same recommendation."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.samples import examples
from tests.strategies import Plain, documents, read
from zhunsheng.engine.both_laws import BothLaws
from zhunsheng.engine.case import Instance, instances
from zhunsheng.engine.release import Release
from zhunsheng.engine.variants.columns import Change, Columns, Variant
from zhunsheng.engine.variants.slots import Slot, Slots


@st.composite
def variants(draw: st.DrawFn, slots: Slots, subject: Instance) -> list[Variant]:
    """The case as it is, and a few cases that differ from it in up to three slots."""
    known = slots.of(subject)

    def change(slot: Slot) -> Change:
        holder = slot.holder(subject)
        return Change(slot, draw(st.sampled_from((None, *slots.values(slot, holder)))))

    made = [
        tuple(change(slot) for slot in draw(st.lists(st.sampled_from(known), max_size=3, unique=True)))
        for _ in range(draw(st.integers(1, 12)))
    ]
    return [(), *made]


@settings(max_examples=examples(60))
@given(document=documents(), data=st.data())
def test_columns_are_single_cases(
    release: Release, laws: BothLaws, document: Plain, data: st.DataObject
) -> None:
    slots = Slots(release)
    top = instances(read(document))
    for subject in top.parts:
        tried = data.draw(variants(slots, subject))
        found = laws.outlooks(Columns.of(subject, tried))
        for bit, variant in enumerate(tried):
            made = subject
            for change in variant:
                made = change.slot.given(made, change.value)
            alone = laws.outlooks(Columns.of(made, [()]))
            assert found.forms(bit) == alone.forms(0)
            assert found.tracks(bit) == alone.tracks(0)
            assert found.recommended(bit) == alone.recommended(0)
            assert [of.choice for of in found.laws(bit)] == [of.choice for of in alone.laws(0)]


def test_a_variant_holds_a_slot_once(release: Release) -> None:
    """It would have two values at once, and the columns of both would be wrong."""
    slots = Slots(release)
    (subject,) = instances(read({"case": {"id": "K"}, "incident": {}, "subjects": [{"id": "S1"}]})).parts
    slot = next(slot for slot in slots.of(subject) if slot.ref.fact == "confessed")
    with pytest.raises(ValueError, match="twice"):
        Columns.of(subject, [(Change(slot, True), Change(slot, False))])
