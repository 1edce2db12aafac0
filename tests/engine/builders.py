"""Cases in a few words: ``case(subject(conduct(type="other_duty_failure"), party_member=True), incident={"infected": 1})``."""

from __future__ import annotations

from typing import Any

from tests.strategies import Plain, read
from zhunsheng.engine.case import Case
from zhunsheng.engine.engines.bits.engine import BitsEngine
from zhunsheng.engine.engines.verdict import RuleVerdict, SubjectVerdict


def conduct(id: str = "C1", **facts: Any) -> Plain:
    return {"id": id, **facts}


def subject(*conducts: Plain, id: str = "S1", circumstances: Plain | None = None, **facts: Any) -> Plain:
    return {"id": id, **facts, "circumstances": circumstances or {}, "conducts": list(conducts)}


def case(*subjects: Plain, incident: Plain | None = None, **facts: Any) -> Case:
    return read({"case": {"id": "K1", **facts}, "incident": incident or {}, "subjects": list(subjects)})


def case_of(facts: Plain) -> Case:
    """A case of one subject with one conduct, its facts named ``entity.fact``."""
    parts: dict[str, Plain] = {key: {} for key in ("case", "incident", "subject", "circumstance", "conduct")}
    for name, value in facts.items():
        entity, _, fact = name.partition(".")
        parts[entity][fact] = value
    act = conduct(**parts["conduct"])
    return case(
        subject(act, circumstances=parts["circumstance"], **parts["subject"]),
        incident=parts["incident"],
        **parts["case"],
    )


def first(bits: BitsEngine, made: Case) -> SubjectVerdict:
    """The verdict on the first subject."""
    return bits.evaluate(made).subjects[made.subjects[0].id]


def verdicts(bits: BitsEngine, made: Case) -> dict[str, RuleVerdict]:
    """The verdicts on all rules, of the case, its first subject and that subject's first conduct."""
    verdict = bits.evaluate(made)
    of_subject = verdict.subjects[made.subjects[0].id]
    of_conduct = next(iter(of_subject.conducts.values()), {})
    return {**verdict.rules, **of_subject.rules, **of_conduct}


def established(bits: BitsEngine, made: Case) -> set[str]:
    """The ids of the rules that are established on them."""
    return {rule for rule, verdict in verdicts(bits, made).items() if verdict.established}
