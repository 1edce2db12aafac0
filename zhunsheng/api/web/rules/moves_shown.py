"""What the scale does where a conclusion holds: which way the range moves, on which ladder, and by which article."""

from __future__ import annotations

from collections.abc import Iterable

from zhunsheng.api.web.rules.shown import Link, Shown, cite_link
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.release import Release
from zhunsheng.engine.scale import Move, MoveKind


class MoveShown(Shown):
    """A move.

    Attributes:
        at: Of a cap, the highest measure; of a waiver, what the range must begin at or below.
        instead: The least that remains where a sanction is waived or reduced away.
    """

    kind: MoveKind
    track: str
    at: str | None
    instead: str | None
    cites: tuple[Link, ...]


def moves_shown(moves: Iterable[Move], release: Release, language: Language) -> tuple[MoveShown, ...]:
    """Moves by the names of their ladders and measures."""
    return tuple(_shown(move, release, language) for move in moves)


def _shown(move: Move, release: Release, language: Language) -> MoveShown:
    def measure(track: str, number: int) -> str | None:
        return release.scale.track(track).steps[number - 1].name.get(language) if number else None

    return MoveShown(
        kind=move.kind,
        track=release.scale.track(move.track).name.get(language),
        at=measure(move.track, move.at or move.start_at_most),
        instead=measure(*move.instead) if move.instead else None,
        cites=tuple(cite_link(cite, release, language) for cite in move.cites),
    )
