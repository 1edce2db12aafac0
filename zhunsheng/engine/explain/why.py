"""Why, and why not: for a rule, a conclusion, a measure or a form, the fewest facts behind it, or that it lacks.

Of a form or a measure it is the outcome that is explained first, then rules: those that bear on it, those that open it, or, where
none of them applies, the nearest. A conclusion comes down to the rules that conclude it. Without a question the recommendation is
explained. It is under the law that was applied (what another outcome lacks: under that which then is), and only where both
engines agree: it explains the suggestion.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from zhunsheng.engine.answer_reasons import Explanations, Reason, SubjectReasons
from zhunsheng.engine.case import Case, Instance, instances
from zhunsheng.engine.evaluation import Evaluator, Language
from zhunsheng.engine.explain.bearing import Bearing, BearingRules
from zhunsheng.engine.explain.explained import Explained
from zhunsheng.engine.explain.lacking import Lacking
from zhunsheng.engine.explain.supposed import Supposed
from zhunsheng.engine.explain.why_outcomes import OutcomeReasons
from zhunsheng.engine.explain.why_rules import RuleReasons
from zhunsheng.engine.language.rules import Rule
from zhunsheng.engine.problems import Chinese, InputError, Problem, nearest
from zhunsheng.engine.proof.outcome_reasons import FormTarget, MeasureTarget
from zhunsheng.engine.release import Release
from zhunsheng.engine.suggestion import Engines, ReleaseInfo

#: The kinds of rules that open a range by themselves.
OPENING = ("provision", "measure")

#: Of the rules that are not established so many are told, those that lack the fewest facts first.
NEAREST = 5

FORM_KEYS = tuple("01234")


def why(
    evaluator: Evaluator, case: Case, language: Language = "zh", asked: str | None = None
) -> Explanations:
    """Why a thing is so, or is not, for each subject of a case.

    Args:
        asked: The id of a rule, the key of a conclusion or of a measure, or a form (0 to 4); None: the recommendation.

    Raises:
        InputError: nothing has that name.
        EnginesDiffer: the engines do not agree.
    """
    release = evaluator.release
    if asked is not None:
        _refuse_unknown(release, asked)
    engines, subjects = as_it_is(evaluator, case, language)
    return Explanations(
        case_id=case.id,
        language=language,
        release=ReleaseInfo(name=release.name, version=release.version, digest=release.digest),
        engines=engines,
        asked=asked,
        subjects=tuple(_Why(evaluator, now, language).answer(asked) for now in subjects),
    )


def as_it_is(evaluator: Evaluator, case: Case, language: Language) -> tuple[Engines, tuple[Supposed, ...]]:
    """Each subject of a case under the law that was applied, and which engines agree on it.

    Raises:
        EnginesDiffer: the engines do not agree.
    """
    judged = evaluator.laws.judge(instances(case))
    engines = evaluator.second_opinion(case, judged.runs, language)
    verdict = evaluator.laws.verdict(judged)
    explained = Explained(evaluator.release, case, verdict, judged.chosen.instance, judged.horizon.instance)
    return engines, tuple(
        Supposed(explained, of.instance, verdict.subjects[of.instance.id], evaluator.bits.stages(of, 0))
        for of in judged.chosen.evaluated.parts
    )


def _refuse_unknown(release: Release, asked: str) -> None:
    known = [
        *release.rules,
        *(item.key for item in release.vocabulary.conclusions),
        *(step.key for track in release.scale.tracks for step in track.steps),
        *FORM_KEYS,
    ]
    if asked not in known:
        raise InputError(
            [
                Problem(
                    "unknown_target",
                    f"nothing is called '{asked}'",
                    near=nearest(asked, known),
                    mend="Name a rule, a conclusion or a measure by its key, or a form from 0 to 4.",
                    zh=Chinese(
                        f"没有叫“{asked}”的规则、结论、措施或者形态",
                        "请写规则的编号、结论或措施的键，或者 0 至 4",
                    ),
                )
            ]
        )


@dataclass(frozen=True)
class _Why:
    """What is told about one subject.

    Attributes:
        now: The case as it is.
    """

    evaluator: Evaluator
    now: Supposed
    language: Language

    def answer(self, asked: str | None) -> SubjectReasons:
        outcome = self._asked_outcome(asked)
        return SubjectReasons(
            subject_id=self.now.subject.id,
            conducts=len(self.now.subject.parts),
            outcome=None if outcome is None else self._outcomes.of(outcome),
            reasons=tuple(self._reasons(asked, outcome)),
        )

    @cached_property
    def _lacking(self) -> Lacking:
        return Lacking(self.evaluator.compiled, self.now.subject)

    @cached_property
    def _outcomes(self) -> OutcomeReasons:
        return OutcomeReasons(self.evaluator, self.now, self.language, self._lacking)

    def _asked_outcome(self, asked: str | None) -> FormTarget | MeasureTarget | None:
        """The outcome asked about; None of a rule or a conclusion."""
        if asked is None:
            return FormTarget(self._outcomes.form.recommended)
        if asked in FORM_KEYS:
            return FormTarget(int(asked))
        if asked in self.evaluator.release.rules or self.now.explained.concluding(asked):
            return None
        for track in self.evaluator.release.scale.tracks:
            for number, step in enumerate(track.steps, 1):
                if step.key == asked:
                    return MeasureTarget(track.key, number, len(track.steps))
        return None

    def _reasons(self, asked: str | None, outcome: FormTarget | MeasureTarget | None) -> Iterator[Reason]:
        """Of the rules that are established; where none of them opens what was asked about, also of the nearest."""
        make = RuleReasons(self.evaluator, self.now, self.language, self._lacking)
        bearing, asked_about = list(self._bearing(outcome)), list(self._placed(self._rules(asked, outcome)))
        established = [(rule, place) for rule, place in asked_about if self._established(rule, place)]
        each = {(rule.id, place.id): (rule, place) for rule, place in (*bearing, *established)}
        yield from (make.reason(make.candidate(rule, place)) for rule, place in each.values())
        # Without a conduct no rule is near: what each lacks is the conduct, and no fact.
        opened = established or any(rule.kind in OPENING for rule, _ in bearing)
        if self.now.subject.parts and not opened:
            found = (make.candidate(rule, place) for rule, place in asked_about)
            nearest = sorted(found, key=lambda item: item.distance(self.now))[:NEAREST]
            yield from (make.reason(candidate) for candidate in nearest)

    def _established(self, rule: Rule, place: Instance) -> bool:
        return self.now.explained.rule(place, rule.id).established

    def _placed(self, rules: Iterable[Rule]) -> Iterator[tuple[Rule, Instance]]:
        """Rules on the conducts, then on the subject."""
        each, subject = tuple(rules), self.now.subject
        for place in (*subject.parts, subject):
            yield from ((rule, place) for rule in each if rule.level == place.level)

    def _bearing(self, outcome: FormTarget | MeasureTarget | None) -> Iterator[tuple[Rule, Instance]]:
        """The rules behind the outcome asked about where it is so; of what nobody is held accountable for, behind what is."""
        rules, recommended = BearingRules(self.now), self._outcomes.form.recommended
        found: tuple[Bearing, ...] = ()
        if isinstance(outcome, MeasureTarget):
            if self._outcomes.holds(outcome):
                found = rules.on_measure(outcome.track, outcome.step)
        elif outcome is not None and outcome.form in (0, recommended):
            found = rules.on_form(recommended)
        yield from ((item.rule, item.place) for item in found)

    def _rules(self, asked: str | None, outcome: FormTarget | MeasureTarget | None) -> Iterable[Rule]:
        """The rules asked about."""
        release = self.evaluator.release
        if isinstance(outcome, MeasureTarget):
            return self._opening({(outcome.track, outcome.step)})
        if isinstance(outcome, FormTarget):
            rules = self._opening(self._steps(outcome.form))
            # What takes the place of a measure that is spared opens nothing by itself.
            return rules if outcome.form else (rule for rule in rules if rule.kind in OPENING)
        if asked is None:
            return ()
        rule = release.rules.get(asked)
        return (rule,) if rule else self.now.explained.concluding(asked)

    def _steps(self, form: int) -> set[tuple[str, int]]:
        """The measures to explain for a form: those recommended, where it is; else all of the form, and of the first for none."""
        if form in (0, self._outcomes.form.recommended) and self._outcomes.form.recommended:
            return {item for item in BearingRules(self.now).recommended().items() if item[1]}
        if not form and BearingRules(self.now).opening():
            return set()
        return {
            (track.key, number)
            for track in self.evaluator.release.scale.tracks
            for number, step in enumerate(track.steps, 1)
            if step.form == (form or 1)
        }

    def _opening(self, steps: set[tuple[str, int]]) -> Iterator[Rule]:
        """The rules that open one of these steps."""
        for rule in self.evaluator.release.rules.values():
            if any(
                item.track == track and item.low <= number <= item.high
                for item in rule.ranges
                for track, number in steps
            ):
                yield rule
