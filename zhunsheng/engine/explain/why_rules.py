"""Why a rule applies to a place, or why it does not, with its tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from zhunsheng.engine.answer_parts import KnownFact
from zhunsheng.engine.answer_reasons import Displacement, Reason
from zhunsheng.engine.case import Instance
from zhunsheng.engine.circuit.outputs import Reading
from zhunsheng.engine.evaluation import Evaluator, Language
from zhunsheng.engine.explain.explained import Explained
from zhunsheng.engine.explain.lacking import Lacking
from zhunsheng.engine.explain.nearest_conditions import NearestConditions
from zhunsheng.engine.explain.reason_trees import ReasonTrees
from zhunsheng.engine.explain.shown_facts import ShownFacts
from zhunsheng.engine.explain.supposed import Supposed, suppose
from zhunsheng.engine.explain.trace import cited
from zhunsheng.engine.explain.why_sentences import rule_sentence
from zhunsheng.engine.kleene import Truth
from zhunsheng.engine.language.conditions import AllOf, Condition, LawDateTest, Quantified
from zhunsheng.engine.language.rules import Rule
from zhunsheng.engine.proof.change_costs import cost_of
from zhunsheng.engine.proof.reasons import RuleTarget, reason
from zhunsheng.engine.variants.columns import Change


@dataclass(frozen=True)
class Candidate:
    """A rule on a place, with what it lacks; None where no change of facts establishes it."""

    rule: Rule
    place: Instance
    lacks: tuple[Change, ...] | None

    def distance(self, now: Supposed) -> tuple[bool, int, str]:
        """How far it is from being established: by what it lacks; what no facts establish comes last, by what does not hold."""
        if self.lacks is None:
            return True, len(NearestConditions(now.explained).of(self.rule.premise, self.place)), self.rule.id
        return False, sum(cost_of(change, now.subject) for change in self.lacks), self.rule.id


@dataclass(frozen=True)
class RuleReasons:
    """The reasons for the rules on one subject of a case."""

    evaluator: Evaluator
    now: Supposed
    language: Language
    lacking: Lacking = field(repr=False)

    @property
    def explained(self) -> Explained:
        """The case as it is."""
        return self.now.explained

    @property
    def subject(self) -> Instance:
        """The subject."""
        return self.now.subject

    def candidate(self, rule: Rule, place: Instance) -> Candidate:
        """A rule with what it lacks."""
        if self.explained.rule(place, rule.id).established:
            return Candidate(rule, place, ())
        # The law is fixed, so that a rule of another time need not be solved: half of them are.
        if any(
            _is_of_law(part) and self.explained.value(part, place, Reading.ESTABLISHED) is Truth.FALSE
            for part in (rule.premise.parts if isinstance(rule.premise, AllOf) else (rule.premise,))
        ):
            return Candidate(rule, place, None)
        return Candidate(rule, place, self.lacking.rule(RuleTarget(rule.id, place)))

    def reason(self, found: Candidate) -> Reason:
        """Why it applies, or what it lacks."""
        rule, place, show = found.rule, found.place, ShownFacts(self.evaluator.release, self.language)
        status = self.explained.status(place, rule)
        then = (
            suppose(self.evaluator.bits, self.explained, self.subject, found.lacks) if found.lacks else None
        )
        trees = ReasonTrees(self.explained, self.language, status == "established", then)
        premise = trees.premise(rule, place)
        failing, unknown = ((), ()) if status == "established" else trees.nearest(rule, place)
        because = self._because(rule, place)
        lacks = (
            None if found.lacks is None else tuple(show.change(item, self.subject) for item in found.lacks)
        )
        cites = cited(rule.cites, self.explained, self.language)
        displaced = tuple(self._displaced(rule, place))
        return Reason(
            rule=rule.id,
            title=rule.title.get(self.language),
            conduct_id=None if place.level == "subject" else place.id,
            status=status,
            cites=cites,
            sentence=rule_sentence(
                rule.title.get(self.language),
                status,
                cites,
                self.language,
                because=because,
                lacks=lacks,
                law_open=self.lacking.law_open,
                defeated_by=displaced,
            ),
            because=because,
            lacks=lacks,
            failing=failing,
            unknown=unknown,
            premise=premise,
            behind=trees.behind(premise),
            defeated_by=displaced,
        )

    def _because(self, rule: Rule, place: Instance) -> tuple[KnownFact, ...]:
        show = ShownFacts(self.evaluator.release, self.language)
        carrying = reason(
            self.evaluator.slots, self.evaluator.circuits, self.subject, RuleTarget(rule.id, place)
        )
        return tuple(show.known(slot, self.subject) for slot in carrying or ())

    def _displaced(self, rule: Rule, place: Instance) -> Iterator[Displacement]:
        """The exceptions that are established, each with what establishes it."""
        for other in self.explained.overriding(rule.id):
            if self.explained.rule(place, other.id).established:
                title, because = other.title.get(self.language), self._because(other, place)
                cites = cited(other.cites, self.explained, self.language)
                yield Displacement(
                    rule=other.id,
                    title=title,
                    cites=cites,
                    because=because,
                    sentence=rule_sentence(title, "established", cites, self.language, because=because),
                )


def _is_of_law(condition: Condition) -> bool:
    """Whether a condition asks for nothing but the law in force."""
    if isinstance(condition, Quantified):
        return _is_of_law(condition.condition)
    return isinstance(condition, LawDateTest)
