"""The second engine in its own process: it may die, hang or be missing, and whoever asks gets an answer."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from zhunsheng.engine.case import Case, Conduct, Subject
from zhunsheng.engine.engines.bits.engine import BitsEngine
from zhunsheng.engine.engines.rete import client as client_module
from zhunsheng.engine.engines.rete.client import Absence, ReteClient
from zhunsheng.engine.engines.rete.process import GoneError, LateError, LineProcess
from zhunsheng.engine.engines.rete.wire import (
    case_from_json,
    case_to_json,
    verdict_from_json,
    verdict_to_json,
)
from zhunsheng.engine.engines.verdict import Verdict
from zhunsheng.engine.release import Release, default_folder, load_release
from zhunsheng.engine.vocabulary.dates import PartialDate
from zhunsheng.engine.vocabulary.facts import Fact, FactRef, FactType, FactValue

needs_durable_rules = pytest.mark.skipif(
    not client_module.installed(), reason="durable-rules is not installed"
)


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """The project's ruleset, in a folder that stays as it is."""
    folder = tmp_path_factory.mktemp("release") / "rulesets"
    shutil.copytree(default_folder(), folder)
    return load_release(folder)


@pytest.fixture(scope="module")
def shared(release: Release) -> Iterator[ReteClient]:
    with ReteClient(release) as client:
        yield client


@pytest.fixture(scope="module")
def bits(release: Release) -> BitsEngine:
    return BitsEngine(release.circuits(), release.vocabulary, release.scale)


def cases(release: Release) -> list[Case]:
    """Cases in which every fact, every second, every third … is known, with values that go round."""

    def value(of: Fact, n: int) -> FactValue:
        match of.type:
            case FactType.BOOL:
                return n % 3 > 0
            case FactType.INT:
                return n
            case FactType.DATE:
                return PartialDate.parse(("2021", "2021-10", "2021-10-20")[n % 3])
            case FactType.SET:
                return {of.values[n % len(of.values)].key: n % 2 == 0}
            case FactType.ENUM | FactType.ORDERED:
                return of.values[n % len(of.values)].key

    def facts(n: int, *entities: str) -> dict[FactRef, FactValue]:
        every = [(ref, of) for ref, of in release.vocabulary.all_facts() if ref.entity in entities]
        return {ref: value(of, n + place) for place, (ref, of) in enumerate(every) if place % n == 0}

    return [
        Case(
            f"case {n}",
            facts(n, "case", "incident"),
            (
                Subject(
                    "S1",
                    facts(n, "subject", "circumstance"),
                    (Conduct("C1", facts(n, "conduct")), Conduct("C2", facts(n + 1, "conduct"))),
                ),
            ),
            {},
        )
        for n in range(1, 9)
    ]


def running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


# The wire


def test_cases_and_verdicts_come_back_as_they_were(release: Release, bits: BitsEngine) -> None:
    for one in cases(release):
        assert case_from_json(case_to_json(one)) == one
        assert verdict_from_json(verdict_to_json(bits.evaluate(one))) == bits.evaluate(one)


# The client


@needs_durable_rules
def test_it_agrees_with_the_first_engine(release: Release, bits: BitsEngine, shared: ReteClient) -> None:
    for one in cases(release):
        assert shared.evaluate(one) == bits.evaluate(one)


@needs_durable_rules
def test_threads_share_one_worker(release: Release, bits: BitsEngine, shared: ReteClient) -> None:
    with ThreadPoolExecutor(8) as pool:
        asked = cases(release) * 3
        assert list(pool.map(shared.evaluate, asked)) == [bits.evaluate(one) for one in asked]


@needs_durable_rules
def test_a_worker_that_died_is_replaced(release: Release, bits: BitsEngine, shared: ReteClient) -> None:
    assert shared.ready() is None
    first = shared.pid
    assert first is not None
    os.kill(first, signal.SIGKILL)
    time.sleep(0.1)
    one = cases(release)[0]
    assert shared.evaluate(one) == bits.evaluate(one)
    assert shared.pid != first
    assert not running(first)


