"""Published subjects, each with what is suggested for it.

Only verdicts are needed here, not derivations, so the first engine alone is asked (that both engines say the same of every
notice is tested elsewhere): no questions, no trace, a millisecond a notice. The form range, the recommended form, the
established findings and the rules behind the range are read off the verdict exactly as the full answer reads them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from zhunsheng.engine.both_laws import BothLaws
from zhunsheng.engine.case import Instance, instances
from zhunsheng.engine.circuit.outputs import TOLERATED
from zhunsheng.engine.engines.bits.engine import BitsEngine
from zhunsheng.engine.engines.verdict import SubjectVerdict
from zhunsheng.engine.explain.explained import Explained
from zhunsheng.engine.outcome import recommended_form, usual_form
from zhunsheng.engine.problems import Chinese, InputError, Problem
from zhunsheng.engine.release import Release
from zhunsheng.engine.scenario_folders import ReadScenario, read_scenarios
from zhunsheng.engine.vocabulary.models import case_model


@dataclass(frozen=True)
class Suggested:
    """What is suggested for one subject of a notice, and the facts that it rests on. It does not know what was published.

    Attributes:
        incident: Id of the scenario. Its subjects share an incident, so they are not independent of each other.
        facts: The subject with its conducts, and every fact that they see.
        at_least, at_most, recommended: Of the established reading.
        without_practice: The form that would be recommended without the rules of practice.
        patterns: Ids of the rules of practice that are established.
        lowest, highest: Of the possible reading.
        categories: Keys of the findings that are established on some conduct.
        deciding: Ids of the established rules that set the range: those that open it, tolerances, circumstances that move it.
    """

    incident: str
    subject: str
    facts: Instance
    at_least: int
    at_most: int
    recommended: int
    without_practice: int
    patterns: tuple[str, ...]
    lowest: int
    highest: int
    categories: tuple[str, ...]
    deciding: tuple[str, ...]

    @property
    def nothing_established(self) -> bool:
        """Whether the range is "not held accountable" for want of facts, not for want of guilt (see `engine.cautions`)."""
        return self.at_most == 0 < self.highest


@dataclass(frozen=True)
class Outcome:
    """What is suggested for a subject, and the form (0 to 4) of what was published."""

    suggested: Suggested
    published: int

    @property
    def inside(self) -> bool:
        """Whether the published form lies within the suggested range."""
        return self.suggested.at_least <= self.published <= self.suggested.at_most

    @property
    def possible(self) -> bool:
        """Whether it is one that the case can still end with."""
        return self.suggested.lowest <= self.published <= self.suggested.highest

    @property
    def equal(self) -> bool:
        """Whether it is the recommended one."""
        return self.published == self.suggested.recommended


@dataclass(frozen=True)
class Practice:
    """The published subjects of a folder of scenarios.

    Attributes:
        notices: How many published scenarios there are.
        skipped: How many scenarios were left out, since they are not published ones.
    """

    release: Release
    outcomes: tuple[Outcome, ...]
    notices: int
    skipped: int


def read_practice(release: Release, folder: Path | None = None) -> Practice:
    """Evaluates every published scenario below a folder; the release's own by default.

    Raises:
        InputError: a scenario is broken (every problem of every file is told), or there is no published outcome.
    """
    own = release.folder / "scenarios" / "published"
    place, shown_as = (
        (own, f"{release.folder.name}/scenarios/published") if folder is None else (folder, str(folder))
    )
    if not place.is_dir():
        raise InputError([_problem("no_folder", f"{shown_as} is no folder", f"{shown_as} 不是目录")])
    read = read_scenarios(place, shown_as, release, case_model(release.vocabulary))
    published = [item for item in read if item.scenario.kind == "published"]
    found = outcomes(published, release)
    if not found:
        what, zh = f"there is no published outcome in {shown_as}", f"{shown_as} 中没有公开通报的处理结果"
        raise InputError([_problem("no_notices", what, zh)])
    return Practice(release, found, len(published), len(read) - len(published))


def _problem(code: str, what: str, zh: str) -> Problem:
    return Problem(
        code,
        what,
        mend="Name a folder of scenarios of kind 'published', as in rulesets/scenarios/published.",
        zh=Chinese(zh, "请指定存放 kind: published 情景的目录，参见 rulesets/scenarios/published"),
    )


def outcomes(notices: Iterable[ReadScenario], release: Release) -> tuple[Outcome, ...]:
    """The published subjects of these notices, each with what is suggested for it."""
    engine = BitsEngine(release.circuits(), release.vocabulary, release.scale)
    laws = BothLaws(release, engine)
    return tuple(outcome for notice in notices for outcome in _outcomes(notice, release, laws))


def _outcomes(notice: ReadScenario, release: Release, laws: BothLaws) -> Iterator[Outcome]:
    judged = laws.judge(instances(notice.case))
    verdict = laws.verdict(judged)
    explained = Explained(release, notice.case, verdict, judged.chosen.instance, judged.horizon.instance)
    for subject in explained.top.parts:
        published = notice.scenario.published.get(subject.id)
        if published is not None:
            of_subject = verdict.subjects[subject.id]
            yield Outcome(_suggested(notice.scenario.id, subject, of_subject, explained), published.form)


def _suggested(incident: str, subject: Instance, verdict: SubjectVerdict, explained: Explained) -> Suggested:
    rules, scale = explained.release.rules, explained.release.scale
    return Suggested(
        incident=incident,
        subject=subject.id,
        facts=subject,
        at_least=verdict.forms.low,
        at_most=verdict.forms.high,
        recommended=recommended_form(verdict.tracks, scale, usual_form(rules, verdict.rules, scale)),
        without_practice=recommended_form(verdict.tracks, scale),
        patterns=tuple(
            key for key, rule in rules.items() if rule.kind == "practice" and _holds(verdict, key)
        ),
        lowest=verdict.forms.lowest,
        highest=verdict.forms.highest,
        categories=tuple(dict.fromkeys(_categories(subject, explained))),
        deciding=tuple(dict.fromkeys(_deciding(subject, verdict, explained))),
    )


def _holds(verdict: SubjectVerdict, rule: str) -> bool:
    return rule in verdict.rules and verdict.rules[rule].established


def _categories(subject: Instance, explained: Explained) -> Iterator[str]:
    for conduct in subject.parts:
        for rule in explained.release.rules.values():
            if (
                rule.level == conduct.level
                and rule.kind == "finding"
                and explained.rule(conduct, rule.id).established
            ):
                yield rule.conclusion


def _deciding(subject: Instance, verdict: SubjectVerdict, explained: Explained) -> Iterator[str]:
    """The rules that open a range or spare somebody, then the circumstances that move the range where there is one."""
    sparing = explained.concluding(TOLERATED)
    for place in (*subject.parts, subject):
        for rule in explained.release.rules.values():
            weighs = rule.level == place.level and (
                rule.ranges or rule.may_spare or rule.must_spare or rule in sparing
            )
            if weighs and explained.rule(place, rule.id).established:
                yield rule.id
    for move in explained.release.scale.moves:
        if verdict.tracks[move.track].high:
            for rule in explained.concluding(move.conclusion):
                if explained.rule(subject, rule.id).established:
                    yield rule.id
