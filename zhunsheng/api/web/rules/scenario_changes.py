"""A scenario that comes out otherwise under another release, in words: forms, measures, and the rules that decided."""

from __future__ import annotations

from zhunsheng.api.web.rules.addresses import to_example
from zhunsheng.api.web.rules.shown import Shown
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.impact.compared_block import Aspect
from zhunsheng.engine.release import Release
from zhunsheng.engine.rulebook.release_difference import ReleaseDifference
from zhunsheng.engine.rulebook.scenario_differences import ScenarioDifference, ScenarioOutcome


class OutcomeShown(Shown):
    """What comes out under one release.

    Attributes:
        recommended, at_least, at_most: Forms from 0 (not held accountable) to 4.
        measures: Those recommended, by name.
        rules: Ids of the rules that decide here and not under the other release.
    """

    recommended: int
    at_least: int
    at_most: int
    measures: tuple[str, ...]
    rules: tuple[str, ...]


class ScenarioChange(Shown):
    """A subject of a scenario for whom something else comes out; `aspects` says what."""

    id: str
    title: str
    href: str | None
    subject: str
    aspects: tuple[Aspect, ...]
    before: OutcomeShown
    after: OutcomeShown


def scenario_change(of: ScenarioDifference, found: ReleaseDifference, language: Language) -> ScenarioChange:
    """A scenario that comes out otherwise."""
    return ScenarioChange(
        id=of.scenario.id,
        title=of.scenario.title.get(language),
        href=to_example(of.scenario),
        subject=of.subject,
        aspects=of.aspects,
        before=_outcome(of.before, of.after, found.before, language),
        after=_outcome(of.after, of.before, found.after, language),
    )


def _outcome(
    of: ScenarioOutcome, other: ScenarioOutcome, release: Release, language: Language
) -> OutcomeShown:
    names = {step.key: step.name.get(language) for track in release.scale.tracks for step in track.steps}
    return OutcomeShown(
        recommended=of.recommended,
        at_least=of.at_least,
        at_most=of.at_most,
        measures=tuple(names[key] for key in of.measures),
        rules=tuple(rule for rule in of.rules if rule not in other.rules),
    )
