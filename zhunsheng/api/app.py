"""The application: routes, handlers and headers around one evaluator.

    app = create_app(Evaluator(default_release()))

It owns nothing: whoever made the evaluator closes it.
"""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import APIRouter, Depends, FastAPI

from zhunsheng.api import ahead, checks, description, handlers, record_description, record_handlers
from zhunsheng.api.body_limits import CASE, BodyLimits
from zhunsheng.api.headers import SecurityHeaders
from zhunsheng.api.observation import Observation
from zhunsheng.api.operation import Operation
from zhunsheng.api.problems import documented
from zhunsheng.api.readiness import Readiness
from zhunsheng.api.records import Records
from zhunsheng.api.request_ids import RequestIds
from zhunsheng.api.routes import (
    accounts,
    case_evaluations,
    case_terms,
    cases,
    erasures,
    evaluations,
    explanations,
    explorations,
    graphs,
    health,
    index,
    log,
    log_export,
    metrics,
    override_statistics,
    problems,
    readiness,
    register,
    replays,
    reports,
    rules,
    schemas,
    vocabulary,
)
from zhunsheng.api.security import routes as access
from zhunsheng.api.security.current import requires
from zhunsheng.api.security.metrics_readers import reads_metrics
from zhunsheng.api.security.services import Security
from zhunsheng.api.version import version
from zhunsheng.api.web import areas
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.records.access.operations import Operation as Permitted

_SUMMARY = (
    "问责案件的决策支持：只提建议，决定由人作出 · Decision support for accountability cases; people decide"
)
_DESCRIPTION = """\
提交一个案卷（已知的事实），得到每个对象的建议处理幅度、条款依据、待查事实和推导过程。未知的事实既不当作有，也不当作无。
每个错误都是 RFC 9457 问题文档（`application/problem+json`）。

Post a case (the facts that are known) and get, for each subject, the suggested range of measures, the articles behind it, the
facts still to be established, and the derivation. An unknown fact is taken neither as true nor as false. Every error is an
RFC 9457 problem document.
"""


#: In the order in which the service describes them, each with what it takes where people sign in; None is for everybody.
_ROUTES: tuple[tuple[APIRouter, Permitted | None], ...] = (
    (evaluations.router, Permitted.EVALUATE_UNRECORDED),
    (explanations.router, Permitted.EVALUATE_UNRECORDED),
    (graphs.router, Permitted.EVALUATE_UNRECORDED),
    (reports.router, Permitted.EVALUATE_UNRECORDED),
    (explorations.router, Permitted.EVALUATE_UNRECORDED),
    (vocabulary.router, Permitted.READ_VOCABULARY),
    (rules.router, Permitted.READ_RULES),
    (schemas.router, Permitted.READ_VOCABULARY),
    (health.router, None),
    (readiness.router, None),
    (problems.router, None),
    (index.router, None),
)


class Application(FastAPI):
    """FastAPI with a description that is completed from the release, and made once."""

    def openapi(self) -> dict[str, Any]:
        """The OpenAPI document."""
        if self.openapi_schema is None:
            self.openapi_schema = description.describe(self, self.state.evaluator)
        return self.openapi_schema


def create_app(
    evaluator: Evaluator,
    operation: Operation | None = None,
    *,
    security: Security | None = None,
    records: Records | None = None,
) -> FastAPI:
    """The application that answers with this evaluator.

    Args:
        operation: How it is run; by default with counters of its own and no checks but those of engines and rules.
        security: How people are known; comes with `records`, and never alone.
        records: Where cases are kept. Without them nothing is, and nobody signs in.

    Raises:
        ValueError: there is one of `security` and `records` without the other.
    """
    if (security is None) is not (records is None):
        raise ValueError("records are kept of people who sign in, and nobody signs in where none are kept")
    operation = operation or Operation()
    app = Application(
        title="准绳 Zhunsheng",
        summary=_SUMMARY,
        description=_DESCRIPTION,
        version=version(),
        # The framework's documentation pages load scripts from elsewhere; a service for case files loads nothing from anywhere.
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=_lifespan,
    )
    app.state.evaluator = evaluator
    app.state.operation = operation
    app.state.readiness = Readiness(
        (
            checks.accepting(operation.draining),
            checks.ruleset(evaluator),
            checks.second_engine(evaluator),
            *operation.checks,
        )
    )
    # The last one that is added stands outermost: a request has its id before anything is said of it.
    taking_a_case = (
        *description.TAKING_A_CASE,
        *record_description.TAKING_A_CASE,
        *areas.TAKING_A_CASE,
    )
    limits = {**dict.fromkeys(taking_a_case, CASE), **operation.body_limits}
    app.add_middleware(BodyLimits, by_route=limits)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(Observation, metrics=operation.metrics)
    app.add_middleware(RequestIds)
    handlers.install(app)
    app.state.records = records
    app.state.security = security
    signs_in = security is not None
    for router, permitted in _ROUTES:
        if signs_in and permitted is not None:
            refusing = documented(401, 403, 503)
            app.include_router(router, dependencies=[Depends(requires(permitted))], responses=refusing)
        else:
            app.include_router(router)
    reads = [Depends(reads_metrics(operation.metrics_token, signs_in=signs_in))]
    asks = signs_in or operation.metrics_token is not None
    app.include_router(metrics.router, dependencies=reads if asks else [])
    if security is not None:
        record_handlers.install(app)
        access.install(app, security)
        for module in (
            cases,
            case_evaluations,
            case_terms,
            replays,
            erasures,
            override_statistics,
            register,
            log,
            log_export,
        ):
            app.include_router(module.router)
        app.include_router(accounts.router)
        app.include_router(accounts.passwords)
    areas.install(app, keeps_records=signs_in)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Starts the second engine's process with the service, so that the first case does not wait for it, and soon afterwards has
    made what first visitors would wait for. Nobody waits here."""
    evaluator: Evaluator = app.state.evaluator
    if (second := evaluator.second) is not None:
        threading.Thread(target=second.ready, name="second-engine", daemon=True).start()
    with ahead.made_ahead(areas.ahead(app), ahead.AFTER):
        yield
