"""From a verdict to the answer: puts each conclusion into its place, with citations and what it is contingent on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from zhunsheng.engine.case import Instance
from zhunsheng.engine.cautions import contradictory_facts, nothing_established, without_evidence
from zhunsheng.engine.duties import duties
from zhunsheng.engine.engines.verdict import SubjectVerdict
from zhunsheng.engine.explain.asked import shown_question
from zhunsheng.engine.explain.explained import Explained
from zhunsheng.engine.explain.questions import Question
from zhunsheng.engine.explain.trace import cited, shown_ranges
from zhunsheng.engine.language.rules import Rule
from zhunsheng.engine.matched_sanctions import Recommended, matched, on_matching
from zhunsheng.engine.measures import measures
from zhunsheng.engine.outcome import recommended_form, usual_form
from zhunsheng.engine.suggestion import (
    Cite,
    Concluded,
    Finding,
    Form,
    Horizon,
    Possible,
    Provision,
    SimilarNotice,
    SubjectAnswer,
    Warning,
)
from zhunsheng.engine.tolerance import tolerance_answer

#: The kinds of rules that can move the outcome; the others only describe it.
_OUTCOME_KINDS = ("provision", "measure", "tolerance", "circumstance")


@dataclass(frozen=True)
class Assembler:
    """Assembles the answers of one explained case in one language."""

    explained: Explained
    language: Literal["zh", "en"]

    def subject(
        self,
        instance: Instance,
        verdict: SubjectVerdict,
        questions: Iterable[Question],
        similar: tuple[SimilarNotice, ...],
        horizon: Horizon | None,
    ) -> SubjectAnswer:
        """The answer for one subject."""
        release = self.explained.release
        usual = usual_form(release.rules, verdict.rules, release.scale)
        recommended = self.recommended(instance, verdict)
        tolerance = tolerance_answer(self.explained, instance, self.language)
        return SubjectAnswer(
            subject_id=instance.id,
            findings=tuple(self._findings(instance)),
            responsibility=tuple(self._concluded(instance, "responsibility")),
            provisions=tuple(self._provisions(instance)),
            circumstances=tuple(self._of(instance, "circumstance", ())),
            practice=tuple(self._of(instance, "practice", ())),
            tolerance=tolerance,
            form=Form(
                at_least=verdict.forms.low,
                at_most=verdict.forms.high,
                recommended=recommended_form(verdict.tracks, release.scale, usual),
            ),
            possible=Possible(
                lowest=verdict.forms.lowest,
                highest=verdict.forms.highest,
                contingent_on=self.contingent_on(instance)
                if verdict.forms.lowest != verdict.forms.highest
                else (),
                horizon=horizon,
            ),
            measures=tuple(
                measures(self.explained, instance, verdict.tracks, recommended.steps, self.language)
            ),
            procedure=tuple(duties(self.explained, instance, verdict.tracks, self.language)),
            open_questions=tuple(shown_question(question, release, self.language) for question in questions),
            similar=similar,
            warnings=(
                *(nothing_established(verdict.forms, self.language) if not tolerance.grounds else ()),
                *self.notices(instance),
                *on_matching(self.explained, instance, verdict.tracks, recommended, self.language),
                *contradictory_facts(self.explained, instance, self.language),
                *without_evidence(self.explained, instance, self.language),
            ),
        )

    def recommended(self, instance: Instance, verdict: SubjectVerdict) -> Recommended:
        """The recommended step of each track for one subject."""
        release = self.explained.release
        usual = usual_form(release.rules, verdict.rules, release.scale)
        return matched(self.explained, instance, verdict.tracks, usual)

    def contingent_on(self, instance: Instance) -> tuple[str, ...]:
        """The unknown facts that the outcome of a subject hangs on, by mention in rules that are still open."""
        found: dict[str, None] = {}
        for place in (*instance.parts, instance):
            for rule in self._rules(place, _OUTCOME_KINDS):
                found.update(dict.fromkeys(self.explained.contingent_on(place, rule)))
        return tuple(found)

    def notices(self, instance: Instance) -> tuple[Warning, ...]:
        """The notices that apply."""
        vocabulary = self.explained.release.vocabulary
        found = []
        for rule in self._rules(instance, ("notice",)):
            if self.explained.rule(instance, rule.id).established:
                item = vocabulary.conclusion(rule.conclusion)
                text = (item.detail or item.name).get(self.language)
                found.append(Warning(key=item.key, text=text, cites=self._cites(rule)))
        return tuple(found)

    # Conclusions

    def _rules(self, instance: Instance, kinds: tuple[str, ...]) -> Iterator[Rule]:
        for rule in self.explained.release.rules.values():
            if rule.level == instance.level and rule.kind in kinds:
                yield rule

    def _cites(self, rule: Rule) -> tuple[Cite, ...]:
        return cited(rule.cites, self.explained, self.language)

    def _findings(self, instance: Instance) -> Iterator[Finding]:
        for conduct in instance.parts:
            for rule in self._rules(conduct, ("finding",)):
                item = self.explained.release.vocabulary.conclusion(rule.conclusion)
                status = self.explained.status(conduct, rule)
                yield Finding(
                    category=item.key,
                    name=item.name.get(self.language),
                    status=status,
                    rule=rule.id,
                    cites=self._cites(rule),
                    conduct_id=conduct.id,
                    contingent_on=self.explained.contingent_on(conduct, rule)
                    if status == "contingent"
                    else (),
                )

    def _concluded(self, instance: Instance, kind: str) -> Iterator[Concluded]:
        for conduct in instance.parts:
            yield from self._of(conduct, kind, (conduct.id,))

    def _of(self, instance: Instance, kind: str, conduct: tuple[str, ...]) -> Iterator[Concluded]:
        for rule in self._rules(instance, (kind,)):
            status = self.explained.status(instance, rule)
            if status == "not_established":
                continue
            item = self.explained.release.vocabulary.conclusion(rule.conclusion)
            yield Concluded(
                key=item.key,
                name=item.name.get(self.language),
                status=status,
                rule=rule.id,
                cites=self._cites(rule),
                conduct_id=next(iter(conduct), None),
                contingent_on=self.explained.contingent_on(instance, rule) if status == "contingent" else (),
            )

    def _provisions(self, instance: Instance) -> Iterator[Provision]:
        rules = self.explained.release.rules
        for found in self._concluded(instance, "provision"):
            ranges = shown_ranges(rules[found.rule].ranges, self.explained.release.scale)
            yield Provision(**{name: getattr(found, name) for name in Concluded.model_fields}, ranges=ranges)
