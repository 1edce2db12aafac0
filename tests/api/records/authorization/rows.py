"""Every cell of the table of permissions, by a real request; each is held against the table on the way.

    python -m tests.api.records.authorization.rows

writes `authorization.md` anew; read the difference before you commit it.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from tests.api.records.authorization.case_requests import CaseRequest, case_requests
from tests.api.records.authorization.page import PAGE, Outcome, Row, page
from tests.api.records.authorization.requests import OTHER_HANDLER, Request, requests
from tests.api.records.authorization.stage import Stage, staged
from tests.api.records.people import Person, Service, service_over
from tests.records.recorded import FACTS
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.release import default_release
from zhunsheng.records.access.accounts import Account
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.access.permissions import allowed, ever_allowed
from zhunsheng.records.access.relations import Relation
from zhunsheng.records.access.roles import Role
from zhunsheng.records.case_relations import actor_of
from zhunsheng.records.storage.database import open_database
from zhunsheng.records.storage.migrating import migrate


def written(service: Service) -> str:
    """The page of a service: all cells, each as it was answered."""
    service.person("target", Role.HANDLER)
    service.person(OTHER_HANDLER.removeprefix("u-"), Role.HANDLER)
    people = {role: service.person(role.value, role) for role in Role}
    stage = Stage(service)
    about_cases = [
        _case_row(stage, asked, relation, people) for asked in case_requests() for relation in Relation
    ]
    # Others than those who are barred from cases by now: who is barred from any takes no contents with an export.
    others = {role: service.person(f"other-{role.value}", role) for role in Role}
    return page([_general_row(asked, others) for asked in requests(FACTS)], about_cases)


def _refused(answer: httpx.Response) -> bool:
    """Whether the table of permissions refuses. What the workflow refuses has other codes."""
    assert answer.status_code != 500, answer.text
    return answer.status_code == 403 and answer.json()["type"] == "/problems/not_allowed"


def _outcome(answer: httpx.Response) -> Outcome:
    if _refused(answer):
        return Outcome.REFUSED
    return Outcome.DONE if answer.is_success else Outcome.NOT_NOW


def _account(role: Role) -> Account:
    return Account(f"u-{role.value}", role.value, role.value, frozenset({role}))


def _general_row(request: Request, people: dict[Role, Person]) -> Row:
    cells = {}
    for role, person in people.items():
        answer = request.send(person)
        may = _may(_account(role), request.operation)
        assert _refused(answer) is not may, (role, request, answer.text)
        assert may is answer.is_success, (role, request, answer.text)
        cells[role] = _outcome(answer)
    return Row(request.operation.title, f"{request.method} {request.template}", request.title, None, cells)


def _may(account: Account, operation: Operation) -> bool:
    """Whether the table lets an account do something everywhere: what is about cases, in every one that it is not barred from."""
    if not operation.about_a_case:
        return allowed(account, operation) is None
    others = set(Relation) - {Relation.BARRED}
    return all(allowed(account, operation, relation) is None for relation in others)


def _case_row(stage: Stage, request: CaseRequest, relation: Relation, people: dict[Role, Person]) -> Row:
    cells = {}
    for role, person in people.items():
        account = _account(role)
        found = staged(request, account, relation)
        if found is None:
            cells[role] = Outcome.CANNOT_BE
            continue
        answer = request.send(person, actor_of(account), stage.set(found), FACTS)
        if answer.is_success and request.method != "GET":
            stage.changed(found)
        # Who can read no case makes no move: an administrator hands cases over at an address of their handler.
        moves = request.template.endswith("/moves") and ever_allowed(account, Operation.READ_CASE) is not None
        may = not moves and allowed(account, request.operation, relation) is None
        assert _refused(answer) is not may, (role, relation, request, answer.text)
        cells[role] = _outcome(answer)
        if may and request.method == "GET":
            assert answer.is_success, (role, relation, request, answer.text)
    return Row(
        request.operation.title, f"{request.method} {request.template}", request.title, relation, cells
    )


if __name__ == "__main__":
    with TemporaryDirectory() as folder, Evaluator(default_release()) as evaluator:
        database = open_database(f"sqlite:///{folder}/records.db")
        migrate(database)
        PAGE.write_text(written(service_over(database, evaluator, Path(folder))), encoding="utf-8")
        database.close()
