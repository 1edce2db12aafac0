"""The case that the API's description shows, with the answer that this very release gives to it.

Examples that are written down go stale. This one is a scenario of the ruleset where there is one (the first by name), else the
small case below, and its answer is computed when the description is asked for.
"""

from __future__ import annotations

from typing import Any

from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.language.documents import Document, Value, read_file
from zhunsheng.engine.scenarios import read_scenario
from zhunsheng.engine.suggestion import Trace

_CASE: Value = {
    "case": {"id": "example-1", "province": "shanxi", "decision_date": "2021-11-05"},
    "incident": {"epidemic": True, "date": "2021-10", "consequence": "adverse_influence"},
    "subjects": [
        {
            "id": "S1",
            "kind": "person",
            "category": "functional_department",
            "position": "main_leader",
            "party_member": True,
            "conducts": [
                {"id": "C1", "date": "2021-10-20", "type": "deployed_carelessly", "caused_consequence": True}
            ],
        }
    ],
}

#: So much of the derivation is shown; whole ones are long.
_NODES = 3


def example_case(evaluator: Evaluator) -> Value:
    """A case document to show."""
    for path in sorted((evaluator.release.folder / "scenarios" / "cases").rglob("*.yaml")):
        return read_scenario(read_file(path, path.name)).case.value
    return _CASE


def example_answer(evaluator: Evaluator, case: Value) -> dict[str, Any]:
    """The answer to it, with the derivation cut short."""
    suggestion = evaluator.evaluate(evaluator.read(Document(case, "example")))
    trace = Trace(nodes=suggestion.trace.nodes[:_NODES], not_applicable={})
    return suggestion.model_copy(update={"trace": trace}).model_dump(mode="json", by_alias=True)
