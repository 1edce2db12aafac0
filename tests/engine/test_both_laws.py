"""从旧兼从轻 on a made-up instrument in two versions: which law is applied, what follows, and what stays possible."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.engine.builders import case, conduct, subject
from tests.engine.two_versions import judged, laws_of, reasons, subject_of, two_versions
from zhunsheng.engine.both_laws import BothLaws
from zhunsheng.engine.case import Case

CONCEALED, GAIN = "行为.隐瞒", "行为.谋取私利"
WARNING, REMOVAL = "party 党内警告 党内严重警告", "party 撤销党内职务 开除党籍"


def act(date: str | None = "2019-05-01", decided: str | None = "2020-05-01", **facts: Any) -> Case:
    """One conduct, concealed and known to be over on the day it was done."""
    stated: dict[str, Any] = {
        "date": date,
        "continued_until": date,
        "concealed": True,
        "personal_gain": False,
        **facts,
    }
    return case(subject(conduct(**stated), kind="person"), decision_date=decided)


@pytest.fixture(scope="module")
def lighter(tmp_path_factory: pytest.TempPathFactory) -> BothLaws:
    """The new version is the lighter one."""
    return laws_of(
        two_versions(tmp_path_factory.mktemp("lighter"), {CONCEALED: REMOVAL}, {CONCEALED: WARNING})
    )


@pytest.fixture(scope="module")
def heavier(tmp_path_factory: pytest.TempPathFactory) -> BothLaws:
    """The new version is the heavier one, and calls private gain a violation as well."""
    new = {CONCEALED: REMOVAL, GAIN: REMOVAL}
    return laws_of(two_versions(tmp_path_factory.mktemp("heavier"), {CONCEALED: WARNING}, new))


def forms(laws: BothLaws, made: Case) -> tuple[int, int, int, int]:
    found = subject_of(laws, made).forms
    return found.lowest, found.low, found.high, found.highest


def test_a_lighter_new_law_is_applied(lighter: BothLaws) -> None:
    assert reasons(lighter, act()) == ["decision_lighter"]
    assert forms(lighter, act()) == (2, 2, 2, 2)
    (choice,) = judged(lighter, act()).choices
    assert choice.applied == "decision"
    assert choice.act.tracks == {"party": (3, 5)}
    assert choice.decision is not None
    assert choice.decision.tracks == {"party": (1, 2)}


def test_a_lighter_old_law_stays(heavier: BothLaws) -> None:
    assert reasons(heavier, act()) == ["act_lighter"]
    assert forms(heavier, act()) == (2, 2, 2, 2)


def test_what_the_new_law_calls_no_violation_is_none(tmp_path: Path) -> None:
    laws = laws_of(two_versions(tmp_path, {CONCEALED: WARNING}, {GAIN: REMOVAL}))
    assert reasons(laws, act()) == ["no_violation"]
    assert forms(laws, act()) == (0, 0, 0, 0)


def test_what_the_old_law_called_no_violation_never_becomes_one(heavier: BothLaws) -> None:
    made = act(concealed=False, personal_gain=True)
    assert reasons(heavier, made) == ["not_then"]
    assert forms(heavier, made) == (0, 0, 0, 0)


def test_on_a_tie_the_law_of_the_act_stays(tmp_path: Path) -> None:
    laws = laws_of(two_versions(tmp_path, {CONCEALED: WARNING}, {CONCEALED: WARNING}))
    assert reasons(laws, act()) == ["tie"]
    assert subject_of(laws, act()).conducts["C1"]["old.1"].established


def test_a_version_that_is_not_on_record_is_no_acquittal(tmp_path: Path) -> None:
    laws = laws_of(two_versions(tmp_path, {CONCEALED: WARNING}, None))
    (choice,) = judged(laws, act()).choices
    assert (choice.reason, choice.unrecorded) == ("unrecorded", ("trial_old",))
    assert forms(laws, act())[1:3] == (2, 2)


def test_provisions_are_not_mixed(lighter: BothLaws) -> None:
    """The elements of one version never go with the range of the other: of the two rules exactly one is established."""
    rules = subject_of(lighter, act()).conducts["C1"]
    assert [rules["old.1"].established, rules["new.1"].established] == [False, True]


def test_each_conduct_has_its_own_law(heavier: BothLaws) -> None:
    """One is known to have begun and ended under the old law, the other was done under the new one."""
    first = conduct(
        "C1", date="2019-05-01", continued_until="2019-05-01", concealed=True, personal_gain=False
    )
    second = conduct(
        "C2", date="2020-02-01", continued_until="2020-02-01", concealed=False, personal_gain=True
    )
    made = case(subject(first, second, kind="person"), decision_date="2020-05-01")
    assert reasons(heavier, made) == ["act_lighter", "same"]
    rules = subject_of(heavier, made).conducts
    assert rules["C1"]["old.1"].established
    assert rules["C2"]["new.2"].established


def test_conducts_of_one_case_choose_differently(tmp_path: Path) -> None:
    """Then a run of its own evaluates the mixture."""
    old, new = {CONCEALED: REMOVAL, GAIN: WARNING}, {CONCEALED: WARNING, GAIN: REMOVAL}
    laws = laws_of(two_versions(tmp_path, old, new))
    day = {"date": "2019-05-01", "continued_until": "2019-05-01"}
    made = case(
        subject(
            conduct("C1", **day, concealed=True, personal_gain=False),
            conduct("C2", **day, concealed=False, personal_gain=True),
            kind="person",
        ),
        decision_date="2020-05-01",
    )
    assert reasons(laws, made) == ["decision_lighter", "act_lighter"]
    assert forms(laws, made) == (2, 2, 2, 2)
    assert len(judged(laws, made).runs) == 3


def test_a_law_lighter_on_one_ladder_and_heavier_on_another_is_not_the_lighter_one(tmp_path: Path) -> None:
    old = {
        CONCEALED: "party 党内严重警告 党内严重警告",
        "行为.隐瞒 and 主体.公职人员": "administrative 政务警告 政务警告",
    }
    new = {
        CONCEALED: "party 党内警告 党内警告",
        "行为.隐瞒 and 主体.公职人员": "administrative 政务记过 政务记过",
    }
    laws = laws_of(two_versions(tmp_path, old, new))
    stated = conduct(date="2019-05-01", continued_until="2019-05-01", concealed=True)
    made = case(subject(stated, public_official=True), decision_date="2020-05-01")
    assert reasons(laws, made) == ["divided"]


# Dates


def test_where_no_rule_tells_the_dates_apart_one_run_is_enough(lighter: BothLaws) -> None:
    made = act(decided="2019-12-31")
    assert reasons(lighter, made) == ["same"]
    assert len(judged(lighter, made).runs) == 1


def test_an_unknown_decision_date_leaves_later_law_possible(lighter: BothLaws) -> None:
    made = act(decided=None)
    assert reasons(lighter, made) == ["open"]
    lowest, low, high, highest = forms(lighter, made)
    assert (low, high, highest) == (3, 3, 3)
    assert lowest < 3


def test_where_neither_date_is_known_nothing_is_established(lighter: BothLaws) -> None:
    made = act(date=None, decided=None)
    assert reasons(lighter, made) == ["no_act"]
    assert forms(lighter, made) == (0, 0, 0, 3)


@pytest.mark.parametrize(("laws", "ceiling"), [("lighter", 2), ("heavier", 3)])
def test_while_the_date_of_the_act_is_unknown_the_law_of_the_decision_is_the_ceiling(
    laws: str, ceiling: int, request: pytest.FixtureRequest
) -> None:
    """The lighter law is never heavier than that of the decision; which one it is stays open in both directions."""
    found, made = request.getfixturevalue(laws), act(date=None)
    (choice,) = judged(found, made).choices
    assert (choice.reason, choice.applied, choice.settled) == ("act_unknown", "decision", False)
    assert forms(found, made) == (0, ceiling, ceiling, 3)


def test_an_act_before_the_articles_on_record_has_the_law_of_the_decision_for_a_ceiling(
    tmp_path: Path,
) -> None:
    """The old version is known to have been in force, its articles are not on record: its silence is no acquittal."""
    laws = laws_of(two_versions(tmp_path, {}, {CONCEALED: WARNING}))
    (choice,) = judged(laws, act()).choices
    assert (choice.reason, choice.unrecorded) == ("act_unrecorded", ("trial_old",))
    assert (choice.applied, choice.settled) == ("decision", False)
    assert forms(laws, act()) == (0, 2, 2, 2)


def test_an_act_before_the_instrument_was_made_is_not_reached_by_it(tmp_path: Path) -> None:
    """No version was in force then, so there are no articles that could be missing."""
    laws = laws_of(two_versions(tmp_path, {}, {CONCEALED: WARNING}))
    assert reasons(laws, act("2009-05-01")) == ["not_then"]
    assert forms(laws, act("2009-05-01"))[1:3] == (0, 0)


@pytest.mark.parametrize(
    ("date", "decided", "reason"),
    [
        ("2019", "2020", "decision_lighter"),
        ("2019-12", "2020-01", "decision_lighter"),
        ("2019-05-01", "2019", "same"),
    ],
)
def test_a_partial_date_within_one_version_is_enough(
    lighter: BothLaws, date: str, decided: str, reason: str
) -> None:
    assert reasons(lighter, act(date, decided)) == [reason]


@pytest.fixture(scope="module")
def mid_year(tmp_path_factory: pytest.TempPathFactory) -> BothLaws:
    """The lighter version comes into force on the first of June 2020."""
    folder = tmp_path_factory.mktemp("mid_year")
    return laws_of(two_versions(folder, {CONCEALED: REMOVAL}, {CONCEALED: WARNING}, last_day="2020-05-31"))


@pytest.mark.parametrize(
    ("date", "decided", "reason", "established"),
    [
        ("2020", "2020-12-01", "decision_lighter", 2),  # as if done in January, under the old law
        ("2020", "2020-03-01", "tie", 3),  # as if done in January, and decided under the old law as well
        ("2019-05-01", "2020", "same", 3),  # as if decided in January
        ("2020", "2020", "tie", 3),
        ("2020", None, "decision_lighter", 2),  # done under one of two laws: the lighter of them
    ],
)
def test_where_the_law_changed_within_a_date_its_earliest_day_stands_for_it(
    mid_year: BothLaws, date: str, decided: str | None, reason: str, established: int
) -> None:
    """That settles where a suggestion starts, and nothing more: the other version stays possible."""
    (choice,) = judged(mid_year, act(date, decided)).choices
    assert (choice.reason, choice.uncertain, choice.settled) == (reason, True, False)
    lowest, low, high, highest = forms(mid_year, act(date, decided))
    assert (low, high) == (established, established)
    assert lowest < 3
    assert highest == 3


def test_an_act_that_went_on_is_governed_by_the_new_law(heavier: BothLaws) -> None:
    made = act(continued_until="2020-02-01")
    assert reasons(heavier, made) == ["same"]
    assert forms(heavier, made) == (3, 3, 3, 3)


def test_what_went_on_after_the_decision_is_not_decided_on(heavier: BothLaws) -> None:
    assert forms(heavier, act(decided="2019-12-01", continued_until="2021-01-01"))[1:3] == (2, 2)


def test_while_it_is_not_known_whether_it_went_on_the_new_law_is_possible(heavier: BothLaws) -> None:
    made = act(continued_until=None)
    assert reasons(heavier, made) == ["act_lighter"]
    lowest, low, high, highest = forms(heavier, made)
    assert (low, high, highest) == (2, 2, 3)
    assert lowest <= 2


def test_facts_that_may_change_the_choice_keep_both_laws_possible(heavier: BothLaws) -> None:
    """Concealed under both; whether private gain was sought, which only the new law cares for, is not known."""
    made = act(personal_gain=None)
    (choice,) = judged(heavier, made).choices
    assert (choice.reason, choice.settled) == ("act_lighter", False)
    assert forms(heavier, made)[3] == 3
    assert judged(heavier, act()).choices[0].settled


# The general part


def mitigated(laws: BothLaws, made: Case) -> bool:
    rules = subject_of(laws, made).rules
    return any(found.established for key, found in rules.items() if key.endswith(".lighter"))


def confessed(**case_facts: str) -> Case:
    stated = conduct(date="2019-05-01", continued_until="2019-05-01", concealed=True)
    return case(subject(stated, circumstances={"confessed": True}), **case_facts)


def test_the_general_part_follows_the_decision(tmp_path: Path) -> None:
    laws = laws_of(two_versions(tmp_path, {CONCEALED: WARNING}, {CONCEALED: REMOVAL}, lighter=("new",)))
    assert reasons(laws, confessed(decision_date="2020-05-01")) == ["act_lighter"]
    assert mitigated(laws, confessed(decision_date="2020-05-01"))
    assert not mitigated(laws, confessed(decision_date="2019-06-01"))
    assert not mitigated(laws, confessed())


def test_the_general_part_that_has_ended_without_a_newer_one_goes_by_the_act(tmp_path: Path) -> None:
    laws = laws_of(two_versions(tmp_path, {CONCEALED: WARNING}, None, lighter=("old",)))
    assert mitigated(laws, confessed(decision_date="2020-05-01"))
