"""One application over the shared evaluator, a client of it, and the same application behind a real server."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI

from tests.api.client import Client
from zhunsheng.api.app import create_app
from zhunsheng.engine.evaluation import Evaluator


@pytest.fixture(scope="session")
def app(evaluator: Evaluator) -> FastAPI:
    return create_app(evaluator)


@pytest.fixture(scope="session")
def client(app: FastAPI) -> Client:
    return Client(app)


@pytest.fixture
def case() -> dict[str, Any]:
    """A small case, new for each test."""
    return {
        "case": {"id": "api-1", "province": "shanxi", "decision_date": "2021-11-05"},
        "incident": {
            "date": "2021-10",
            "epidemic": True,
            "consequence": "serious",
            "harms_overall_situation": True,
        },
        "subjects": [
            {
                "id": "S1",
                "kind": "person",
                "category": "functional_department",
                "position": "main_leader",
                "party_member": True,
                "conducts": [
                    {
                        "id": "C1",
                        "date": "2021-10-20",
                        "type": "deployed_carelessly",
                        "caused_consequence": True,
                    }
                ],
            }
        ],
    }


@pytest.fixture(scope="session")
def server(app: FastAPI) -> Iterator[str]:
    """The address of a server on a free port of this machine."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        running = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="on"))
        thread = threading.Thread(target=running.run, args=([listening],))
        thread.start()
        patience = time.monotonic() + 30
        while not running.started and thread.is_alive() and time.monotonic() < patience:
            time.sleep(0.01)
        assert running.started
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        running.should_exit = True
        thread.join(30)
        assert not thread.is_alive()
