"""Random small laws and cases for the tests that hold explanations against brute force (the law of ``tests/engine/small.py``)."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import strategies as st

from tests.engine.small import case, fact, move, rule, small_release
from tests.properties.test_lighter_law import releases, small_cases
from zhunsheng.engine.both_laws import BothLaws
from zhunsheng.engine.case import Instance
from zhunsheng.engine.engines.bits.engine import BitsEngine
from zhunsheng.engine.language.conditions import AllOf, AnyOf, Condition, Not
from zhunsheng.engine.language.contradictions import Contradiction
from zhunsheng.engine.language.rules import Rule
from zhunsheng.engine.release import Release
from zhunsheng.engine.variants.columns import Change
from zhunsheng.engine.vocabulary.facts import Text

LETTERS = "abcdef"
LEAVES = st.sampled_from(LETTERS).map(lambda letter: fact(f"c.{letter}"))
CONDITIONS: st.SearchStrategy[Condition] = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: AllOf(tuple(parts))),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: AnyOf(tuple(parts))),
    ),
    max_leaves=5,
)


def provisions(draw: st.DrawFn, most: int) -> Iterator[Rule]:
    """Provisions on the ladder of sanctions, with an exception to the first of them, perhaps."""
    for number in range(draw(st.integers(1, most))):
        low = draw(st.integers(0, 4))
        ends = (low, draw(st.integers(max(low, 1), 4)))
        yield rule(draw(CONDITIONS), f"provision:p{number}", *ends, id=f"p{number}")
    if draw(st.booleans()):
        yield rule(draw(CONDITIONS), "scope:exception", id="x", overrides=["p0"])


def perhaps_contradictory(draw: st.DrawFn, release: Release) -> Release:
    """The release, perhaps with two facts that contradict each other."""
    if not draw(st.booleans()):
        return release
    never = AllOf((fact("c.a"), fact("c.b")))
    contradiction = Contradiction("a_and_b", "conduct", never, Text("矛盾", "contradiction"))
    return Release(**{**vars(release), "contradictions": (contradiction,)})


@st.composite
def laws(draw: st.DrawFn) -> Release:
    """A few provisions, a tolerance, a circumstance that makes it heavier, and perhaps two facts that contradict each other."""
    rules = list(provisions(draw, 4))
    if draw(st.booleans()):
        rules.append(rule(draw(CONDITIONS), "tolerance:ground", id="t"))
    rules.append(rule("s.a", "circumstance:aggravate", id="aggravated"))
    return perhaps_contradictory(draw, small_release(rules, move("aggravate")))


CASES = st.tuples(
    st.lists(st.sampled_from(("", "upper", "lower")), min_size=6, max_size=6), st.sampled_from(("", "a", "A"))
).map(
    lambda drawn: case(
        "".join(
            {"": "", "upper": letter.upper(), "lower": letter}[how]
            for letter, how in zip(LETTERS, drawn[0], strict=True)
        ),
        subject=drawn[1],
    )
)


#: A law and a case: of one version, and of two with a conduct on either side of the change or two of them.
ONE_LAW = st.tuples(laws(), CASES)
TWO_LAWS = st.tuples(
    releases(), st.one_of(small_cases(), small_cases(across=True), small_cases(2, across=True))
)


def judges(release: Release) -> BothLaws:
    return BothLaws(release, BitsEngine(release.circuits(), release.vocabulary, release.scale))


def changed(subject: Instance, changes: tuple[Change, ...]) -> Instance:
    for change in changes:
        subject = change.slot.given(subject, change.value)
    return subject
