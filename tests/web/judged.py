"""The scenarios judged, once for all sites of a test run: it takes seconds, and is the same on each."""

from __future__ import annotations

from fastapi import FastAPI

from zhunsheng.engine.rulebook.scenario_uses import ScenarioUses, scenario_uses

_BY_DIGEST: dict[str, ScenarioUses] = {}


def with_uses(app: FastAPI) -> FastAPI:
    """An application whose pages of rules have them from the first."""
    evaluator = app.state.evaluator
    known = _BY_DIGEST.get(evaluator.release.digest)
    if known is None:
        known = _BY_DIGEST[evaluator.release.digest] = scenario_uses(evaluator.compiled, evaluator.model)
    app.state.rule_book.uses.keep(known)
    return app
