"""What was concluded of a subject: what is established with its articles, what is open with its facts, and what is not so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zhunsheng.api.web.suggestion.names import Names
from zhunsheng.engine.answer_parts import Answer, Cite
from zhunsheng.engine.suggestion import Concluded, Finding, Provision


class Established(Answer):
    """A conclusion that holds.

    Attributes:
        conduct: The id of the conduct that it is about; None where it is about the subject.
        range: Of a provision: its measures, in words.
    """

    name: str
    conduct: str | None
    rule: str
    range: str
    cites: tuple[Cite, ...]


class StillOpen(Answer):
    """A conclusion that may yet hold, by several rules or one.

    Attributes:
        facts: The unknown facts that it hangs on, in words.
    """

    name: str
    conduct: str | None
    facts: tuple[str, ...]


class Conclusions(Answer):
    """Conclusions of one kind.

    Attributes:
        title: Of the kind.
        failed: The names of those that no rule can come to any more, with the conduct where they may hold of another.
    """

    title: str
    established: tuple[Established, ...]
    open: tuple[StillOpen, ...]
    failed: tuple[str, ...]


def conclusions(title: str, items: Sequence[Concluded | Finding], names: Names) -> Conclusions:
    """Conclusions of one kind, by how they stand."""
    return Conclusions(
        title=title,
        established=tuple(_established(item, names) for item in items if item.status == "established"),
        open=_open(items, names),
        failed=tuple(dict.fromkeys(_failed(items, names))),
    )


def _failed(items: Sequence[Concluded | Finding], names: Names) -> Iterator[str]:
    """What one rule does not come to another one may: it is not so only where no rule leaves it open."""
    still = {(item.name, item.conduct_id) for item in items if item.status != "not_established"}
    of_others = {name for name, _ in still}
    for item in items:
        if (item.name, item.conduct_id) not in still:
            yield names.of_conduct(item.name, item.conduct_id) if item.name in of_others else item.name


def _established(item: Concluded | Finding, names: Names) -> Established:
    ranges = names.ranges(item.ranges) if isinstance(item, Provision) else ""
    return Established(
        name=item.name, conduct=item.conduct_id, rule=item.rule, range=ranges, cites=item.cites
    )


def _open(items: Sequence[Concluded | Finding], names: Names) -> tuple[StillOpen, ...]:
    """The same conclusion by several rules is told once, with the facts of all."""
    found: dict[tuple[str, str | None], dict[str, None]] = {}
    for item in items:
        if item.status == "contingent":
            facts = found.setdefault((item.name, item.conduct_id), {})
            facts.update(dict.fromkeys(map(names.fact, item.contingent_on)))
    return tuple(
        StillOpen(name=name, conduct=conduct, facts=tuple(facts)) for (name, conduct), facts in found.items()
    )
