"""What is to be done and looked at: duties with their days, notices to compare with, and warnings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from zhunsheng.api.web.suggestion.names import Names
from zhunsheng.engine.answer_parts import Answer, Cite
from zhunsheng.engine.suggestion import Duty, SimilarNotice, Warning


class ShownDuty(Answer):
    """A duty.

    Attributes:
        established: Whether it arises for certain; else its time may be running, and hangs on `facts`.
        clock: How the time runs, in words; "" where none is set.
        due, extended_due: The last day, and that with the longest extension, as ISO dates.
    """

    name: str
    text: str
    established: bool
    clock: str
    due: str | None
    extended_due: str | None
    facts: tuple[str, ...]
    cites: tuple[Cite, ...]


class Procedure(Answer):
    """The duties of a subject or of the case.

    Attributes:
        may_arise: By name, those that may yet arise, and whose time is not running.
    """

    title: str
    duties: tuple[ShownDuty, ...]
    may_arise: tuple[str, ...]


class Likened(Answer):
    """A published notice to compare with."""

    title: str
    notice: str
    likeness: Annotated[float, Field(ge=0, le=1)]
    outcome: str
    measures: tuple[str, ...]
    agrees: tuple[str, ...]
    differs: tuple[str, ...]


class ShownWarning(Answer):
    """Something that people should look at."""

    key: str
    text: str
    facts: tuple[str, ...]
    cites: tuple[Cite, ...]


def procedure(duties: Iterable[Duty], names: Names) -> Procedure:
    """Those that arise first, with those whose time may already be running; of the others the names."""
    found = tuple(duties)
    shown = [duty for duty in found if duty.status == "established" or (duty.due and duty.contingent_on)]
    listed = {duty.rule for duty in shown}
    return Procedure(
        title=names.say["procedure"],
        duties=tuple(_duty(duty, names) for duty in shown),
        may_arise=tuple(dict.fromkeys(duty.name for duty in found if duty.rule not in listed)),
    )


def _duty(duty: Duty, names: Names) -> ShownDuty:
    established = duty.status == "established"
    return ShownDuty(
        name=duty.name,
        text=duty.text,
        established=established,
        clock=duty.clock or "",
        due=duty.due,
        extended_due=duty.extended_due,
        facts=() if established else tuple(map(names.fact, duty.contingent_on)),
        cites=duty.cites,
    )


def likened(notices: Iterable[SimilarNotice], names: Names) -> tuple[Likened, ...]:
    """Notices with like facts, the likest first."""
    return tuple(
        Likened(
            title=item.title,
            notice=item.notice,
            likeness=item.likeness,
            outcome=names.form(item.form),
            measures=item.measures,
            agrees=item.agrees,
            differs=item.differs,
        )
        for item in notices
    )


def warnings(found: Iterable[Warning], names: Names) -> tuple[ShownWarning, ...]:
    """What to look at."""
    return tuple(
        ShownWarning(key=item.key, text=item.text, facts=tuple(map(names.fact, item.facts)), cites=item.cites)
        for item in found
    )
