"""The rules written down in our own language, as a folder that `load_release` reads like any other.

The words say nothing: there is no law behind them. Every rule is about the case and asks for facts of the incident, so one
case is one flat record, as it is for every peer. The source is made up for the benchmark, says so, and is a policy, which has
no period of its own: no peer has rules that come into force.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml

from benchmarks.peers.conditions import All, AnyOf, Concluded, Condition, Field, Kind, Not, Test
from benchmarks.peers.ruleset import EPOCH, Rule, RuleSet
from zhunsheng.engine.release import Release, load_release
from zhunsheng.engine.vocabulary.loading import ENTITIES

SOURCE = "benchmark_peers"
_TYPES = {
    Kind.FLAG: "bool",
    Kind.ENUM: "enum",
    Kind.ORDERED: "ordered",
    Kind.NUMBER: "int",
    Kind.DAY: "date",
}
_LAYERS = {1: "first", 2: "second"}


def peer_release(rules: RuleSet, folder: Path) -> Release:
    """Writes the rules into an empty folder and loads them.

    Raises:
        InputError: the rule language has moved on and this file has not.
    """
    for path, content in _documents(rules).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return load_release(folder)


def _documents(rules: RuleSet) -> dict[str, Any]:
    found: dict[str, Any] = {
        "manifest.yaml": {
            "name": "与他者比较用规则（虚构，不作依据）",
            "version": "1.0.0",
            "layers": [
                {"key": key, "per": "case", "clock": "decision", "name": _text(key)}
                for key in _LAYERS.values()
            ],
        },
        "scale.yaml": {"tracks": [], "either_suffices": [], "moves": []},
        f"sources/{SOURCE}.yaml": _source(),
        "vocabulary/conclusions.yaml": {
            "scopes": [{"key": key, "name": _conclusion(key), "label": key} for key in rules.concluding]
        },
    }
    for entity in ENTITIES:
        facts = [_fact(field) for field in rules.fields] if entity == "incident" else []
        name = "事件" if entity == "incident" else entity
        found[f"vocabulary/{entity}.yaml"] = {
            "entity": entity,
            "name": {"zh": name, "en": entity},
            "facts": facts,
        }
    for number, layer in _LAYERS.items():
        found[f"rules/{layer}/{SOURCE}.yaml"] = {
            "ruleset": f"虚构规则{number}",
            "source": SOURCE,
            "layer": layer,
            "per": "case",
            "rules": [_rule(rule) for rule in rules.layer(number)],
        }
    return found


def _source() -> dict[str, Any]:
    return {
        "id": SOURCE,
        "instrument": SOURCE,
        "title": {"zh": "基准测试用虚构条文", "en": "Made up for the benchmark; no law"},
        "issuer": "无",
        "version": "1",
        "kind": "policy",
        "in_force": {"from": "2016-01-01", "to": None},
        "confidence": "verified",
        "articles": [
            {"article": "1", "topic": "虚构", "summary": "基准测试用，不是任何规定", "confidence": "verified"}
        ],
    }


def _fact(field: Field) -> dict[str, Any]:
    found: dict[str, Any] = {
        "key": field.name,
        "name": _fact_name(field),
        "label": field.name,
        "type": _TYPES[field.kind],
        "weighs": "neutral",
        "answer_by": "handler",
        "question": _text(field.name),
        "evidence": {"zh": "无", "en": "none"},
    }
    if field.values:
        found["values"] = [{"key": value, "name": value, "label": value} for value in field.values]
    return found


def _rule(rule: Rule) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": rule.id,
        "title": _text(rule.id),
        "cite": {"article": "1"},
        "when": _written(rule.premise),
        "then": {"scope": _conclusion(rule.conclusion)},
    }
    if rule.overrides:
        found["overrides"] = list(rule.overrides)
    return found


def _written(condition: Condition) -> Any:
    match condition:
        case All(parts):
            return {"all": [_written(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [_written(part) for part in parts]}
        case Not(AnyOf(parts)):
            return {"none": [_written(part) for part in parts]}
        case Not(part):
            return f"not {_written(part)}"
        case Concluded(conclusion):
            return f"结论.{_conclusion(conclusion)}"
        case Test(field, operator, operands):
            return f"事件.{_fact_name(field)}{_compared(field, operator, operands)}"


def _compared(field: Field, operator: str, operands: tuple[int, ...]) -> str:
    match field.kind:
        case Kind.FLAG:
            return ""
        case Kind.ENUM:
            return f" in {{{', '.join(field.values[operand] for operand in operands)}}}"
        case Kind.ORDERED:
            return f" {operator} {field.values[operands[0]]}"
        case Kind.NUMBER:
            return f" {operator} {operands[0]}"
        case Kind.DAY:
            return f' {operator} "{EPOCH + timedelta(days=operands[0])}"'


def _fact_name(field: Field) -> str:
    return f"事实_{field.name}"


def _conclusion(key: str) -> str:
    return key.replace("conclusion", "结论")


def _text(text: str) -> dict[str, str]:
    return {"zh": text, "en": text}
