"""Every address of the service that is about a case on record, as a real request for what the table of permissions calls an
operation.

A request is made of the state that the case is in, so that it is one that may succeed: what is refused then is refused for who
asks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_args

from tests.api.records.authorization.requests import OTHER_HANDLER
from tests.api.records.people import Person
from tests.records.workflow.making import move
from zhunsheng.engine.vocabulary.facts import Text
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.case_relations import OPERATIONS
from zhunsheng.records.workflow.actor import Actor
from zhunsheng.records.workflow.events import Kind
from zhunsheng.records.workflow.move_words import KINDS
from zhunsheng.records.workflow.state import CaseState

_CASE = "/v1/cases/{case_id}"
_MOVES = f"{_CASE}/moves"
_EVALUATION = f"{_CASE}/evaluations/{{number}}"
#: The event of a case that recorded its evaluation.
_EVALUATED = "3"
#: Kinds of moves that no body asks for: cases are opened and evaluated at addresses of their own, and terms are the engine's.
_NO_BODY = {"case.opened", "facts.recorded", "evaluation.recorded", "terms.computed"}


@dataclass(frozen=True)
class CaseRequest:
    """One request about a case.

    Attributes:
        kind: What the workflow calls it; None if it is no move.
        body: What a POST takes that is no move; None for a GET, and where it is made of the state of the case.
    """

    operation: Operation
    method: str
    template: str
    title: Text
    kind: Kind | None = None
    body: Any = None

    def send(self, person: Person, by: Actor, state: CaseState, document: Mapping[str, Any]) -> Any:
        """Sends it about the case in this state.

        Args:
            document: A case document, for what is evaluated.
        """
        url = self.template.replace("{case_id}", state.case or "").replace("{number}", _EVALUATED)
        if self.method == "GET":
            return person.get(url)
        if self.kind is None:
            return person.post(url, self.body)
        if self.template != _MOVES:
            return person.post(url, document)
        said = move(state, self.kind, by).model_dump(mode="json", exclude={"case", "at", "actor"})
        # Whoever is to have the case must be somebody here.
        named = {**said, "to": OTHER_HANDLER} if "to" in said else said
        return person.post(url, {name: value for name, value in named.items() if value is not None})


def case_requests() -> tuple[CaseRequest, ...]:
    """Every request about a case on record; approving at the higher level is an operation of its own."""
    moves = tuple(
        CaseRequest(OPERATIONS[kind], "POST", _MOVES, KINDS[kind], kind)
        for kind in get_args(Kind)
        if kind not in _NO_BODY
    )
    record, evaluate = Operation.READ_RECORD, Operation.EVALUATE_CASE
    higher = Text("提级审核通过", "approve it one level up")
    return (
        CaseRequest(Operation.READ_CASE, "GET", _CASE, Text("查看案卷", "read it")),
        CaseRequest(record, "GET", _EVALUATION, Text("查看一次评估", "read an evaluation")),
        CaseRequest(
            record,
            "GET",
            f"{_CASE}/events/{{number}}",
            Text("查看一步的内容", "read what was written in an event"),
        ),
        CaseRequest(
            Operation.REPLAY,
            "POST",
            f"{_EVALUATION}/replay",
            Text("重算核对一次评估", "replay an evaluation"),
        ),
        CaseRequest(evaluate, "POST", f"{_CASE}/evaluations", Text("评估", "evaluate it"), "facts.recorded"),
        *moves,
        CaseRequest(Operation.REVIEW_AT_HIGHER_LEVEL, "POST", _MOVES, higher, "review.approved"),
        CaseRequest(
            evaluate,
            "POST",
            f"{_CASE}/terms",
            Text("重新计算期限", "compute its time limits anew"),
            "terms.computed",
        ),
        CaseRequest(
            Operation.ERASE_CONTENT,
            "POST",
            f"{_CASE}/erasures",
            Text("删除内容", "erase its contents"),
            body={"ground": "retention_expired"},
        ),
    )
