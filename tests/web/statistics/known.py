"""Agreement with practice, worked out once for all sites of a test run: it takes seconds, and is the same on each."""

from __future__ import annotations

from functools import cache

from tests.web.site import Site
from zhunsheng.api.web.statistics.kept_agreement import KeptAgreement
from zhunsheng.engine.release import default_release
from zhunsheng.practice.agreement import Agreement


@cache
def agreement() -> Agreement:
    found = KeptAgreement(default_release()).wait()
    assert isinstance(found, Agreement)
    return found


def with_agreement(site: Site) -> str:
    """The address of the page, on a site that has the figures."""
    site.service.app.state.agreement.keep(agreement())
    return "/statistics/agreement"
