"""What it would take: the smallest changes with which a form is recommended, or with which it gets lighter or heavier at all.

Bits try every change of two or three facts (`changes`). What is further away, or is asked for by name ("not held accountable"),
is looked for by `change_search`. Who it is, where and when stay as they are (`is_fixed`): what is known of that is never
otherwise, and no day is found out. "Nothing does it" is said of all other facts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zhunsheng.engine.case import Instance
from zhunsheng.engine.compared_laws import Governed
from zhunsheng.engine.compiled import CompiledRelease
from zhunsheng.engine.explain.change_search import ChangeSearch, Reached
from zhunsheng.engine.explain.outcomes import Direction, Outcome, outcome_of
from zhunsheng.engine.law_dates import LawDates
from zhunsheng.engine.proof.clauses import Literal
from zhunsheng.engine.proof.outcome_reasons import FormTarget, MeasureTarget
from zhunsheng.engine.proof.rails import Rails
from zhunsheng.engine.proof.shown_outputs import deciding
from zhunsheng.engine.variants.columns import Columns
from zhunsheng.engine.variants.fixed_facts import is_fixed
from zhunsheng.engine.variants.outlooks import Outlooks
from zhunsheng.engine.variants.slots import Slot, SlotValue
from zhunsheng.engine.vocabulary.facts import FactType

#: So many sets of changes are told.
TOLD = 5


def to_form(rules: CompiledRelease, subject: Instance, form: int, told: int = TOLD) -> Reached:
    """The smallest changes, also of facts that would have to be found out, for which a form is recommended.

    Args:
        subject: The subject's instance, with its conducts; none of them was given a law.
        form: 0 (not held accountable) to 4.
    """
    return to_outcome(rules, subject, FormTarget(form), told)


def to_outcome(
    rules: CompiledRelease, subject: Instance, target: FormTarget | MeasureTarget, told: int
) -> Reached:
    """The same, also for a measure to be within the range.

    Args:
        subject: None of its conducts was given a law.
    """

    def wanted(rails: Rails, _: Instance) -> Iterator[Literal]:
        return target.literals(rails, rules.circuits)

    def ends(found: Outlooks) -> bool:
        if isinstance(target, FormTarget):
            return found.recommended(0) == target.form
        track = found.tracks(0)[target.track]
        return track.low <= target.step <= track.high

    return _search(rules, subject, finding=True).smallest(wanted, ends, told)


def towards(rules: CompiledRelease, subject: Instance, now: Outcome, direction: Direction) -> Reached:
    """The smallest changes of established facts that make the outcome lighter, or heavier; one of them.

    Args:
        now: Where the subject ends as it is.
    """
    found = rules.laws.outlooks(Columns.of(subject, ((),)))
    nodes = tuple(deciding(rules.circuits))
    reached = [bool(found.chosen.rails[node][0] & 1) for node in nodes]

    def wanted(rails: Rails, _: Instance) -> Iterator[Literal]:
        # What gets lighter gives up some step that it reaches; what gets heavier reaches another one.
        established = (rails.of_subject(node)[0] for node in nodes)
        yield rails.clauses.any_of(
            -literal if direction == "lighter" else literal
            for literal, holds in zip(established, reached, strict=True)
            if holds is (direction == "lighter")
        )

    def ends(found: Outlooks) -> bool:
        return now.towards(outcome_of(rules.release, found, 0)) == direction

    return _search(rules, subject, finding=False).smallest(wanted, ends, 1)


def _search(rules: CompiledRelease, subject: Instance, *, finding: bool) -> ChangeSearch:
    """The search among other values of established facts that are not fixed, and, where it is for finding, of unknown ones."""

    def offers(slot: Slot, holder: Instance) -> Sequence[SlotValue | None]:
        fact, known = rules.release.vocabulary.fact(slot.ref), slot.known(holder)
        if fact.type is FactType.DATE or (is_fixed(slot.ref, fact) if known is not None else not finding):
            return ()
        return rules.slots.values(slot, holder)

    def laws(of: Governed) -> Sequence[LawDates]:
        return (of.chosen, of.question.act, of.question.decision) if of.question.compares else (of.chosen,)

    return ChangeSearch(rules, subject, offers, laws)
