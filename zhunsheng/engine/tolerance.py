"""The answer on tolerance: granted, refused, contingent or not claimed, with the six factors laid out.

The six factors (动机态度、客观条件、程序方法、性质程度、后果影响、挽回损失) are weighed by people;
no number of them decides. They are listed with every answer on tolerance, each with its facts, so that the
weighing can be seen.

Source: 关于进一步激励广大干部新时代新担当新作为的意见 (2018), the part on tolerance.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from zhunsheng.engine.case import Instance
from zhunsheng.engine.circuit.compiler import TOLERATED, Reading
from zhunsheng.engine.explain.explained import Explained
from zhunsheng.engine.explain.trace import cited, shown_value
from zhunsheng.engine.kleene import Truth, disjunction, truth
from zhunsheng.engine.language.rules import Rule
from zhunsheng.engine.suggestion import Factor, Tolerance
from zhunsheng.engine.vocabulary.facts import FactRef, Text

#: Factor → its names and the facts (of a conduct unless said otherwise) that speak for it.
FACTORS: Mapping[str, tuple[Text, tuple[FactRef, ...]]] = {
    "motive": (
        Text("动机态度", "Motive and attitude"),
        (FactRef("conduct", "public_motive"), FactRef("conduct", "diligent")),
    ),
    "conditions": (
        Text("客观条件", "Objective conditions"),
        (FactRef("conduct", "objective_limits"), FactRef("conduct", "unforeseeable")),
    ),
    "procedure": (Text("程序方法", "Procedure and method"), (FactRef("conduct", "procedure_proper"),)),
    "nature": (Text("性质程度", "Nature and degree"), (FactRef("conduct", "nature_minor"),)),
    "effect": (Text("后果影响", "Effect"), (FactRef("conduct", "harm_limited"),)),
    "remedy": (
        Text("挽回损失", "Remedy"),
        (FactRef("conduct", "loss_made_good"), FactRef("circumstance", "remedied")),
    ),
}
_CLAIMED = FactRef("conduct", "tolerance_claimed")
_PAIRS: Mapping[str, Literal[1, 2, 3]] = {"pair_1": 1, "pair_2": 2, "pair_3": 3}
_EXCLUDED = "tolerance_excluded"


def tolerance_answer(explained: Explained, subject: Instance, language: Literal["zh", "en"]) -> Tolerance:
    """The answer for one subject, over all of its conducts.

    Granted where the grounds hold for some conduct (`conducts` says for which). Otherwise, if tolerance was claimed:
    refused where an exclusion is established or no ground can hold any more, contingent where it is still open.
    """
    values = [explained.conclusion(conduct, TOLERATED, Reading.ESTABLISHED) for conduct in subject.parts]
    granting = _established(explained, subject, TOLERATED)
    excluding = _established(explained, subject, _EXCLUDED)
    possible = disjunction(
        explained.conclusion(conduct, TOLERATED, Reading.POSSIBLE) for conduct in subject.parts
    )
    claimed = disjunction(truth(_bool(conduct, _CLAIMED)) for conduct in subject.parts) is Truth.TRUE
    tolerated = [conduct for conduct, value in zip(subject.parts, values, strict=True) if value is Truth.TRUE]
    status: Literal["granted", "refused", "contingent", "not_claimed"]
    if tolerated:
        status = "granted"
    elif claimed and (excluding or possible is Truth.FALSE):
        status = "refused"
    elif claimed:
        status = "contingent"
    else:
        status = "not_claimed"
    shown = granting or (excluding if status == "refused" else ())
    first = shown[0] if shown else None
    return Tolerance(
        status=status,
        pair=next((_PAIRS[rule.conclusion] for rule in granting if rule.conclusion in _PAIRS), None),
        factors={key: _factor(subject, name, refs, language) for key, (name, refs) in FACTORS.items()}
        if status != "not_claimed"
        else {},
        rule=first.id if first else None,
        cites=cited(first.cites, explained, language) if first else (),
        conducts=tuple(conduct.id for conduct in tolerated),
        excluded_by=tuple(rule.id for rule in excluding) if status == "refused" else (),
        contingent_on=_contingent(explained, subject) if status == "contingent" else (),
    )


def _established(explained: Explained, subject: Instance, key: str) -> tuple[Rule, ...]:
    found = {
        rule.id: rule
        for conduct in subject.parts
        for rule in explained.concluding(key)
        if explained.rule(conduct, rule.id).established
    }
    return tuple(found.values())


def _contingent(explained: Explained, subject: Instance) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for conduct in subject.parts:
        for rule in explained.concluding(TOLERATED):
            found.update(dict.fromkeys(explained.contingent_on(conduct, rule)))
    return tuple(found)


def _bool(instance: Instance, ref: FactRef) -> bool | None:
    value = instance.facts.get(ref)
    return value if isinstance(value, bool) else None


def _factor(subject: Instance, name: Text, refs: tuple[FactRef, ...], language: str) -> Factor:
    """A factor supports tolerance where one of its facts is true, speaks against it where all known ones are false."""
    facts = {}
    values: list[Truth] = []
    for conduct in subject.parts:
        for ref in refs:
            value = conduct.facts.get(ref)
            facts[conduct.pointer(ref)] = None if value is None else shown_value(value)
            values.append(truth(_bool(conduct, ref)))
    result = disjunction(values)
    return Factor(
        name=name.get(language), facts=facts, supports=None if not result.known else result is Truth.TRUE
    )
