"""The service is killed amid a thousand submissions: what was acknowledged is there once, and what is sent again is done once."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest
from typer.testing import CliRunner

from tests.service.running import Place, Running, running
from tests.service.submissions import EVALUATED, SUBMISSIONS, Submitting
from tests.service.whole import assert_whole
from zhunsheng.cli.main import app
from zhunsheng.records.case_files import CaseFiles
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.workflow.events import CaseOpened, EvaluationRecorded


async def _until_killed(submitting: Submitting, service: Running, killed_after: int) -> None:
    under_way = asyncio.create_task(submitting.all())
    while len(submitting.acknowledged) < killed_after:
        assert not under_way.done()
        await asyncio.sleep(0.001)
    service.process.kill()
    await under_way


def _recorded(ledger: Ledger) -> tuple[Counter[str], Counter[str]]:
    """How often each submission opened a case, and how often each case was evaluated."""
    opened: Counter[str] = Counter()
    evaluated: Counter[str] = Counter()
    with ledger.reading() as log:
        files = CaseFiles(log)
        for case in {found.entry.subjects.get("case") for found in log.between(0, log.size())} - {None}:
            for event in files.history(case, with_contents=True):
                if isinstance(event, CaseOpened):
                    assert event.content is not None
                    opened[event.content.text] += 1
                elif isinstance(event, EvaluationRecorded):
                    evaluated[case] += 1
    return opened, evaluated


@pytest.mark.parametrize("killed_after", [200])
def test_everything_is_there_once(place: Place, killed_after: int) -> None:
    with running(place) as service:
        submitting = Submitting(service.address, service.signed_in("handler"))
        asyncio.run(_until_killed(submitting, service, killed_after))
        service.kill()
    acknowledged = dict(submitting.acknowledged)
    assert killed_after <= len(acknowledged) < SUBMISSIONS

    with place.ledger() as ledger:
        assert_whole(ledger)
        opened, evaluated = _recorded(ledger)
        assert set(opened.values()) == {1}
        assert set(evaluated.values()) <= {1}
        for key, answer in acknowledged.items():
            kind, _, number = key.partition("-")
            assert (opened[f"submission {number}"] if kind == "opening" else evaluated[answer["case"]]) == 1

    with running(place) as service:
        submitting.address = service.address
        asyncio.run(submitting.all())
        # What was acknowledged before the end is answered as it was.
        again = Submitting(service.address, submitting.headers)
        asyncio.run(again.all(20))
        assert again.acknowledged.items() <= submitting.acknowledged.items()
        assert {key: again.acknowledged[key] for key in again.acknowledged if key in acknowledged}
    with place.ledger() as ledger:
        assert_whole(ledger)
        opened, evaluated = _recorded(ledger)
        assert opened == Counter(f"submission {number}" for number in range(SUBMISSIONS))
        assert len(evaluated) == SUBMISSIONS // EVALUATED
        assert set(evaluated.values()) == {1}
    checked = CliRunner().invoke(app, ["log", "check"], env=dict(place.environment))
    assert checked.exit_code == 0, checked.output
