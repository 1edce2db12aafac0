"""Random histories of cases in a database, and what each comes to when it is folded."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from tests.records.recorded import record
from tests.records.workflow.random_cases import PEOPLE, allowed, thrown
from zhunsheng.records.access.accounts import Account
from zhunsheng.records.access.roles import Role
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.workflow.events import Event

#: Everybody who takes part in random cases, an auditor who takes none, and one who audits and takes part.
ACCOUNTS = (
    *(
        Account(person.id, person.id, person.id, frozenset(Role(role) for role in person.roles))
        for person in PEOPLE
    ),
    Account("auditor", "auditor", "auditor", frozenset({Role.AUDITOR})),
    Account("b", "b", "b", frozenset({Role.HANDLER, Role.REVIEWER, Role.AUDITOR})),
    Account("stranger", "stranger", "stranger", frozenset({Role.HANDLER})),
)
AUDITOR = ACCOUNTS[len(PEOPLE)]

Histories = Mapping[str, tuple[Event, ...]]


def recorded(ledger: Ledger, number: int, seed: int = 0) -> Histories:
    """So many cases, recorded one after the other; the same in every run."""
    dice = Random(seed)
    made: dict[str, tuple[Event, ...]] = {}
    while len(made) < number:
        events = allowed(thrown(dice.randrange(2**32), dice.randrange(8, 70)))
        if events:
            case = f"{dice.choice('abc')}-{len(made)}"
            made[case] = record(ledger, events, case)
    return made
