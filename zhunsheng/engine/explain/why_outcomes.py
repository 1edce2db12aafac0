"""Why an outcome is so for a subject, or what it lacks: a form, or a measure within the range.

The reason of an outcome is the fewest facts under which it is so while all others are unknown; the rules that are named are those
that apply when only these are known. Of "not held accountable" that would be no fact at all, since nothing follows from nothing;
so where a provision applies and still nothing is recommended, the reason is why it comes to nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from zhunsheng.engine.answer_changes import ChangedFact
from zhunsheng.engine.answer_parts import Cite, KnownFact
from zhunsheng.engine.answer_reasons import BearingRule, OutcomeReason
from zhunsheng.engine.evaluation import Evaluator, Language
from zhunsheng.engine.explain.bearing import Bearing, BearingRules
from zhunsheng.engine.explain.lacking import Lacking
from zhunsheng.engine.explain.phrases import PHRASES
from zhunsheng.engine.explain.shown_facts import ShownFacts
from zhunsheng.engine.explain.supposed import Supposed, suppose
from zhunsheng.engine.explain.trace import cited
from zhunsheng.engine.explain.why_sentences import (
    holding_sentence,
    lacking_sentence,
    not_opened_sentence,
    spared_sentence,
)
from zhunsheng.engine.law_dates import DATES
from zhunsheng.engine.proof.outcome_reasons import FormTarget, MeasureTarget, SparedTarget
from zhunsheng.engine.proof.reasons import RuleTarget, Target, reason
from zhunsheng.engine.suggestion import Form
from zhunsheng.engine.variants.columns import Change
from zhunsheng.engine.variants.slots import Slot


@dataclass(frozen=True)
class OutcomeReasons:
    """The reasons for the outcomes of one subject.

    Attributes:
        now: The case as it is.
    """

    evaluator: Evaluator
    now: Supposed
    language: Language
    lacking: Lacking = field(repr=False)

    @property
    def form(self) -> Form:
        """The form as it is."""
        scale, verdict = self.evaluator.release.scale, self.now.verdict
        steps = BearingRules(self.now).recommended()
        return Form(
            at_least=verdict.forms.low,
            at_most=verdict.forms.high,
            recommended=max(scale.track(key).form(step) for key, step in steps.items()),
        )

    def holds(self, outcome: FormTarget | MeasureTarget) -> bool:
        """Whether a form is the recommended one, or a measure lies within the range."""
        if isinstance(outcome, FormTarget):
            return self.form.recommended == outcome.form
        ends = self.now.verdict.tracks[outcome.track]
        return max(ends.low, 1) <= outcome.step <= ends.high

    def of(self, outcome: FormTarget | MeasureTarget) -> OutcomeReason:
        """Why an outcome is so, or what it lacks."""
        if isinstance(outcome, FormTarget):
            key = str(outcome.form)
            name = PHRASES[self.language][key]
        else:
            step = self.evaluator.release.scale.track(outcome.track).steps[outcome.step - 1]
            key, name = step.key, step.name.get(self.language)
        if not self.holds(outcome):
            return self._lacking(key, name, outcome)
        if outcome == FormTarget(0):
            return self._spared(name)
        return self._holding(key, name, outcome)

    def _holding(self, key: str, name: str, target: FormTarget | MeasureTarget) -> OutcomeReason:
        kept = self._fewest(target)
        rules = _bearing(self._remembering(kept), target)
        because = self._known(kept)
        cites = self._cites(rules)
        sentence = holding_sentence(name, isinstance(target, MeasureTarget), because, cites, self.language)
        return OutcomeReason(
            key=key,
            name=name,
            holds=True,
            form=self.form,
            cites=cites,
            sentence=sentence,
            because=because,
            rules=self._shown(rules),
        )

    def _spared(self, name: str) -> OutcomeReason:
        """Why nothing is recommended."""
        opening = BearingRules(self.now).opening()
        if opening:
            targets = tuple(RuleTarget(item.rule.id, item.place) for item in opening)
            kept = self._fewest(SparedTarget(targets))
            rules = BearingRules(self._remembering(kept)).on_form(0)
        else:
            rules = BearingRules(self.now).on_form(0)
            each = (self._fewest(RuleTarget(item.rule.id, item.place)) for item in rules)
            kept = tuple(dict.fromkeys(slot for slots in each for slot in slots))
        because, cites, shown = self._known(kept), self._cites(rules), self._shown(rules)
        can_change = bool(self.now.verdict.forms.highest)
        sentence = (
            spared_sentence(shown, because, cites, self.language)
            if opening
            else not_opened_sentence(
                shown, because, cites, can_change, self.language, without_conduct=not self.now.subject.parts
            )
        )
        return OutcomeReason(
            key="0",
            name=name,
            holds=True,
            form=self.form,
            cites=cites,
            sentence=sentence,
            because=because,
            rules=shown,
        )

    def _lacking(self, key: str, name: str, target: FormTarget | MeasureTarget) -> OutcomeReason:
        missing = self.lacking.outcome(target)
        show = ShownFacts(self.evaluator.release, self.language)
        lacks: tuple[ChangedFact, ...] | None = None
        rules: tuple[Bearing, ...] = ()
        if missing.changes is not None:
            lacks = tuple(show.change(item, self.now.subject) for item in missing.changes)
            then = suppose(
                self.evaluator.bits, self.now.explained, self.now.subject, missing.changes, missing.laws
            )
            rules = _bearing(then, target)
        cites, form = self._cites(rules), self.form
        return OutcomeReason(
            key=key,
            name=name,
            holds=False,
            form=form,
            cites=cites,
            sentence=lacking_sentence(
                name,
                isinstance(target, MeasureTarget),
                lacks,
                form,
                cites,
                self.language,
                law_open=self.lacking.law_open,
                proved=missing.proved,
                without_conduct=not self.now.subject.parts,
            ),
            lacks=lacks,
            proved=missing.proved,
            rules=self._shown(rules),
        )

    def _fewest(self, target: Target) -> tuple[Slot, ...]:
        found = reason(self.evaluator.slots, self.evaluator.circuits, self.now.subject, target)
        if found is None:
            raise LookupError("the clauses and the engine read the outcome differently")
        return found

    def _remembering(self, kept: tuple[Slot, ...]) -> Supposed:
        """The case with only these facts of the subject known, and the dates: the law stays the one that was applied."""
        places = (self.now.subject, *self.now.subject.parts)
        forgotten = [
            Change(slot, None)
            for slot in self.evaluator.slots.of(self.now.subject)
            if slot not in kept
            and slot.ref not in DATES
            and any(slot.seen_by(place) and slot.known(place) is not None for place in places)
        ]
        return suppose(self.evaluator.bits, self.now.explained, self.now.subject, forgotten)

    def _known(self, slots: tuple[Slot, ...]) -> tuple[KnownFact, ...]:
        show = ShownFacts(self.evaluator.release, self.language)
        return tuple(show.known(slot, self.now.subject) for slot in slots)

    def _cites(self, rules: tuple[Bearing, ...]) -> tuple[Cite, ...]:
        """The articles behind an outcome; practice chooses a point and is no ground."""
        found = dict.fromkeys(cite for item in rules if item.role != "practice" for cite in item.rule.cites)
        return cited(found, self.now.explained, self.language)

    def _shown(self, rules: tuple[Bearing, ...]) -> tuple[BearingRule, ...]:
        return tuple(
            BearingRule(
                rule=item.rule.id,
                title=item.rule.title.get(self.language),
                conduct_id=None if item.place.level == "subject" else item.place.id,
                role=item.role,
            )
            for item in rules
        )


def _bearing(case: Supposed, target: FormTarget | MeasureTarget) -> tuple[Bearing, ...]:
    if isinstance(target, FormTarget):
        return BearingRules(case).on_form(target.form)
    return BearingRules(case).on_measure(target.track, target.step)
