"""The areas of the workbench, each a router; what the application needs of them, and what they can make ahead."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, FastAPI

from zhunsheng.api.ahead import Part
from zhunsheng.api.web import assets, home, problem_pages, sign_in
from zhunsheng.api.web.accounts import routes as accounts
from zhunsheng.api.web.cases import routers as case_pages
from zhunsheng.api.web.interview import routes as interview
from zhunsheng.api.web.language import LANGUAGES
from zhunsheng.api.web.log import pages as log_pages
from zhunsheng.api.web.operation import pages as operation
from zhunsheng.api.web.records import derivation
from zhunsheng.api.web.records import pages as record_page
from zhunsheng.api.web.register import pages as register
from zhunsheng.api.web.rendering import compiling
from zhunsheng.api.web.rules import area as rules
from zhunsheng.api.web.rules import book
from zhunsheng.api.web.statistics import kept_agreement
from zhunsheng.api.web.statistics import routes as statistics
from zhunsheng.api.web.suggestion import (
    example_pages,
    examples,
    graph_pages,
    record_pages,
    report_files,
    what_if_pages,
)
from zhunsheng.api.web.trace import examples as example_derivation

#: What there is in every service, and what there is where people sign in; one a line.
_ALWAYS: Final[tuple[APIRouter, ...]] = (
    assets.router,
    home.router,
    rules.router,
    example_pages.router,
    what_if_pages.router,
    graph_pages.router,
    report_files.router,
    example_derivation.router,
    statistics.router,
)
_WITH_RECORDS: Final[tuple[APIRouter, ...]] = (
    sign_in.router,
    interview.router,
    record_pages.router,
    derivation.router,
    record_page.router,
    log_pages.router,
    # Last: the page of a case has its id where others have a fixed step (`/cases/new`).
    case_pages.router,
    register.router,
    accounts.router,
    operation.router,
)

#: Addresses of forms that take a whole case, or a file of one; or a text as long as a move may have, which is thrice as long when
#: a form is sent; or any of them carried along by whoever has to sign in first (`resuming`).
TAKING_A_CASE: Final[tuple[str, ...]] = (
    "/sign-in",
    "/cases/{case_id}/facts/import",
    "/cases/{case_id}/facts/evidence",
    "/cases/{case_id}/facts/{place}",
    "/cases/{case_id}/moves/{slug}",
    "/erasures",
)


def ahead(app: FastAPI) -> tuple[Part, ...]:
    """What pages make once and keep: first what a visitor would wait for longest, last what no page waits for."""
    state = app.state
    return (
        Part("rule_book", state.rule_book.looking_up()),
        Part("examples", state.examples.steps()),
        *(Part(f"templates.{language}", compiling(language)) for language in LANGUAGES),
        Part("scenarios", state.rule_book.uses.steps()),
    )


def install(app: FastAPI, *, keeps_records: bool) -> None:
    """Gives an application its pages; after everything else, since they answer for what goes wrong there, too."""
    for router in (*_ALWAYS, *(_WITH_RECORDS if keeps_records else ())):
        app.include_router(router)
    evaluator = app.state.evaluator
    book.install(app, evaluator)
    examples.install(app, evaluator)
    kept_agreement.install(app, evaluator.release)
    problem_pages.install(app)
