"""What the register answers is what folding every case would: for everybody, by each filter, page after page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from random import Random

import pytest

from tests.databases import new_postgresql
from tests.records.register.folded import FoldedRegister
from tests.records.register.histories import ACCOUNTS, AUDITOR, Histories, recorded
from tests.records.workflow.making import BEGIN, RELEASE
from tests.samples import sampled
from zhunsheng.records.access.accounts import Account
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.access.permissions import allowed, reached
from zhunsheng.records.access.roles import Role
from zhunsheng.records.case_lists import Wanted as WantedCases
from zhunsheng.records.case_lists import list_cases
from zhunsheng.records.case_relations import relation_of
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.refusals import NotAllowed
from zhunsheng.records.register import counting
from zhunsheng.records.register.counting import count
from zhunsheng.records.register.criteria import Criteria, Cursor, Order, Wanted
from zhunsheng.records.register.facets import FACETS, Facet
from zhunsheng.records.register.override_sums import statistics_of_overrides
from zhunsheng.records.register.review_queue import Waiting, number_waiting, review_queue
from zhunsheng.records.register.rules_decided import rule_decided, rules_decided
from zhunsheng.records.register.searching import search
from zhunsheng.records.storage.database import open_database
from zhunsheng.records.storage.migrating import migrate
from zhunsheng.records.storage.times import written
from zhunsheng.records.workflow.events import EvaluationRecorded
from zhunsheng.records.workflow.history import state_of, states
from zhunsheng.records.workflow.overrides import override_statistics
from zhunsheng.records.workflow.state import Phase


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def ledger(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """A log that no test here changes."""
    place = tmp_path_factory.mktemp("register") / "records.db"
    database = open_database(f"sqlite:///{place}" if request.param == "sqlite" else new_postgresql(request))
    migrate(database)
    yield Ledger(database)
    database.close()


@pytest.fixture(scope="module")
def histories(ledger: Ledger) -> Histories:
    return recorded(ledger, 40)


@pytest.fixture(scope="module")
def register(histories: Histories) -> FoldedRegister:
    return FoldedRegister(histories)


#: So many a page: many pages, and not as many as records.
PAGE = 9


def every(
    ledger: Ledger, account: Account, criteria: Criteria, order: Order = "newest"
) -> list[tuple[str, int]]:
    """All that is found, page after page."""
    found: list[tuple[str, int]] = []
    after = None
    while True:
        page = search(ledger, account, Wanted(criteria, order, after, limit=PAGE))
        found += [(of.case, of.number) for of in page.found]
        if page.following is None:
            return found
        assert len(page.found) == PAGE
        after = Cursor.read(str(page.following))


def criteria(register: FoldedRegister) -> list[Criteria]:
    """Each filter by each value, and some of several."""
    dice = Random(7)
    values = {facet: set[str]() for facet in FACETS}
    for of in register.found(AUDITOR, Criteria()):
        for facet, found in of.values.items():
            values[facet] |= found
    assert all(values.values()), "the histories have something of each"
    each = [Criteria(values={facet: value}) for facet in FACETS for value in sorted(values[facet])]
    several = [
        Criteria(
            case=dice.choice([None, "a", "b-1"]),
            since=dice.choice([None, BEGIN + timedelta(hours=4)]),
            until=dice.choice([None, BEGIN + timedelta(hours=12)]),
            values={facet: dice.choice(sorted(values[facet])) for facet in dice.sample(FACETS, 2)},
            newest=dice.choice([True, False]),
            decided=dice.choice([True, False]),
        )
        for _ in range(20)
    ]
    # What was decided is asked of the subject that has the opinion, whichever value leads.
    overridden = {Facet.OPINION: "overridden"}
    decided = [
        Criteria(values=asked, decided=True)
        for asked in (
            {},
            overridden,
            {Facet.OPINION: "none"},
            *({**overridden, Facet.RULE: rule} for rule in sorted(values[Facet.RULE])),
        )
    ]
    return [
        Criteria(),
        Criteria(case="c-"),
        Criteria(newest=True),
        Criteria(since=BEGIN + timedelta(hours=5)),
        Criteria(case="nowhere"),
        Criteria(values={Facet.RULE: "r.never"}),
        *each,
        *several,
        *decided,
    ]


def test_what_is_found_is_what_folding_finds(ledger: Ledger, register: FoldedRegister) -> None:
    for account in (AUDITOR, ACCOUNTS[1]):
        for wanted in sampled(criteria(register), 2):
            expected = [(of.event.case, of.event.number) for of in register.found(account, wanted)]
            assert every(ledger, account, wanted) == expected, wanted
    for wanted in criteria(register)[::4]:
        found = register.found(AUDITOR, wanted)
        expected = [(of.event.case, of.event.number) for of in found]
        assert every(ledger, AUDITOR, wanted, "oldest") == expected[::-1], wanted


def test_everybody_finds_what_he_may_read(ledger: Ledger, register: FoldedRegister) -> None:
    for account in ACCOUNTS:
        expected = [(of.event.case, of.event.number) for of in register.found(account, Criteria())]
        assert every(ledger, account, Criteria()) == expected
        assert count(ledger, account, Criteria()).total == len(expected)
    assert every(ledger, ACCOUNTS[-1], Criteria()) == []


def test_each_row_says_what_its_evaluation_says(ledger: Ledger, register: FoldedRegister) -> None:
    page = search(ledger, AUDITOR, Wanted(limit=500))
    expected = register.found(AUDITOR, Criteria())
    assert len(page.found) == len(expected)
    for row, of in zip(page.found, expected, strict=True):
        assert (row.owner, row.state, row.newest) == (of.state.owner, of.state.phase, of.newest)
        assert (row.actor, row.release, row.law) == (of.event.actor, of.event.release, of.event.law)
        assert row.engines == (",".join(of.event.engines) or None)
        assert set(row.rules) == of.values[Facet.RULE]
        assert set(row.categories) == of.values[Facet.CATEGORY]
        assert set(row.reasons) == of.values[Facet.REASON]
        for subject in of.event.subjects:
            (shown,) = (one for one in row.subjects if one.subject == subject.subject)
            opinion = of.opinions.get(subject.subject)
            assert (shown.recommended, shown.at_least, shown.at_most) == (
                subject.form,
                subject.at_least,
                subject.at_most,
            )
            assert shown.opinion == (opinion.choice if opinion else None)
            assert shown.decided == (of.decided and opinion is not None)


@pytest.mark.parametrize("most", [1000, 5])
def test_counts_are_those_of_what_is_found(
    ledger: Ledger, register: FoldedRegister, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "COUNTED", most)
    for account in (AUDITOR, ACCOUNTS[1], ACCOUNTS[6]):
        for wanted in sampled(criteria(register)[::3], 2):
            found = register.found(account, wanted)
            exact = wanted == Criteria() and account is AUDITOR
            among = found if exact else found[:most]
            counts = count(ledger, account, wanted)
            assert (counts.total, counts.at_least) == (len(among), len(among) < len(found)), wanted
            for facet in FACETS:
                expected = Counter(value for of in among for value in of.values[facet])
                assert counts.values[facet] == expected, (wanted, facet)


def test_lists_of_cases_are_those_that_folding_gives(ledger: Ledger, histories: Histories) -> None:
    last = {case: place for place, case in enumerate(histories)}
    for account in ACCOUNTS:
        for state in (None, Phase.REVIEW, Phase.CLOSED):
            expected = [
                case
                for case in sorted(histories, key=lambda case: -last[case])
                if state in (None, state_of(histories[case]).phase)
                and allowed(account, Operation.READ_CASE, relation_of(state_of(histories[case]), account))
                is None
            ]
            found: list[str] = []
            after = None
            while True:
                page = list_cases(ledger, account, WantedCases(state=state, after=after, limit=4))
                found += [of.id for of in page.cases]
                if page.following is None:
                    break
                assert len(page.cases) == 4
                after = page.following
            assert found == expected


def test_statistics_are_those_of_all_histories(ledger: Ledger, histories: Histories) -> None:
    assert statistics_of_overrides(ledger, AUDITOR) == override_statistics(histories.values())


def test_how_often_rules_decided_is_counted_by_release(ledger: Ledger, histories: Histories) -> None:
    expected = Counter(
        (rule, event.release)
        for events in histories.values()
        for event in events
        if isinstance(event, EvaluationRecorded)
        for rule in {rule for of in event.subjects for rule in of.deciding}
    )
    found = rules_decided(ledger, AUDITOR)
    assert {
        (rule, release): n for rule, of in found.items() for release, n in of.by_release.items()
    } == expected
    one = rule_decided(ledger, AUDITOR, "r.one")
    assert one == found["r.one"]
    assert one.total == one.by_release[RELEASE] + one.by_release["sha256:" + "1" * 64]
    assert rule_decided(ledger, AUDITOR, "r.never").total == 0


def test_who_waits_longest_is_reviewed_first(ledger: Ledger, histories: Histories) -> None:
    for account in ACCOUNTS:
        expected = {
            case
            for case, events in histories.items()
            if allowed(account, Operation.REVIEW, relation_of(state_of(events), account)) is None
        }
        found: list[Waiting] = []
        after = None
        while True:
            queue = review_queue(ledger, account, after, limit=4)
            found += queue.waiting
            if queue.following is None:
                break
            after = queue.following
        assert {of.case for of in found} == expected
        assert number_waiting(ledger, account) == len(found) == len(expected)
        assert [of.since for of in found] == sorted(of.since for of in found)
        for of in found:
            events = histories[of.case]
            passed = tuple(states(events))
            assert of.state is passed[-1].phase
            changed = [
                event.at
                for before, event, after_it in zip(passed, events, passed[1:], strict=False)
                if before.phase is not after_it.phase
            ]
            assert of.since == written(changed[-1])
    assert number_waiting(ledger, ACCOUNTS[2]) > 0
    assert reached(ACCOUNTS[0], Operation.REVIEW) == frozenset()


def test_whoever_may_not_search_is_refused(ledger: Ledger) -> None:
    maintainer = Account("m", "m", "m", frozenset({Role.MAINTAINER}))
    for refused in (
        lambda: search(ledger, maintainer, Wanted()),
        lambda: count(ledger, maintainer, Criteria()),
        lambda: review_queue(ledger, maintainer),
        lambda: number_waiting(ledger, maintainer),
    ):
        with pytest.raises(NotAllowed):
            refused()
    assert rules_decided(ledger, maintainer) == rules_decided(ledger, AUDITOR)
    with pytest.raises(NotAllowed):
        rules_decided(ledger, Account("h", "h", "h", frozenset({Role.HANDLER})))
