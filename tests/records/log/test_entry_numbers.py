"""Numbers that are missing, late, repeated or forked, against the simplest account of them."""

from __future__ import annotations

from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from zhunsheng.records.log.entry_numbers import EntryNumbers, Place


def leaf(text: str) -> bytes:
    return sha256(text.encode()).digest()


def test_numbers_in_order_are_one_run() -> None:
    numbers = EntryNumbers()
    assert {numbers.take(number, leaf(str(number))) for number in range(1000)} == {Place.NEXT}
    assert list(numbers.missing(1000)) == []
    assert list(numbers.missing(1003)) == [range(1000, 1003)]


def test_each_irregularity_is_told_from_the_others() -> None:
    numbers = EntryNumbers()
    places = [
        numbers.take(number, leaf(text))
        for number, text in [(0, "a"), (2, "c"), (1, "b"), (1, "b"), (2, "x"), (3, "d")]
    ]
    assert places == [Place.NEXT, Place.AFTER_A_GAP, Place.LATE, Place.REPEATED, Place.FORKED, Place.NEXT]
    assert list(numbers.missing(0)) == []


def test_a_number_beyond_all_bounds_takes_no_memory() -> None:
    numbers = EntryNumbers()
    numbers.take(0, leaf("a"))
    assert numbers.take(10**19, leaf("b")) is Place.AFTER_A_GAP
    assert list(numbers.missing(0)) == [range(1, 10**19)]


@given(st.lists(st.tuples(st.integers(0, 12), st.sampled_from("ab")), max_size=30))
def test_any_sequence_is_told_as_a_dictionary_would(taken: list[tuple[int, str]]) -> None:
    numbers, known, expected = EntryNumbers(), {}, 0
    for number, text in taken:
        place = numbers.take(number, leaf(text))
        if number in known:
            assert place is (Place.REPEATED if known[number] == text else Place.FORKED)
        elif number == expected:
            assert place is Place.NEXT
        else:
            assert place is (Place.AFTER_A_GAP if number > expected else Place.LATE)
        known.setdefault(number, text)
        expected = number + 1
    end = max(known, default=-1) + 1
    assert [number for gap in numbers.missing(0) for number in gap] == [
        n for n in range(end) if n not in known
    ]
