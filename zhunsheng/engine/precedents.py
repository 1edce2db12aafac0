"""Published notices with like facts (类案), each with the reasons why it is like and the outcome that was published.

How likeness is measured is in `likeness`. It serves a person who wants to read what happened elsewhere. Nothing in the suggestion
depends on it: that others decided so is no ground.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from pydantic import BaseModel

from zhunsheng.engine.case import Case, Instance, instances
from zhunsheng.engine.explain.reasons import Reasons
from zhunsheng.engine.likeness import Likeness, Profile, Weights, profile
from zhunsheng.engine.release import Release
from zhunsheng.engine.scenarios import PublishedOutcome, load_scenarios
from zhunsheng.engine.suggestion import ReleaseInfo, SimilarNotice, SimilarNotices, SimilarToSubject
from zhunsheng.engine.vocabulary.facts import Text
from zhunsheng.engine.vocabulary.models import read_case

#: How many a suggestion shows, and how alike they must at least be.
SHOWN = 3
LEAST_LIKENESS = 0.4


@dataclass(frozen=True)
class Precedent:
    """One subject of a published notice, with its facts."""

    notice: str
    title: Text
    case_id: str
    subject: Instance
    profile: Profile
    outcome: PublishedOutcome


@dataclass(frozen=True)
class Precedents:
    """The published notices of a release."""

    release: Release
    precedents: tuple[Precedent, ...]

    @cached_property
    def weights(self) -> Weights:
        """What traits weigh, by how rare they are among these notices."""
        return Weights.of(item.profile for item in self.precedents)

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
                            scenario.title,
                            case.id,
                            instance,
                            profile(instance, release.vocabulary),
                            scenario.published[instance.id],
                        )
                    )
        return Precedents(release, tuple(found))

    def of_case(self, case: Case, language: Literal["zh", "en"], limit: int) -> SimilarNotices:
        """The likest notices for each subject of a case, however little they are alike."""
        return SimilarNotices(
            case_id=case.id,
            language=language,
            release=ReleaseInfo(
                name=self.release.name, version=self.release.version, digest=self.release.digest
            ),
            subjects=tuple(
                SimilarToSubject(
                    subject_id=subject.id, similar=self.similar(subject, language, case.id, limit, least=0.0)
                )
                for subject in instances(case).parts
            ),
        )

    def similar(
        self,
        subject: Instance,
        language: str,
        case_id: str = "",
        limit: int = SHOWN,
        least: float = LEAST_LIKENESS,
    ) -> tuple[SimilarNotice, ...]:
        """The most alike notices, the likest first; those of the case itself are left out.

        Args:
            limit: How many at most.
            least: How alike they must at least be; those that have nothing in common are never shown.
        """
        stated = profile(subject, self.release.vocabulary)
        compared = (
            (self.weights.likeness(stated, item.profile), item)
            for item in self.precedents
            if item.case_id != case_id and stated.comparable(item.profile)
        )
        alike = [(found, item) for found, item in compared if found.value > 0 and found.value >= least]
        alike.sort(key=lambda pair: (-pair[0].value, pair[1].notice))
        return tuple(self._shown(subject, found, item, language) for found, item in alike[:limit])

    def _shown(self, subject: Instance, found: Likeness, item: Precedent, language: str) -> SimilarNotice:
        reasons = Reasons(self.release, self.weights, subject, language)
        names = {
            step.key: step.name.get(language) for track in self.release.scale.tracks for step in track.steps
        }
        return SimilarNotice(
            notice=item.notice,
            title=item.title.get(language),
            likeness=round(found.value, 2),
            form=item.outcome.form,
            measures=tuple(names[key] for key in item.outcome.measures) or item.outcome.terms,
            agrees=reasons.agrees(found),
            differs=reasons.differs(found),
        )
