"""A case as the document that it could have been read from: for whoever reads cases out of a table and goes on with one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zhunsheng.engine.case import Case, Facts
from zhunsheng.engine.vocabulary.dates import PartialDate


def document_of(case: Case) -> dict[str, Any]:
    """The document of a case; pieces of evidence, of which a case knows the ids alone, are left out."""
    return {
        "case": {"id": case.id, **_facts(case.facts, "case")},
        "incident": _facts(case.facts, "incident"),
        "subjects": [
            {
                "id": subject.id,
                **_facts(subject.facts, "subject"),
                **_unless_empty("circumstances", _facts(subject.facts, "circumstance")),
                "conducts": [
                    {"id": conduct.id, **_facts(conduct.facts, "conduct")} for conduct in subject.conducts
                ],
            }
            for subject in case.subjects
        ],
    }


def _facts(facts: Facts, entity: str) -> dict[str, Any]:
    return {ref.fact: _plain(value) for ref, value in facts.items() if ref.entity == entity}


def _plain(value: object) -> object:
    if isinstance(value, PartialDate):
        return str(value)
    return dict(value) if isinstance(value, Mapping) else value


def _unless_empty(key: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    return {key: dict(facts)} if facts else {}
