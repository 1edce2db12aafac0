"""The exact horizon where two laws compete or dates are open, against brute force: every completion is made and evaluated.

On random small laws all completions are tried. A made-up instrument has a version of which only the dates are on record (2000 to
2009), two with rules (2010 to 2019, 2020 and 2021), and silence from 2022 on; an act of the silent years hangs on articles that
nobody has on record.

Each outcome that an exact horizon names has a witness, which must come to it. Published cases: `test_published_horizons`.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from tests.engine.small import ADMONITION, SANCTION, fact, move, rule, small_release, text
from tests.properties.witnesses import come_to
from tests.samples import examples
from zhunsheng.engine.both_laws import BothLaws
from zhunsheng.engine.case import Case, Conduct, Instance, Subject, instances
from zhunsheng.engine.engines.bits.engine import BitsEngine
from zhunsheng.engine.language.conditions import AllOf, Condition, FactTest, LawDateTest, Not
from zhunsheng.engine.language.rules import Rule
from zhunsheng.engine.law_dates import ACT_DATE, CONTINUED_UNTIL, DATES, DECISION_DATE
from zhunsheng.engine.proof.horizon import Horizon, horizon, witnesses
from zhunsheng.engine.proof.rulebook import Rulebook
from zhunsheng.engine.release import Release
from zhunsheng.engine.sources import Citation, Source
from zhunsheng.engine.variants.columns import Change, Columns, Variant
from zhunsheng.engine.variants.outlooks import Outlooks
from zhunsheng.engine.variants.slots import Slot, Slots
from zhunsheng.engine.vocabulary.dates import PartialDate
from zhunsheng.engine.vocabulary.facts import FactRef

PERIODS = {
    "silent": (date(2000, 1, 1), date(2009, 12, 31)),
    "old": (date(2010, 1, 1), date(2019, 12, 31)),
    "new": (date(2020, 1, 1), date(2021, 12, 31)),
}
#: The first and the last day of every period, and a day on which a rule compares a date.
COMPARED = date(2015, 6, 1)
LIMITS = sorted(
    {COMPARED, COMPARED - timedelta(days=1), date(2022, 1, 1), date(1999, 12, 31)}
    | {day for period in PERIODS.values() for day in period}
)
DATES_KNOWN = (
    None,
    "1990",
    "2005-03",
    "2009-12",
    "2009",
    "2012-05-01",
    "2019",
    "2019-12-31",
    "2020-06",
    "2021-12-31",
    "2023",
)
LETTERS = "abc"


def source(version: str) -> Source:
    first, last = (PartialDate.parse(day.isoformat()) for day in PERIODS[version])
    return Source(version, "trial", text(version), "", version, "party_regulation", None, None, None, first,
                  last, "verified", None, ())  # fmt: skip


@st.composite
def conditions(draw: DrawFn) -> Condition:
    parts: list[Condition] = [
        fact(f"c.{letter}") for letter in draw(st.sets(st.sampled_from(LETTERS), max_size=2))
    ]
    return AllOf(tuple(Not(part) if draw(st.booleans()) else part for part in sorted(parts, key=repr)))


@st.composite
def laws(draw: DrawFn) -> Release:
    """Provisions and tolerances of two versions, a policy, and a circumstance by another clock; with a record or without."""
    rules: list[Rule] = []

    def add(kind: str, number: str, *when: Condition, ranged: bool = True, **more: str) -> None:
        track = draw(st.sampled_from((SANCTION, ADMONITION)))
        steps = st.integers(0, len(track.steps))
        low, high = sorted((draw(steps), draw(steps))) if ranged else (0, 0)
        made = rule(AllOf(when), kind, low, high, track=track.key, id=f"{number}")
        rules.append(replace(made, **more))

    for version in ("old", "new"):
        period = LawDateTest("act", *PERIODS[version])
        for number in range(draw(st.integers(0, 3))):
            add("provision:duty", f"{version}.{number}", period, draw(conditions()))
            rules[-1] = replace(rules[-1], cites=(Citation(version, "1"),))
        if draw(st.booleans()):
            ground = draw(st.sampled_from(("ground", "tolerance_approved", "hook")))
            add(f"tolerance:{ground}", f"{version}.t", period, draw(conditions()), ranged=draw(st.booleans()))
    if draw(st.booleans()):
        add("provision:policy", "policy", LawDateTest("policy", COMPARED, None), draw(conditions()))
    if draw(st.booleans()):
        late = FactTest(draw(st.sampled_from(DATES)), ">=", (COMPARED.isoformat(),))
        add("provision:late", "late", late, draw(conditions()))
    clock = draw(st.sampled_from(("general", "decision")))
    heavier = LawDateTest(clock, date(2020, 1, 1), None)
    add("circumstance:aggravate", "heavier", heavier, fact("s.a"), ranged=False)
    made = small_release(rules, move("aggravate"))
    return replace(
        made,
        sources={key: source(key) for key in PERIODS}
        if draw(st.booleans())
        else {**made.sources, **{key: replace(source(key), instrument=key) for key in PERIODS}},
    )


@st.composite
def cases(draw: DrawFn) -> Case:
    """A case of one or two conducts, of which facts and dates are known, known in part or unknown."""
    across = draw(st.booleans())  # done under the one law, decided under the other
    parts = []
    for number in range(draw(st.integers(1, 2))):
        facts = {FactRef("conduct", letter): draw(st.sampled_from((None, True, False))) for letter in LETTERS}
        known = {ref: yes for ref, yes in facts.items() if yes is not None}
        done = ("2012-05-01", "2019-12-31") if across else DATES_KNOWN
        days = {ref: draw(st.sampled_from(done)) for ref in (ACT_DATE, CONTINUED_UNTIL)}
        parts.append(Conduct(f"C{number}", {**known, **_dates(days)}))
    decided = _dates({DECISION_DATE: draw(st.sampled_from(("2020-06", "2023") if across else DATES_KNOWN))})
    aware = draw(st.sampled_from(({}, {FactRef("subject", "a"): True})))
    return Case("K", decided, (Subject("S", aware, tuple(parts)),), {})


def _dates(days: dict[FactRef, str | None]) -> dict[FactRef, PartialDate]:
    return {ref: PartialDate.parse(day) for ref, day in days.items() if day}


def _known(place: Instance, ref: FactRef) -> PartialDate | None:
    value = place.facts.get(ref)
    return value if isinstance(value, PartialDate) else None


def completions(slots: Slots, subject: Instance) -> list[Variant] | None:
    """Every way of filling in what is unknown, on the first and last days of all periods; None where there are too many."""
    offers: list[list[Change]] = []
    places = [subject, *subject.parts]
    firsts = [day.earliest for place in places for ref in DATES if (day := _known(place, ref))]
    for slot in _slots(slots, subject):
        (place, *_) = (place for place in places if slot.seen_by(place))
        known = slot.known(place)
        if slot.ref in DATES:
            first, last = (
                (known.earliest, known.latest)
                if isinstance(known, PartialDate)
                else (date(1900, 1, 1), date.max)
            )
            days = sorted({first, *(day for day in (*LIMITS, *firsts) if first <= day <= last)})
            values: Sequence[PartialDate | bool] = [PartialDate.parse(day.isoformat()) for day in days]
        else:
            values = [True, False] if known is None else []
        if values and values != [known]:
            offers.append([Change(slot, value) for value in values])
    number = 1
    for offer in offers:
        number *= len(offer)
    return (
        [made for made in itertools.product(*offers) if _in_order(subject, made)] if number <= 6000 else None
    )


def _slots(slots: Slots, subject: Instance) -> Iterator[Slot]:
    """The slots of a subject, its dates among them."""
    yield from slots.of(subject)
    places = (subject, *subject.parts)
    yield from dict.fromkeys(
        Slot(place.pointer(ref), ref) for place in places for ref in DATES if ref.entity in place.pointers
    )


def _in_order(subject: Instance, made: Variant) -> bool:
    """Nothing ends, or is decided on, before it was done, nor is it decided on before it ended, unless the case says so."""
    chosen = {change.slot: change.value for change in made}
    for conduct in subject.parts:
        known = [_known(conduct, ref) for ref in _IN_ORDER]
        days = [
            chosen.get(Slot(conduct.pointer(ref), ref), day)
            for ref, day in zip(_IN_ORDER, known, strict=True)
        ]
        for one, other in itertools.combinations(range(3), 2):
            if _says_otherwise(known, one, other) or (
                (one, other) == (1, 2) and _says_otherwise(known, 0, 2)
            ):
                continue
            before, after = days[one], days[other]
            assert isinstance(before, PartialDate)
            assert isinstance(after, PartialDate)
            if before.earliest > after.earliest:
                return False
    return True


_IN_ORDER = (ACT_DATE, CONTINUED_UNTIL, DECISION_DATE)


def _says_otherwise(known: Sequence[PartialDate | None], one: int, other: int) -> bool:
    before, after = known[one], known[other]
    return before is not None and after is not None and before.earliest > after.latest


def _is_settled(ends: Outlooks, bit: int) -> bool:
    return all(of.choice.reason != "act_unrecorded" for of in ends.laws(bit))


def reaches(ends: Outlooks, found: Horizon, bits: Sequence[int]) -> bool:
    """Whether each outcome of a horizon is reached by some of these variants."""
    return (
        found.lowest in {ends.forms(bit).low for bit in bits}
        and found.highest in {ends.forms(bit).high for bit in bits}
        and {*found.recommended} <= {ends.recommended(bit) for bit in bits}
    )


@settings(max_examples=examples(80))
@given(release=laws(), case=cases())
def test_the_horizon_is_that_of_all_completions(release: Release, case: Case) -> None:
    slots = Slots(release)
    judge = BothLaws(release, BitsEngine(release.circuits(), release.vocabulary, release.scale))
    (subject,) = instances(case).parts
    made = completions(slots, subject)
    assume(made is not None)
    assert made, case
    ends = judge.outlooks(Columns.of(subject, made))
    book = Rulebook.of(slots, release.circuits())
    found, by = horizon(book, subject), witnesses(book, subject)
    assert found is not None
    assert by is not None
    bits = range(len(made))
    settled = [bit for bit in bits if _is_settled(ends, bit)]
    reached = Horizon(
        min(ends.forms(bit).low for bit in bits),
        max(ends.forms(bit).high for bit in bits),
        tuple(sorted({ends.recommended(bit) for bit in bits})),
        exact=True,
    )
    if len(settled) == len(made):
        assert found == reached
    # Where a law is not on record, either may be applied: an outer bound, exact where all of it is reached without that.
    assert found.lowest <= reached.lowest <= reached.highest <= found.highest
    assert {*reached.recommended} <= {*found.recommended}
    assert found.exact is reaches(ends, found, settled)
    assert not found.exact or come_to(judge, subject, found, by)
