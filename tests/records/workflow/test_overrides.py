"""How often suggestions were followed, rule by rule."""

from __future__ import annotations

from typing import Any

from tests.records.workflow.making import OVERRIDE, suggested
from tests.records.workflow.phases import OWNER, REVIEWER, Step, played
from zhunsheng.records.workflow.events import Event
from zhunsheng.records.workflow.overrides import ENOUGH, Followed, OverrideStatistics, override_statistics

WRONG = {
    **OVERRIDE,
    "reasons": [
        {"ground": "rule_wrong", "rules": ["r.one", "r.missed"]},
        {"ground": "rule_wrong", "rules": ["r.one"]},
        {"ground": "new_facts"},
    ],
}
CLOSE: tuple[Step, ...] = ((REVIEWER, "review.approved"), (OWNER, "case.closed"))


def begun(*rules: str) -> tuple[Step, ...]:
    return (
        (OWNER, "case.opened"),
        (OWNER, "facts.recorded"),
        (OWNER, "evaluation.recorded", {"subjects": [suggested(rules=rules)]}),
    )


def case(opinion: dict[str, Any] | None, *rules: str) -> tuple[Event, ...]:
    said: dict[str, Any] = {"opinion": opinion} if opinion else {}
    return played((*begun(*rules), (OWNER, "opinion.given", said), *CLOSE))


def of_rule(found: OverrideStatistics, rule: str) -> Followed:
    return next(item.followed for item in found.rules if item.rule == rule)


def test_rules_are_counted_where_they_decided() -> None:
    found = override_statistics(
        [case(None, "r.one", "r.two"), case(OVERRIDE, "r.one"), case(WRONG, "r.one"), case(None, "r.two")]
    )
    assert found.cases == 4
    assert found.all == Followed(4, 2, 2, 0, (("new_facts", 1), ("proportionality", 1), ("rule_wrong", 1)))
    assert of_rule(found, "r.one") == Followed(
        3, 1, 2, 0, (("new_facts", 1), ("proportionality", 1), ("rule_wrong", 1))
    )
    assert of_rule(found, "r.two") == Followed(2, 2, 0, 0, ())
    named = {item.rule: item.named_wrong for item in found.rules}
    assert named == {"r.missed": 1, "r.one": 1, "r.two": 0}
    assert of_rule(found, "r.missed") == Followed(0, 0, 0, 0, ())


def test_only_what_was_decided_counts_as_followed() -> None:
    waiting = played((*begun("r.one"), (OWNER, "opinion.given", {"opinion": OVERRIDE})))
    # The opinion that waits for its review is not anybody's last word; nor is one that was returned.
    returned = played(
        (
            *begun("r.one"),
            (OWNER, "opinion.given", {"opinion": OVERRIDE}),
            (REVIEWER, "review.returned"),
            (OWNER, "opinion.given"),
            *CLOSE,
        )
    )
    discontinued = played(
        (
            *begun("r.one"),
            (OWNER, "discontinuance.proposed"),
            (REVIEWER, "review.approved"),
            (OWNER, "case.closed_without_accountability"),
        )
    )
    assert override_statistics([waiting]).all == Followed(1, 0, 0, 1, ())
    assert override_statistics([returned]).all == Followed(1, 1, 0, 0, ())
    assert override_statistics([discontinued]).all == Followed(1, 0, 0, 1, ())


def test_a_case_decided_twice_counts_twice() -> None:
    again = played(
        (
            *begun("r.one"),
            (OWNER, "opinion.given"),
            *CLOSE,
            (OWNER, "correction.reopened"),
            *begun("r.two")[1:],
            (OWNER, "opinion.given", {"opinion": OVERRIDE}),
            *CLOSE,
        )
    )
    found = override_statistics([again])
    assert (found.cases, found.all.adopted, found.all.overridden) == (1, 1, 1)
    assert of_rule(found, "r.one").adopted == of_rule(found, "r.two").overridden == 1


def test_few_cases_have_no_share() -> None:
    few = override_statistics([case(OVERRIDE, "r.one")] * (ENOUGH - 1)).all
    assert (few.overridden, few.share_overridden) == (ENOUGH - 1, None)
    enough = override_statistics([case(OVERRIDE, "r.one"), *[case(None, "r.one")] * (ENOUGH - 1)]).all
    assert enough.share_overridden == 1 / ENOUGH
    assert override_statistics([]).all.share_overridden is None
