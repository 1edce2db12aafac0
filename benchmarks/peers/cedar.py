"""The rules as Cedar policies: a rule whose premise holds is a permit that had a part in the decision.

Cedar answers one question, whether something is allowed, and lists the policies behind a yes. A policy whose evaluation
failed is listed with the errors; that is as near as it comes to unknown. The policies are parsed once.
"""

from __future__ import annotations

from typing import Any

from benchmarks.peers.cases import Record
from benchmarks.peers.expressions import infix
from benchmarks.peers.premises import Conclusions, Held, Premises, plain_record
from benchmarks.peers.ruleset import RuleSet

_CEDAR = infix("&&", "||", "!({})", "[{words}].contains({name})", prefix="context.")
_ASKED = {"principal": 'Case::"1"', "action": 'Action::"apply"', "resource": 'Rules::"all"'}


def cedar(rules: RuleSet) -> Premises:
    """The contestant."""
    import cedarpy

    sets = {
        layer: cedarpy.PolicySet.from_str(
            "\n".join(
                f"permit(principal, action, resource) when {{ {_CEDAR.say(rule.premise)} }};"
                for rule in rules.layer(layer)
            )
        )
        for layer in (1, 2)
    }

    def held(layer: int, record: dict[str, Any]) -> Held:
        result = cedarpy.is_authorized({**_ASKED, "context": record}, sets[layer], "[]")
        found: list[bool | None] = [False] * len(rules.layer(layer))
        for policy in result.diagnostics.reasons:
            found[int(policy.removeprefix("policy"))] = True
        for failure in result.diagnostics.errors:
            found[int(str(failure).split("`")[1].removeprefix("policy"))] = None
        return found

    def second(record: Record, concluded: Conclusions) -> Held:
        return held(2, {**record, **concluded})

    return Premises(plain_record, lambda record: held(1, record), second)
