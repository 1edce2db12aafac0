"""The smallest groups of unknown facts that would settle a case: what to find out, and with what result, so that it is decided.

A case is settled where nothing that is still unknown can change what its answer says of the forms: both ends of the range and the
recommended form are known in the possible reading, whatever else comes to light. For each form the fewest facts are found whose
answers settle the case there, and then the other groups of the same size, up to a limit.

The days stay as they are: no group answers when something was. A day that is found can settle a law, and with it the case, and
more cheaply than the group that is told; every two days could be another law, and questions ask about them. Facts can settle the
law as well, where two compete and all days are known; so the search is made under all the law that can still govern, and under
each of the two alone.

No group settles a case whatever the answers are, short of all facts that matter: for each of these there is a state in which it
alone decides. So a group comes with its answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from zhunsheng.engine.case import Instance
from zhunsheng.engine.circuit.outputs import FormOutput, Reading, RecommendedOutput, RuleOutput
from zhunsheng.engine.compared_laws import Governed
from zhunsheng.engine.compiled import CompiledRelease
from zhunsheng.engine.explain.change_search import ChangeSearch
from zhunsheng.engine.explain.outcomes import Outcome
from zhunsheng.engine.law_dates import LawDates, open_dates, settled_by_dates
from zhunsheng.engine.proof.clauses import Literal
from zhunsheng.engine.proof.rails import Rails
from zhunsheng.engine.scale import FORMS
from zhunsheng.engine.variants.columns import Columns, Variant
from zhunsheng.engine.variants.outlooks import Outlooks
from zhunsheng.engine.variants.slots import Slot, SlotValue
from zhunsheng.engine.vocabulary.facts import FactType

#: So many groups are told for each form.
TOLD = 3


@dataclass(frozen=True)
class Settlement:
    """How a case would be settled at a form.

    Attributes:
        recommended: The form that is then recommended.
        groups: The smallest groups of answers that settle it there, all of one size, each with where it ends.
        more: Whether there are more of that size than are told.
        proved: Whether no smaller group settles it there; where there is none, that none does. The days stay as they are.
    """

    recommended: int
    groups: tuple[tuple[Variant, Outcome], ...]
    more: bool
    proved: bool


def settlements(rules: CompiledRelease, subject: Instance, told: int = TOLD) -> tuple[Settlement, ...]:
    """How a case would be settled at each form, from the lightest; also those at which no group settles it.

    Args:
        subject: The subject's instance, with its conducts; none of them was given a law.
        told: The most groups that are told for a form.
    """
    search = ChangeSearch(rules, subject, _Answers(rules), _laws)
    compared = tuple(_compared(rules, subject))
    order = {slot: place for place, slot in enumerate(rules.slots.of(subject))}

    def at(form: int) -> Settlement:
        end = _SettledAt(rules, form, compared)
        reached = search.smallest(end.literals, end.holds, told)
        groups = (
            (tuple(sorted(group, key=lambda change: order[change.slot])), outcome)
            for group, outcome in reached.found
        )
        return Settlement(form, tuple(groups), reached.more, reached.proved)

    return tuple(at(form) for form in (0, *FORMS))


@dataclass(frozen=True)
class _Answers:
    """Every answer to what is unknown, but for days."""

    rules: CompiledRelease

    def __call__(self, slot: Slot, holder: Instance) -> Sequence[SlotValue | None]:
        is_day = self.rules.release.vocabulary.fact(slot.ref).type is FactType.DATE
        return () if is_day or slot.known(holder) is not None else self.rules.slots.values(slot, holder)


def _laws(of: Governed) -> Iterator[LawDates]:
    """All the law that can still govern; and, where facts alone can settle which of the two laws it is, that which then does."""
    yield of.horizon
    if _settles(of):
        question = of.question
        yield from (open_dates(question.facts, law.act) for law in (question.act, question.decision))


def _settles(of: Governed) -> bool:
    """Whether facts that are still unknown can settle which of two laws governs a conduct, and nothing else need be known."""
    return of.question.compares and not of.choice.settled and settled_by_dates(of.question.facts)


@dataclass(frozen=True)
class _Compared:
    """A conduct for which facts can settle which of two laws governs it.

    Attributes:
        settled: The conduct under either law; that one of them governs is known once all that follows under both is known.
    """

    place: int
    horizon: LawDates
    settled: tuple[Instance, Instance]


def _compared(rules: CompiledRelease, subject: Instance) -> Iterator[_Compared]:
    governed = rules.laws.outlooks(Columns.of(subject, ((),))).laws(0)
    for place, (part, of) in enumerate(zip(subject.parts, governed, strict=True)):
        if _settles(of):
            act, decision = (replace(part, law=law) for law in (of.question.act, of.question.decision))
            yield _Compared(place, of.horizon, (act, decision))


@dataclass(frozen=True)
class _SettledAt:
    """That a case is settled at a form."""

    rules: CompiledRelease
    form: int
    compared: Sequence[_Compared]

    def literals(self, rails: Rails, subject: Instance) -> Iterator[Literal]:
        """All that the answer says of forms is known, and this one is recommended; and the law is, where it has to be."""
        yield from self._law_known(rails, subject)
        for node in self._said():
            yield rails.clauses.any_of(rails.of_subject(node))
        if self.form:
            yield rails.of_subject(self._recommended(self.form))[0]
        if self.form < FORMS[-1]:
            yield rails.of_subject(self._recommended(self.form + 1))[1]

    def _law_known(self, rails: Rails, subject: Instance) -> Iterator[Literal]:
        outputs = self.rules.circuits.conduct.outputs
        for item in self.compared:
            if subject.parts[item.place].law != item.horizon:
                for conduct in item.settled:
                    for rule in self.rules.laws.telling_laws_apart:
                        output = outputs[RuleOutput(rule, Reading.POSSIBLE)]
                        yield rails.clauses.any_of(rails.of_conduct(conduct, output))

    def holds(self, found: Outlooks) -> bool:
        """Whether it is so for a single variant."""
        rails = found.horizon.rails
        if not all((true | false) & 1 for true, false in (rails[node] for node in self._said())):
            return False
        return found.recommended(0) == self.form

    def _said(self) -> Iterable[int]:
        outputs = self.rules.circuits.subject.outputs
        for form in FORMS:
            yield outputs[FormOutput("low", form, Reading.POSSIBLE)]
            yield outputs[FormOutput("high", form, Reading.POSSIBLE)]
            yield self._recommended(form)

    def _recommended(self, form: int) -> int:
        return self.rules.circuits.subject.outputs[RecommendedOutput(form, Reading.POSSIBLE)]
