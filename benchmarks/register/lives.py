"""The lives of cases, drawn at random and the same in every run: most are closed, some wait for a review, a few were appealed.

Rules, categories and forms are those of the release, a few of them often and most of them seldom, as in practice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from zhunsheng.engine.release import Release
from zhunsheng.records.workflow.events import EVENT, Event

START = datetime(2023, 1, 2, tzinfo=UTC)
#: Records are spread over so many days.
DAYS = 1200
HANDLERS = tuple(f"handler-{number:03}" for number in range(200))
REVIEWERS = tuple(f"reviewer-{number:03}" for number in range(40))
#: The digests of the releases under which they were evaluated; each was in force for a third of the time.
RELEASES = tuple(f"sha256:{number:064x}" for number in range(1, 4))
_GROUNDS = ("proportionality", "open_norm", "fact_disputed", "rule_wrong", "new_facts")


@dataclass(frozen=True)
class Words:
    """What evaluations speak of."""

    rules: tuple[str, ...]
    categories: tuple[str, ...]
    measures: tuple[str, ...]

    @classmethod
    def of(cls, release: Release) -> Words:
        """Those of a release."""
        rules = release.rules.values()
        return cls(
            rules=tuple(rule.id for rule in rules if rule.ranges or rule.may_spare or rule.must_spare),
            categories=tuple(dict.fromkeys(rule.conclusion for rule in rules if rule.kind == "finding")),
            measures=("party_warning", "admonition", "criticism_education"),
        )


def often(dice: Random, of: Sequence[str]) -> str:
    """One of these, the first ones far more often than the last ones."""
    return of[min(int(dice.expovariate(6.0) * len(of)), len(of) - 1)]


class Life:
    """One case, event by event."""

    def __init__(self, dice: Random, words: Words, number: int) -> None:
        self._dice, self._words = dice, words
        self._case = str(UUID(int=dice.getrandbits(128), version=4))
        self._at = START + timedelta(seconds=dice.randrange(DAYS * 86_400))
        self._release = RELEASES[min((self._at - START).days * len(RELEASES) // DAYS, len(RELEASES) - 1)]
        self._owner = HANDLERS[number % len(HANDLERS)]
        self._reviewer = often(dice, REVIEWERS)
        self._events = 0

    def events(self) -> Iterator[Event]:
        """What happens to it."""
        dice = self._dice
        yield self._next("case.opened")
        if dice.random() < 0.002:
            yield self._next("recusal.declared", ground="interest")
            return
        for _ in range(1 + (dice.random() < 0.25) + (dice.random() < 0.05)):
            yield self._next("facts.recorded")
            subjects = [self._subject(f"S{n}") for n in range(1, 2 + (dice.random() < 0.2))]
            yield self._evaluated(subjects)
        if dice.random() < 0.08:
            return
        evaluation = self._events
        for subject in subjects:
            opinion = self._opinion(subject)
            yield self._next(
                "opinion.given", evaluation=evaluation, subject=subject["subject"], opinion=opinion
            )
        if dice.random() < 0.04:
            return
        yield self._reviewed("review.approved")
        yield self._next("case.closed")
        if dice.random() < 0.03:
            yield self._next("appeal.filed", subject="S1", received=self._at.date())
            if dice.random() < 0.7:
                number = self._events
                yield self._reviewed("appeal.decided", appeal=number, result={"outcome": "upheld"})

    def _subject(self, name: str) -> dict[str, Any]:
        dice, words = self._dice, self._words
        form = dice.choices(range(5), (1, 55, 34, 6, 4))[0]
        return {
            "subject": name,
            "form": form,
            "at_least": max(form - dice.randrange(2), 0),
            "at_most": min(form + dice.randrange(2), 4),
            "measures": [dice.choice(words.measures)] if form else [],
            "deciding": sorted({often(dice, words.rules) for _ in range(dice.randrange(1, 5))}),
            "findings": sorted({often(dice, words.categories) for _ in range(dice.randrange(1, 3))}),
        }

    def _evaluated(self, subjects: list[dict[str, Any]]) -> Event:
        due = (self._at + timedelta(days=30)).date()
        return self._next(
            "evaluation.recorded",
            facts=self._events,
            release=self._release,
            basis=self._release,
            subjects=subjects,
            duties=[{"duty": "serve_admin", "subject": "S1", "rule": "procedure.serve", "due": due}],
            law=self._dice.choices(("decision", "act", "mixed"), (80, 15, 5))[0],
            engines=("bits", "rete") if self._dice.random() < 0.99 else ("bits",),
        )

    def _opinion(self, subject: dict[str, Any]) -> dict[str, Any]:
        dice = self._dice
        if dice.random() > 0.12:
            return {"choice": "adopted"}
        ground = often(dice, _GROUNDS)
        said: dict[str, Any] = (
            {"fact": "/subjects/0/kind"} if ground in ("open_norm", "fact_disputed") else {}
        )
        if ground == "rule_wrong":
            said = {"rules": subject["deciding"][:1]}
        return {"choice": "overridden", "form": 1, "reasons": [{"ground": ground, **said}]}

    def _reviewed(self, kind: str, **said: Any) -> Event:
        return self._next(kind, by=self._reviewer, acting_as="reviewer", **said)

    def _next(self, kind: str, by: str | None = None, acting_as: str = "handler", **said: Any) -> Event:
        self._at += timedelta(seconds=self._dice.randrange(600, 200_000))
        self._events += 1
        placed = {"case": self._case, "number": self._events, "at": self._at}
        return EVENT.validate_python(
            {"kind": kind, **placed, "actor": by or self._owner, "acting_as": acting_as, **said}
        )


def lives(words: Words, records: int, seed: int = 0) -> Iterator[tuple[Event, ...]]:
    """Cases with so many evaluations in all, or one case's more."""
    dice, evaluations, number = Random(seed), 0, 0
    while evaluations < records:
        events = tuple(Life(dice, words, number).events())
        number += 1
        evaluations += sum(event.kind == "evaluation.recorded" for event in events)
        yield events
