"""What pages ask of the rows: searches of every kind, counts, lists, statistics."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from typing import Any

from benchmarks.register.lives import DAYS, HANDLERS, RELEASES, REVIEWERS, START, Words
from zhunsheng.records.access.accounts import Account
from zhunsheng.records.access.roles import Role
from zhunsheng.records.case_lists import Wanted as WantedCases
from zhunsheng.records.case_lists import list_cases
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.register.counting import count
from zhunsheng.records.register.criteria import Criteria, Cursor, Wanted
from zhunsheng.records.register.facets import Facet
from zhunsheng.records.register.override_sums import statistics_of_overrides
from zhunsheng.records.register.review_queue import number_waiting, review_queue
from zhunsheng.records.register.rules_decided import rule_decided, rules_decided
from zhunsheng.records.register.searching import search
from zhunsheng.records.workflow.state import Phase


def _account(name: str, *roles: Role) -> Account:
    return Account(name, name, name, frozenset(roles))


AUDITOR = _account("auditor", Role.AUDITOR)
HANDLER = _account(HANDLERS[0], Role.HANDLER)
REVIEWER = _account(REVIEWERS[0], Role.REVIEWER)
BOTH = _account(HANDLERS[1], Role.HANDLER, Role.REVIEWER)

_MIDDLE = START + timedelta(days=DAYS // 2)


def searches(words: Words) -> Mapping[str, tuple[Account, Wanted]]:
    """Searches by what they are called."""
    common, rare = words.rules[0], words.rules[-1]
    values = {
        "everything, newest first": Criteria(),
        "a common rule": Criteria(values={Facet.RULE: common}),
        "a rare rule": Criteria(values={Facet.RULE: rare}),
        "a common rule and an override": Criteria(values={Facet.RULE: common, Facet.OPINION: "overridden"}),
        "two common values": Criteria(values={Facet.RULE: common, Facet.CATEGORY: words.categories[0]}),
        "an appeal, the fourth form, a rare law": Criteria(
            values={Facet.STATE: "appeal", Facet.RECOMMENDED: "4", Facet.LAW: "mixed"}
        ),
        "a reason, a form and a release": Criteria(
            values={Facet.REASON: "rule_wrong", Facet.RECOMMENDED: "3", Facet.RELEASE: RELEASES[0]}
        ),
        "a month, by one handler": Criteria(
            since=_MIDDLE, until=_MIDDLE + timedelta(days=30), values={Facet.ACTOR: HANDLERS[5]}
        ),
        "a month, overridden": Criteria(
            since=_MIDDLE, until=_MIDDLE + timedelta(days=30), values={Facet.OPINION: "overridden"}
        ),
        "decided otherwise": Criteria(values={Facet.OPINION: "overridden"}, decided=True),
        "a common rule, decided otherwise": Criteria(
            values={Facet.RULE: common, Facet.OPINION: "overridden"}, decided=True
        ),
        "a case, by one digit": Criteria(case="a"),
        "a case, by eight digits": Criteria(case="a0b1c2d3"),
        "two that exclude each other": Criteria(
            values={Facet.RELEASE: RELEASES[0], Facet.STATE: "closed"},
            since=START + timedelta(days=DAYS - 90),
        ),
        "last evaluations, adopted, first form": Criteria(
            values={Facet.OPINION: "adopted", Facet.RECOMMENDED: "1"}, newest=True
        ),
    }
    made = {name: (AUDITOR, Wanted(criteria)) for name, criteria in values.items()}
    middle = Cursor(_MIDDLE.strftime("%Y-%m-%dT%H:%M:%S.%fZ"), 0)
    return {
        **made,
        "everything, oldest first": (AUDITOR, Wanted(order="oldest")),
        "everything, from the middle": (AUDITOR, Wanted(after=middle)),
        "by a handler": (HANDLER, Wanted()),
        "by a reviewer": (REVIEWER, Wanted()),
        "by one who handles and reviews": (BOTH, Wanted()),
        "by a reviewer, a common rule": (REVIEWER, Wanted(Criteria(values={Facet.RULE: common}))),
        "by a handler, a common rule": (HANDLER, Wanted(Criteria(values={Facet.RULE: common}))),
        "by one who handles and reviews, a common rule": (
            BOTH,
            Wanted(Criteria(values={Facet.RULE: common})),
        ),
    }


def questions(ledger: Ledger, words: Words) -> Mapping[str, Callable[[], Any]]:
    """Everything that is timed, by what it is called."""
    asked: dict[str, Callable[[], Any]] = {}
    for name, (account, wanted) in searches(words).items():
        asked[f"search: {name}"] = partial(search, ledger, account, wanted)
        if wanted.after is None and wanted.order == "newest":
            asked[f"count: {name}"] = partial(count, ledger, account, wanted.criteria)
    for name, (account, wanted_cases) in _LISTS.items():
        asked[f"cases: {name}"] = partial(list_cases, ledger, account, wanted_cases)
    return {
        **asked,
        "queue: a reviewer's": partial(review_queue, ledger, REVIEWER),
        "queue: how many wait": partial(number_waiting, ledger, REVIEWER),
        "rules: how often one decided": partial(rule_decided, ledger, AUDITOR, words.rules[0]),
        "rules: how often each decided": partial(rules_decided, ledger, AUDITOR),
        "statistics of overrides": partial(statistics_of_overrides, ledger, AUDITOR),
    }


_LISTS: Mapping[str, tuple[Account, WantedCases]] = {
    "an auditor's": (AUDITOR, WantedCases()),
    "a handler's": (HANDLER, WantedCases()),
    "a reviewer's": (REVIEWER, WantedCases()),
    "of one who handles and reviews": (BOTH, WantedCases()),
    "those that were appealed": (AUDITOR, WantedCases(state=Phase.APPEAL)),
    "what was due first": (AUDITOR, WantedCases(due_before=START.date() + timedelta(days=40))),
    "those of one handler under review": (AUDITOR, WantedCases(owner=HANDLERS[7], state=Phase.REVIEW)),
}