@needs_durable_rules
def test_a_worker_that_hangs_is_an_absence_and_is_replaced(release: Release, bits: BitsEngine) -> None:
    one = cases(release)[0]
    with ReteClient(release, deadline=3) as client:
        assert client.ready() is None
        hung = client.pid
        assert hung is not None
        os.kill(hung, signal.SIGSTOP)
        assert client.evaluate(one) == Absence("no answer within 3 s")
        assert client.pid is None
        assert not running(hung)
        assert client.evaluate(one) == bits.evaluate(one)


@needs_durable_rules
def test_a_worker_that_dies_at_work_says_how(release: Release) -> None:
    with ReteClient(release) as client:
        assert client.ready() is None
        pid = client.pid
        assert pid is not None
        os.kill(pid, signal.SIGSTOP)
        with ThreadPoolExecutor(1) as pool:
            asked = pool.submit(client.evaluate, cases(release)[0])
            time.sleep(0.2)
            os.kill(pid, signal.SIGKILL)
            assert asked.result() == Absence("the worker died (signal 9)")


@needs_durable_rules
def test_a_ruleset_that_changed_is_refused_and_not_tried_each_time(release: Release, tmp_path: Path) -> None:
    folder = tmp_path / "rulesets"
    shutil.copytree(release.folder, folder)
    of = load_release(folder)
    with (folder / "scale.yaml").open("a") as file:
        file.write("# changed\n")
    one = cases(release)[0]
    with ReteClient(of) as client:
        expected = Absence("the ruleset on disk is no longer the one that was asked for")
        assert client.evaluate(one) == expected
        began = time.monotonic()
        assert client.evaluate(one) == expected
        assert time.monotonic() - began < 0.1


@needs_durable_rules
def test_a_worker_ends_with_its_client_closed_or_forgotten(release: Release) -> None:
    client = ReteClient(release)
    assert client.ready() is None
    first = client.pid
    client.close()
    assert client.evaluate(cases(release)[0]) == Absence("the client is closed")
    assert client.ready() == Absence("the client is closed")
    client = ReteClient(release)
    assert client.ready() is None
    second = client.pid
    del client
    gc.collect()
    assert first is not None
    assert second is not None
    assert not running(first)
    assert not running(second)


def test_without_durable_rules_nothing_is_started(release: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client_module.importlib.util, "find_spec", lambda name: None)
    with ReteClient(release) as client:
        assert client.evaluate(cases(release)[0]) == Absence("durable-rules is not installed")
        assert client.pid is None


def test_a_worker_that_cannot_start_is_an_absence(release: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client_module, "installed", lambda: True)
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with ReteClient(release) as client:
        answer = client.evaluate(cases(release)[0])
        assert isinstance(answer, Absence)
        assert not isinstance(answer, Verdict)
        assert answer.reason.startswith("the worker cannot be started")


# The process beneath


def child(code: str) -> LineProcess:
    return LineProcess([sys.executable, "-c", code])


def test_lines_go_out_and_come_back() -> None:
    process = child("import sys\nfor line in sys.stdin: print(line.strip()[::-1], flush=True)")
    assert process.ask(b"abc", 10) == b"cba"
    large = b"x" * 1_000_000 + b"y"
    assert process.ask(large, 10) == large[::-1]
    process.end()
    assert process.status == 0


def test_one_that_neither_reads_nor_writes_does_not_hold_anybody_up() -> None:
    process = child("import time; time.sleep(60)")
    with pytest.raises(LateError):
        process.ask(b"x" * 1_000_000, 0.2)
    process.kill()
    assert process.status == -signal.SIGKILL


def test_one_that_has_ended_is_gone() -> None:
    process = child("print('last words')")
    assert process.read(10) == b"last words"
    with pytest.raises(GoneError):
        process.ask(b"x" * 1_000_000, 10)
    process.end()
    assert not process.alive
    with pytest.raises(GoneError):
        process.read(10)
