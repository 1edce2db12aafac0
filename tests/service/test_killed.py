"""The service is killed amid submissions: what was acknowledged is there once, what is sent again is done once."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Collection

from typer.testing import CliRunner

from tests.samples import EVERYTHING
from tests.service.recorded import assert_recorded_once, recorded
from tests.service.running import Place, Running, running
from tests.service.submissions import Submitting
from tests.service.whole import assert_whole
from zhunsheng.cli.main import app

#: At least so many are acknowledged when it is killed; as many as connections are under way.
KILLED_AFTER = 500 if EVERYTHING else 110


def _enough(acknowledged: Collection[str]) -> bool:
    """Whether there is something to lose of either kind. The first evaluation may take as long as hundreds of openings."""
    return len(acknowledged) >= KILLED_AFTER and any(key.startswith("evaluation") for key in acknowledged)


async def _until_killed(submitting: Submitting, service: Running) -> None:
    # There is no last submission, so that some are under way whenever it is killed, however fast or slow the machine.
    under_way = asyncio.create_task(submitting.submit(itertools.count()))
    while not _enough(submitting.acknowledged):
        assert not under_way.done()
        await asyncio.sleep(0.001)
    service.process.kill()
    await under_way


def test_everything_is_there_once(place: Place) -> None:
    with running(place) as service:
        submitting = Submitting(service.address, service.signed_in("handler"))
        asyncio.run(_until_killed(submitting, service))
        service.kill()
    acknowledged = dict(submitting.acknowledged)
    assert not all(f"opening-{number}" in acknowledged for number in submitting.begun)

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
