"""Published notices with like facts.

Likeness is the share of agreement among the facts that either of the two states: what both state alike counts for it, what they
state differently or only one of them states counts against it (Jaccard's index on stated facts). Raw numbers, dates and the
place say little about likeness and are left out. Conducts are compared as one pool of what was done.

It serves a person who wants to read what happened elsewhere. Nothing in the suggestion depends on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import BaseModel

from zhunsheng.engine.case import Instance, instances
from zhunsheng.engine.release import Release
from zhunsheng.engine.scenarios import PublishedOutcome, load_scenarios
from zhunsheng.engine.suggestion import SimilarNotice
from zhunsheng.engine.vocabulary.facts import FactType, Vocabulary
from zhunsheng.engine.vocabulary.models import read_case

#: How many are shown, and how alike they must at least be.
SHOWN = 3
LEAST_LIKENESS = 0.4

Features = frozenset[tuple[str, str, str]]


@dataclass(frozen=True)
class Precedent:
    """One subject of a published notice."""

    notice: str
    case_id: str
    features: Features
    outcome: PublishedOutcome


@dataclass(frozen=True)
class Precedents:
    """The published notices of a release."""

    release: Release
    precedents: tuple[Precedent, ...]

    @staticmethod
    def load(release: Release, model: type[BaseModel]) -> Precedents:
        """Reads ``scenarios/published/``.

        Raises:
            InputError: a scenario is malformed.
        """
        found = []
        for scenario in load_scenarios(release.folder / "scenarios" / "published"):
            case = read_case(scenario.case, model, release.vocabulary)
            for instance in instances(case).parts:
                if instance.id in scenario.published:
                    found.append(
                        Precedent(
                            f"{scenario.id}/{instance.id}",
                            case.id,
                            features(instance, release.vocabulary),
                            scenario.published[instance.id],
                        )
                    )
        return Precedents(release, tuple(found))

    def similar(self, subject: Instance, language: str, case_id: str = "") -> tuple[SimilarNotice, ...]:
        """The most alike notices, the likest first; those of the case itself are left out."""
        stated = features(subject, self.release.vocabulary)
        likely = sorted(
            ((likeness(stated, item.features), item) for item in self.precedents if item.case_id != case_id),
            key=lambda pair: (-pair[0], pair[1].notice),
        )
        names: Mapping[str, str] = {
            step.key: step.name.get(language) for track in self.release.scale.tracks for step in track.steps
        }
        return tuple(
            SimilarNotice(
                notice=item.notice,
                likeness=round(value, 2),
                form=item.outcome.form,
                measures=tuple(names[key] for key in item.outcome.measures) or item.outcome.terms,
            )
            for value, item in likely[:SHOWN]
            if value >= LEAST_LIKENESS
        )


def likeness(one: Features, other: Features) -> float:
    """The share of agreement among the facts that either states, from 0 to 1."""
    facts = {feature[:2] for feature in one | other}
    return len({feature[:2] for feature in one & other}) / len(facts) if facts else 0.0


def features(subject: Instance, vocabulary: Vocabulary) -> Features:
    """The stated facts of a subject, its conducts pooled, as (entity, fact, value)."""
    found = set()
    for instance in (subject, *subject.parts):
        for ref, value in instance.facts.items():
            if ref.entity == "case" or vocabulary.fact(ref).type in (FactType.INT, FactType.DATE):
                continue
            values = [key for key, yes in value.items() if yes] if isinstance(value, Mapping) else [value]
            found |= {(ref.entity, ref.fact, str(item)) for item in values}
    return frozenset(found)
