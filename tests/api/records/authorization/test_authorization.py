"""The table of permissions through HTTP: every role, every address, every relation to the case, by real requests.

Each cell is compared with the table; all of them together with `authorization.md`, which is for reading.
"""

from __future__ import annotations

import pytest

from tests.api.records.authorization.case_requests import case_requests
from tests.api.records.authorization.page import PAGE
from tests.api.records.authorization.requests import NOT_OVER_HTTP, OF_EVERYBODY, requests
from tests.api.records.authorization.rows import written
from tests.api.records.people import Service
from tests.api.records.test_access import PUBLIC, routes_of
from tests.records.recorded import FACTS
from zhunsheng.records.access.operations import Operation

_ASKED = (*requests(FACTS), *case_requests())


#: Who may is a matter of roles and cases and of no database, so one is enough.
@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_every_cell(service: Service) -> None:
    assert PAGE.read_text(encoding="utf-8") == written(service), (
        "run `python -m tests.api.records.authorization.rows` and read the difference"
    )


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_every_address_is_in_the_table(service: Service) -> None:
    asked = {(one.method, one.template) for one in _ASKED}
    assert asked | OF_EVERYBODY == routes_of(service.app) - PUBLIC


def test_every_operation_is_asked_for_or_is_none_over_http() -> None:
    asked = {one.operation for one in _ASKED}
    assert asked | NOT_OVER_HTTP == set(Operation)
    assert not asked & NOT_OVER_HTTP
