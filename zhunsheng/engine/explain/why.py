"""Why, and why not: for a rule, a conclusion, a measure or a form, the fewest facts that carry it, or that it lacks.

What is asked about comes down to rules: a conclusion to those that conclude it, a measure to those that open it, a form to those
that open a measure of it. Without a question it is the recommendation that is explained, by the established rules that open it.
All of it is under the law that was applied.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from zhunsheng.engine.answer_reasons import Displacement, Explanations, Reason, SubjectReasons
from zhunsheng.engine.case import Case, Instance, instances
from zhunsheng.engine.evaluation import Evaluator, Language
from zhunsheng.engine.explain.explained import Explained
from zhunsheng.engine.explain.shown_facts import ShownFacts
from zhunsheng.engine.explain.trace import cited
from zhunsheng.engine.language.rules import Rule
from zhunsheng.engine.matched_sanctions import matched
from zhunsheng.engine.outcome import usual_form
from zhunsheng.engine.problems import Chinese, InputError, Problem, nearest
from zhunsheng.engine.proof.reasons import RuleTarget, lack, reason
from zhunsheng.engine.release import Release
from zhunsheng.engine.suggestion import ReleaseInfo

#: Of the rules that are not established so many are told, those that lack the fewest facts first.
NEAREST = 5

_SAY = {
    "zh": {
        "because": "依据{cites}，“{title}”成立，因为{facts}",
        "always": "依据{cites}，“{title}”成立，不取决于任何事实",
        "lacks": "依据{cites}，“{title}”未成立，最少还差{facts}",
        "never": "依据{cites}，“{title}”不成立，也没有哪些事实的改动能使它成立：规定当时未施行，或者不适用于该对象",
        "defeated": "；已被例外排除：{titles}",
        "known": "{name}为“{value}”",
        "change": "{name}由“{before}”改为“{after}”",
        "join": "、",
    },
    "en": {
        "because": "By {cites}, “{title}” applies, because {facts}",
        "always": "By {cites}, “{title}” applies, whatever the facts",
        "lacks": "By {cites}, “{title}” does not apply; the least that it lacks is {facts}",
        "never": "By {cites}, “{title}” does not apply, and no change of facts makes it: not in force then, or about others",
        "defeated": "; displaced by {titles}",
        "known": "{name} is “{value}”",
        "change": "{name} “{after}” instead of “{before}”",
        "join": ", ",
    },
}


def why(
    evaluator: Evaluator, case: Case, language: Language = "zh", asked: str | None = None
) -> Explanations:
    """Why a thing is so, or is not, for each subject of a case.

    Args:
        asked: The id of a rule, the key of a conclusion or of a measure, or a form (1 to 4); None: the recommendation.

    Raises:
        InputError: nothing has that name.
    """
    release = evaluator.release
    if asked is not None:
        _refuse_unknown(release, asked)
    judged = evaluator.laws.judge(instances(case))
    verdict = evaluator.laws.verdict(judged)
    explained = Explained(release, case, verdict, judged.chosen.instance, judged.horizon.instance)
    return Explanations(
        case_id=case.id,
        language=language,
        release=ReleaseInfo(name=release.name, version=release.version, digest=release.digest),
        asked=asked,
        subjects=tuple(
            SubjectReasons(
                subject_id=subject.id,
                reasons=_Why(evaluator, explained, subject, language).reasons(asked),
            )
            for subject in explained.top.parts
        ),
    )


def _refuse_unknown(release: Release, asked: str) -> None:
    known = [
        *release.rules,
        *(item.key for item in release.vocabulary.conclusions),
        *(step.key for track in release.scale.tracks for step in track.steps),
        *"1234",
    ]
    if asked not in known:
        raise InputError(
            [
                Problem(
                    "unknown_target",
                    f"nothing is called '{asked}'",
                    near=nearest(asked, known),
                    mend="Name a rule, a conclusion or a measure by its key, or a form from 1 to 4.",
                    zh=Chinese(
                        f"没有叫“{asked}”的规则、结论、措施或者形态",
                        "请写规则的编号、结论或措施的键，或者 1 至 4",
                    ),
                )
            ]
        )


@dataclass(frozen=True)
class _Why:
    evaluator: Evaluator
    explained: Explained
    subject: Instance
    language: Language

    @property
    def _release(self) -> Release:
        return self.explained.release

    def reasons(self, asked: str | None) -> tuple[Reason, ...]:
        """What is established first; then, where something is asked about, the nearest that is not."""
        places = (*self.subject.parts, self.subject)
        found = [
            (rule, place) for place in places for rule in self._rules(asked) if rule.level == place.level
        ]
        established = [
            (rule, place) for rule, place in found if self.explained.rule(place, rule.id).established
        ]
        told = [self._reason(rule, place) for rule, place in established]
        if asked is None or established:
            return tuple(told)
        others = [self._reason(rule, place) for rule, place in found]
        return tuple(sorted(others, key=_distance)[:NEAREST])

    def _rules(self, asked: str | None) -> Iterable[Rule]:
        if asked is None:
            return self._opening(self._recommended())
        if asked in self._release.rules:
            return (self._release.rules[asked],)
        concluding = self.explained.concluding(asked)
        return concluding or self._opening(self._steps(asked))

    def _recommended(self) -> set[tuple[str, int]]:
        verdict = self.explained.verdict.subjects[self.subject.id]
        usual = usual_form(self._release.rules, verdict.rules, self._release.scale)
        steps = matched(self.explained, self.subject, verdict.tracks, usual).steps
        return {(track, step) for track, step in steps.items() if step}

    def _steps(self, asked: str) -> set[tuple[str, int]]:
        """The steps of a measure's name, or of a form."""
        return {
            (track.key, number)
            for track in self._release.scale.tracks
            for number, step in enumerate(track.steps, 1)
            if asked in (step.key, str(step.form))
        }

    def _opening(self, steps: set[tuple[str, int]]) -> Iterator[Rule]:
        """The rules that open one of these steps."""
        for rule in self._release.rules.values():
            if any(
                item.track == track and item.low <= number <= item.high
                for item in rule.ranges
                for track, number in steps
            ):
                yield rule

    def _reason(self, rule: Rule, place: Instance) -> Reason:
        slots, circuits = self.evaluator.slots, self.evaluator.circuits
        show = ShownFacts(self._release, self.language)
        target = RuleTarget(rule.id, place)
        carrying = reason(slots, circuits, self.subject, target)
        because = tuple(show.known(slot, self.subject) for slot in carrying or ())
        missing = lack(slots, circuits, self.subject, target) if carrying is None else ()
        lacks = None if missing is None else tuple(show.change(item, self.subject) for item in missing)
        displaced = tuple(
            Displacement(
                rule=other.id,
                title=other.title.get(self.language),
                cites=cited(other.cites, self.explained, self.language),
            )
            for other in self.explained.overriding(rule.id)
            if self.explained.rule(place, other.id).established
        )
        made = Reason(
            rule=rule.id,
            title=rule.title.get(self.language),
            conduct_id=None if place is self.subject else place.id,
            status=self.explained.status(place, rule),
            cites=cited(rule.cites, self.explained, self.language),
            sentence="",
            because=because,
            lacks=lacks,
            defeated_by=displaced,
        )
        return made.model_copy(update={"sentence": sentence(made, self.language)})


def sentence(found: Reason, language: str) -> str:
    """A reason in one sentence, the articles first."""
    say = _SAY[language]
    cites = ("；" if language == "zh" else "; ").join(dict.fromkeys(cite.title for cite in found.cites))
    if found.status == "established":
        known = [say["known"].format(name=fact.name, value=fact.value_name) for fact in found.because]
        key, facts = ("because", known) if known else ("always", [])
    elif found.lacks is None:
        key, facts = "never", []
    else:
        key = "lacks"
        facts = [
            say["change"].format(name=item.name, before=item.before_name, after=item.after_name)
            for item in found.lacks
        ]
    said = say[key].format(cites=cites, title=found.title, facts=say["join"].join(facts))
    if found.defeated_by:
        said += say["defeated"].format(titles=say["join"].join(item.title for item in found.defeated_by))
    return said + ("。" if language == "zh" else ".")


def _distance(found: Reason) -> tuple[bool, int, str]:
    """How far a rule is from being established: the fewest lacking facts first, and what no facts establish last."""
    return found.lacks is None, len(found.lacks or ()), found.rule
