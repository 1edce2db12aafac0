"""The service is killed amid hundreds of submissions: what was acknowledged is there once, what is sent again is done once."""

from __future__ import annotations

import asyncio

from typer.testing import CliRunner

from tests.service.recorded import assert_recorded_once, recorded
from tests.service.running import Place, Running, running
from tests.service.submissions import SUBMISSIONS, Submitting
from tests.service.whole import assert_whole
from zhunsheng.cli.main import app

#: So many are acknowledged when it is killed; as many as connections are under way.
KILLED_AFTER = 110


async def _until_killed(submitting: Submitting, service: Running, killed_after: int) -> None:
    under_way = asyncio.create_task(submitting.submit())
    while len(submitting.acknowledged) < killed_after:
        assert not under_way.done()
        await asyncio.sleep(0.001)
    service.process.kill()
    await under_way


def test_everything_is_there_once(place: Place) -> None:
    with running(place) as service:
        submitting = Submitting(service.address, service.signed_in("handler"))
        asyncio.run(_until_killed(submitting, service, KILLED_AFTER))
        service.kill()
    acknowledged = dict(submitting.acknowledged)
    assert KILLED_AFTER <= len(acknowledged) < SUBMISSIONS

    with place.ledger() as ledger:
        assert_whole(ledger)
        opened, evaluated = recorded(ledger)
    assert set(opened.values()) == {1}
    assert set(evaluated.values()) == {1}
    for key, answer in acknowledged.items():
        kind, _, number = key.partition("-")
        assert (opened[f"submission {number}"] if kind == "opening" else evaluated[answer["case"]]) == 1

    # Whoever submitted cannot know what of the rest was done, and sends it again. What was acknowledged is answered as it was.
    with running(place) as service:
        again = Submitting(service.address, submitting.headers)
        asyncio.run(again.submit(submitting.begun))
    assert acknowledged.items() <= again.acknowledged.items()
    with place.ledger() as ledger:
        assert_recorded_once(ledger, again)
    checked = CliRunner().invoke(app, ["log", "check"], env=dict(place.environment))
    assert checked.exit_code == 0, checked.output
