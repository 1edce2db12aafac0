"""A thousand variants of a case in one pass are a thousand cases evaluated one by one."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.properties.changes import learnings
from tests.samples import examples
from tests.strategies import Plain, documents, read
from zhunsheng.engine.case import instances
from zhunsheng.engine.engines.bits.engine import BitsEngine


@settings(max_examples=examples(60))
@given(document=documents(), data=st.data())
def test_variants_in_one_pass_are_single_runs(bits: BitsEngine, document: Plain, data: st.DataObject) -> None:
    changes = list(learnings(document))
    tried = data.draw(st.lists(st.sampled_from(changes), max_size=12)) if changes else []
    versions = [read(document), *(read(change.made_in(document)) for change in tried)]
    evaluated = bits.run([instances(version) for version in versions])
    for bit, version in enumerate(versions):
        assert bits.verdict(evaluated, bit) == bits.evaluate(version)


@settings(max_examples=20)
@given(document=documents(), number=st.sampled_from((2, 63, 64, 65, 1000)))
def test_the_last_of_many_variants_is_as_good_as_the_first(
    bits: BitsEngine, document: Plain, number: int
) -> None:
    """Nothing happens at the width of a machine word."""
    instance = instances(read(document))
    evaluated = bits.run([instance] * number)
    assert bits.verdict(evaluated, number - 1) == bits.verdict(evaluated, 0)
