"""Likeness is a share from 0 to 1, the same both ways; rare facts say more; conducts are compared in pairs."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.builders import case, conduct, subject
from zhunsheng.engine.case import instances
from zhunsheng.engine.likeness import Aspect, Profile, Weights, profile
from zhunsheng.engine.release import default_release

VOCABULARY = default_release().vocabulary


def of(*acts: dict[str, Any], incident: dict[str, Any] | None = None, **facts: Any) -> Profile:
    """The profile of a subject with these conducts and facts."""
    made = case(subject(*(conduct(f"C{n}", **act) for n, act in enumerate(acts)), **facts), incident=incident)
    return profile(instances(made).parts[0], VOCABULARY)


PLAIN = Weights({}, 1.0, 1.0)
"""Every trait weighs 1."""


def test_shares_worked_out_on_paper() -> None:
    """Alike in one of two facts: 1 / (1 + ½ + ½). Alike in one, and one stated on one side: 1 / (1 + ½)."""
    one = of(party_member=True, position="staff")
    assert PLAIN.likeness(one, of(party_member=True, position="main_leader")).value == 0.5
    assert PLAIN.likeness(one, of(party_member=True)).value == pytest.approx(2 / 3)
    assert PLAIN.likeness(one, of(party_member=False)).value == 0.0
    assert PLAIN.likeness(of(), of()).value == 0.0


def test_rare_traits_weigh_more() -> None:
    """Of three subjects all are Party members and one is a village cadre."""
    weights = Weights.of(
        [of(party_member=True), of(party_member=True), of(party_member=True, village_cadre=True)]
    )
    assert weights.weight((Aspect("subject", "party_member", ""), True)) == 1.0
    assert weights.weight((Aspect("subject", "village_cadre", ""), True)) == pytest.approx(
        math.log(4 / 2) + 1
    )
    assert weights.weight((Aspect("subject", "village_cadre", ""), False)) == pytest.approx(math.log(4) + 1)
    subject = of(party_member=True, village_cadre=True)
    alike_in_the_rare = weights.likeness(subject, of(village_cadre=True)).value
    assert alike_in_the_rare > weights.likeness(subject, of(party_member=True)).value


def test_traits_of_conducts_are_counted_over_conducts() -> None:
    weights = Weights.of([of({"concealed": True}, {"concealed": False}), of({"concealed": True})])
    assert weights.weight((Aspect("conduct", "concealed", ""), True)) == pytest.approx(math.log(4 / 3) + 1)
    assert weights.weight((Aspect("conduct", "intent", ""), "intent")) == pytest.approx(math.log(4) + 1)


def test_conducts_are_compared_in_pairs_and_not_as_one_heap() -> None:
    """The same facts, dealt to the conducts otherwise, are not the same conducts."""
    dealt = of({"type": "formalism", "concealed": True}, {"type": "other", "concealed": False})
    otherwise = of({"type": "formalism", "concealed": False}, {"type": "other", "concealed": True})
    assert PLAIN.likeness(dealt, dealt).value == 1.0
    assert PLAIN.likeness(dealt, otherwise).value == 0.5


def test_the_most_alike_conducts_are_a_pair_whatever_their_order() -> None:
    first, second, third = (
        {"type": "formalism", "concealed": True},
        {"type": "other"},
        {"type": "abused_power"},
    )
    assert PLAIN.likeness(of(first, second), of(second, first)).value == 1.0
    found = PLAIN.likeness(of(third, first), of(first))
    assert [place for place, _, _ in found.pairs] == [None, 1]
    assert found.value == pytest.approx(2 / (2 + 1 / 2))  # what is left over is on one side only


def test_members_of_a_set_are_traits_of_their_own() -> None:
    one = of({"led_to": {"disorder": True, "slow_progress": False}})
    assert PLAIN.likeness(one, of({"led_to": ["disorder"]})).value == pytest.approx(2 / 3)


def test_numbers_dates_and_the_place_do_not_count() -> None:
    made = case(subject(conduct(date="2021-10")), province="shanxi", incident={"infected": 3, "date": "2021"})
    assert profile(instances(made).parts[0], VOCABULARY) == of({})


def test_a_person_is_not_compared_with_an_organization() -> None:
    person, organization, unknown = of(kind="person"), of(kind="organization"), of()
    assert not person.comparable(organization)
    assert person.comparable(person)
    assert person.comparable(unknown)
    assert unknown.comparable(organization)


FACTS = st.fixed_dictionaries(
    {},
    optional={
        "party_member": st.booleans(),
        "position": st.sampled_from(["staff", "team_member", "main_leader"]),
        "leading_cadre": st.booleans(),
    },
)
ACTS = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "concealed": st.booleans(),
            "type": st.sampled_from(["formalism", "other", "abused_power"]),
        },
    ),
    max_size=3,
)
PROFILES = st.builds(lambda facts, acts: of(*acts, **facts), FACTS, ACTS)


@given(PROFILES, PROFILES, st.lists(PROFILES, max_size=4))
def test_likeness_is_a_share_and_the_same_both_ways(
    one: Profile, other: Profile, notices: list[Profile]
) -> None:
    weights = Weights.of(notices)
    found = weights.likeness(one, other).value
    assert 0 <= found <= 1
    assert found == pytest.approx(weights.likeness(other, one).value)
    stated = one.own or any(one.conducts)
    assert weights.likeness(one, one).value == pytest.approx(1.0 if stated else 0.0)
