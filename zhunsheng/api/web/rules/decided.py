"""How often a rule decided: in the scenarios, in the published notices, and in recorded cases where records are kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, Request

from zhunsheng.api.records import records_of
from zhunsheng.api.web.rules.shown import Shown
from zhunsheng.api.web.visitors import TheVisitor
from zhunsheng.engine.batch.reported import Reported
from zhunsheng.engine.release import Release
from zhunsheng.engine.rulebook.scenario_uses import ScenarioKind, ScenarioUses
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.access.permissions import ever_allowed
from zhunsheng.records.register.rules_decided import rule_decided

#: How many recorded evaluations a rule decided; None where nothing is recorded, or for whoever may not read sums of it.
Recorded = Callable[[str], "RecordedCount | None"]


class CountShown(Shown):
    """In how many scenarios a rule is established, and in how many it can still apply; of how many there are."""

    established: int
    contingent: int
    scenarios: int


class RecordedCount(Shown):
    """How many recorded evaluations a rule decided, in all and by the digest of the release."""

    decided: int
    by_release: dict[str, int]


class DecidedShown(Shown):
    """How often a rule decided.

    Attributes:
        decides: Whether it opens, spares or moves a range, or chooses within one; others lead to such rules, or only point out.
        examples, notices: None while the scenarios are being judged.
        recorded: None where no records are kept, or for whoever may not read sums of them.
    """

    decides: bool
    examples: CountShown | None
    notices: CountShown | None
    recorded: RecordedCount | None


def decided_shown(rule: str, release: Release, uses: ScenarioUses | None, recorded: Recorded) -> DecidedShown:
    """How often a rule decided."""
    reported = Reported.of(release)
    return DecidedShown(
        decides=rule in reported.of_conducts or rule in reported.of_subjects,
        examples=_count(rule, uses, "case"),
        notices=_count(rule, uses, "published"),
        recorded=recorded(rule),
    )


def recorded_of(request: Request, visitor: TheVisitor) -> Recorded:
    """What counts recorded evaluations, where they are kept."""
    if visitor is None or ever_allowed(visitor.account, Operation.READ_OVERRIDE_STATISTICS) is not None:
        return lambda _: None
    ledger, account = records_of(request).ledger, visitor.account

    def counted(rule: str) -> RecordedCount:
        found = rule_decided(ledger, account, rule)
        return RecordedCount(decided=found.total, by_release=dict(found.by_release))

    return counted


TheRecorded = Annotated[Recorded, Depends(recorded_of)]


def _count(rule: str, uses: ScenarioUses | None, kind: ScenarioKind) -> CountShown | None:
    if uses is None:
        return None
    found = uses.count(rule, kind)
    return CountShown(established=found.established, contingent=found.contingent, scenarios=found.scenarios)
