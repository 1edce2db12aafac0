"""Ready or not: the checks by name, their deadlines, and what a hanging one does to the others."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest

from tests.api.client import Client, changed, problem
from tests.second_engines import nobody
from zhunsheng.api import checks
from zhunsheng.api.app import create_app
from zhunsheng.api.operation import Operation
from zhunsheng.api.readiness import OK, Check, Finding, Readiness, State, degraded, failed, overall
from zhunsheng.engine.evaluation import Evaluator


def states(answer: Any) -> dict[str, State]:
    return {each["name"]: each["state"] for each in answer.json()["checks"]}


def raising() -> None:
    raise ConnectionError("host db-7 is away")


def nothing() -> None:
    """A database that answers."""


def test_ready(evaluator: Evaluator) -> None:
    good = (
        checks.database(nothing, lambda: True, lambda: True),
        checks.witness(lambda: True),
        checks.tree(lambda: True),
        checks.signing_key(signed=True, current=lambda: True, there=lambda: True),
    )
    answer = Client(create_app(evaluator, Operation(checks=good))).get("/readyz")
    assert answer.status_code == 200
    found = states(answer)
    assert list(found) == [
        "accepting",
        "ruleset",
        "second_engine",
        "database",
        "witness",
        "tree",
        "signing_key",
    ]
    assert {state for name, state in found.items() if name != "second_engine"} == {"ok"}
    assert answer.json()["status"] == found["second_engine"]


@pytest.mark.parametrize(
    ("check", "word"),
    [
        (checks.database(raising, lambda: True, lambda: True), "检查时出错"),
        (checks.database(nothing, lambda: False, lambda: True), "迁移"),
        (checks.database(nothing, lambda: True, lambda: False), "磁盘"),
        (checks.witness(lambda: False), "见证"),
        (checks.tree(lambda: False), "缺少节点"),
        (checks.signing_key(signed=True, current=lambda: False, there=lambda: True), "已更换密钥"),
    ],
)
def test_not_ready(evaluator: Evaluator, check: Check, word: str) -> None:
    answer = Client(create_app(evaluator, Operation(checks=(check,)))).get("/readyz")
    found = problem(answer, 503, "not_ready")
    assert [item["detail"].split(":")[0] for item in found["errors"]] == [check.name]
    (reason,) = (each["reason"] for each in found["checks"] if each["name"] == check.name)
    assert word in reason["zh"]
    assert reason["en"].isascii()
    assert "db-7" not in answer.text
    assert answer.headers["retry-after"] == "5"


@pytest.mark.parametrize(
    ("check", "word"),
    [
        (checks.signing_key(signed=False, current=lambda: True, there=lambda: True), "没有签名密钥"),
        (checks.signing_key(signed=True, current=lambda: True, there=lambda: False), "下次启动将失败"),
    ],
)
def test_a_signing_key_that_is_not_there_is_told_and_stops_nothing(
    evaluator: Evaluator, check: Check, word: str
) -> None:
    answer = Client(create_app(evaluator, Operation(checks=(check,)))).get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["status"] == "degraded"
    (reason,) = (each["reason"] for each in answer.json()["checks"] if each["name"] == "signing_key")
    assert word in reason["zh"]
    assert reason["en"].isascii()


def test_one_engine_alone_is_less_and_not_nothing(evaluator: Evaluator) -> None:
    answer = changed(evaluator, second=nobody()).get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["status"] == "degraded"
    assert states(answer)["second_engine"] == "degraded"


def test_who_is_ending_is_alive_and_not_ready(evaluator: Evaluator) -> None:
    operation = Operation()
    client = Client(create_app(evaluator, operation))
    operation.draining.begin()
    problem(client.get("/readyz?lang=en"), 503, "not_ready")
    assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize(
    ("found", "worst"),
    [
        ([], "ok"),
        ([OK], "ok"),
        ([OK, degraded("少", "less")], "degraded"),
        ([failed("否", "no"), degraded("少", "less")], "failed"),
    ],
)
def test_the_worst_counts(found: list[Finding], worst: State) -> None:
    readiness = Readiness(Check(str(number), iter([each]).__next__) for number, each in enumerate(found))
    assert overall(asyncio.run(readiness.now())) == worst


def test_names_are_each_of_one_check() -> None:
    with pytest.raises(ValueError, match="share a name"):
        Readiness([Check("a", lambda: OK), Check("a", lambda: OK)])


def hanging() -> tuple[Check, threading.Event, list[int]]:
    goes_on = threading.Event()
    looks: list[int] = []

    def look() -> Finding:
        looks.append(1)
        goes_on.wait(30)
        return OK

    return Check("hanging", look, seconds=0.02), goes_on, looks


def test_a_check_that_hangs_fails_by_its_deadline_and_is_not_begun_again() -> None:
    check, goes_on, looks = hanging()
    readiness = Readiness([check, Check("well", lambda: OK)])
    try:
        for _ in range(3):  # each in an event loop of its own, which is closed while the look goes on
            found = {each.name: each.finding for each in asyncio.run(readiness.now())}
            assert found["hanging"].state == "failed"
            assert found["hanging"].reason is not None
            assert "0.02" in found["hanging"].reason.en
            assert found["well"] == OK
        assert len(looks) == 1
    finally:
        goes_on.set()


def test_a_check_that_came_back_is_looked_at_anew() -> None:
    answers = iter([failed("无", "no"), OK])
    readiness = Readiness([Check("later", lambda: next(answers))])
    assert [asyncio.run(readiness.now())[0].finding.state for _ in range(2)] == ["failed", "ok"]


def test_those_who_ask_together_share_a_look() -> None:
    check, goes_on, looks = hanging()
    readiness = Readiness([Check(check.name, check.look, seconds=30)])

    async def ask() -> list[State]:
        asked = [asyncio.ensure_future(readiness.now()) for _ in range(5)]
        await asyncio.sleep(0)
        asked[0].cancel()
        asyncio.get_running_loop().call_soon(goes_on.set)
        return [found[0].finding.state for found in await asyncio.gather(*asked[1:])]

    assert asyncio.run(ask()) == ["ok"] * 4
    assert len(looks) == 1


def test_checks_do_not_stand_in_the_event_loop() -> None:
    where: list[str] = []

    def look() -> Finding:
        where.append(threading.current_thread().name)
        return OK

    asyncio.run(Readiness([Check("here", look)]).now())
    assert where == ["check-here"]
