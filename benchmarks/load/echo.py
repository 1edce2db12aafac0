"""The least that a service of this kind can do: it reads JSON and gives it back. `uvicorn benchmarks.load.echo:app`."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI

app = FastAPI()


@app.post("/v1/evaluations")
def echo(body: dict[str, Any]) -> dict[str, Any]:
    """What was sent."""
    return body
