"""What is counted of cases and evaluations, kept as sums, so that nobody has to count a hundred thousand rows to know.

A tally says how many there are of something, by a topic, what it is of, and within what: how often a rule decided within a
release, how many evaluations have a category, how many suggestions that a rule decided were overridden. What a case adds to each
follows from its rows and its history; the sums change by the difference, in the transaction of the entry.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import Table

from zhunsheng.records.register.facets import FACETS
from zhunsheng.records.storage import tables
from zhunsheng.records.workflow.overrides import Weighed, named_wrong, reasons_of, weighed
from zhunsheng.records.workflow.state import CaseState

#: What stands for every rule.
ALL = ""
#: Cases.
CASES = "cases"
#: Evaluations in which a rule (``of``) decided, by the digest of their release (``within``).
DECIDED = "decided"
#: Suggestions and what became of them: of every rule, and of each that decided.
SUGGESTED, ADOPTED, OVERRIDDEN, UNDECIDED = "suggested", "adopted", "overridden", "undecided"
#: Overrides that gave a reason (``within``), of every rule and of each.
REASON = "reason"
#: Overrides that named a rule as wrong.
NAMED_WRONG = "named_wrong"

_Rows: TypeAlias = Mapping[Table, Sequence[Mapping[str, Any]]]


class Tally(NamedTuple):
    """What is counted."""

    topic: str
    of: str
    within: str = ""


def of_case(passed: Sequence[CaseState], rows: _Rows) -> Counter[Tally]:
    """What one case adds.

    Args:
        passed: Its states: before the first event and after each.
        rows: Its rows.
    """
    counted = Counter({Tally(CASES, ALL): 1})
    for item in weighed(passed):
        counted.update(_of_suggestion(item))
    counted.update(of_evaluations(rows))
    return counted


def of_evaluations(rows: _Rows) -> Counter[Tally]:
    """What evaluations add: each once to every value that it has."""
    counted = Counter(
        Tally(facet.topic, value) for facet in FACETS for _, value in set(facet.values_in(rows))
    )
    release = {row["number"]: row["release"] for row in rows[tables.evaluations]}
    counted.update(Tally(DECIDED, row["rule"], release[row["number"]]) for row in rows[tables.deciding_rules])
    return counted


def _of_suggestion(item: Weighed) -> Iterator[Tally]:
    for rule in (ALL, *item.deciding):
        yield Tally(SUGGESTED, rule)
        yield Tally(item.became, rule)
        for reason in reasons_of(item.opinion):
            yield Tally(REASON, rule, reason)
    for rule in named_wrong(item.opinion):
        yield Tally(NAMED_WRONG, rule)
