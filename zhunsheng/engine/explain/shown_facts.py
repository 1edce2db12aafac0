"""Facts, changes of facts and where they lead, in words of one language, for answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from zhunsheng.engine.answer_changes import Alteration, ChangedFact, Standing
from zhunsheng.engine.answer_parts import KnownFact
from zhunsheng.engine.case import Case, Instance, instances, walk
from zhunsheng.engine.explain.outcomes import Direction, Outcome
from zhunsheng.engine.explain.text import pointer_name
from zhunsheng.engine.explain.trace import shown_value
from zhunsheng.engine.release import Release
from zhunsheng.engine.suggestion import Form
from zhunsheng.engine.variants.columns import Change, Variant
from zhunsheng.engine.variants.slots import Slot, SlotValue
from zhunsheng.engine.vocabulary.facts import Fact, FactRef, FactValue

_UNKNOWN = {"zh": "不明", "en": "unknown"}


class ShownFacts:
    """Values, facts and outcomes in words of one language."""

    def __init__(self, release: Release, language: str) -> None:
        self._release = release
        self._language = language

    def standing(self, outcome: Outcome) -> Standing:
        """Where a variant ends."""
        forms = outcome.forms
        return Standing(
            form=Form(at_least=forms.low, at_most=forms.high, recommended=outcome.recommended),
            measures=self.measures(outcome),
        )

    def measures(self, outcome: Outcome) -> tuple[str, ...]:
        """The recommended measures, by name."""
        return tuple(
            track.steps[step - 1].name.get(self._language)
            for track, step in zip(self._release.scale.tracks, outcome.steps, strict=True)
            if step
        )

    def alteration(
        self, changes: Variant, subject: Instance, direction: Direction, outcome: Outcome
    ) -> Alteration:
        """Changes of facts, and where they lead."""
        return Alteration(
            changes=tuple(self.change(change, subject) for change in changes),
            direction=direction,
            leads_to=self.standing(outcome),
        )

    def change(self, change: Change, subject: Instance) -> ChangedFact:
        """Another value in a slot, beside the one it has."""
        holder = change.slot.holder(subject)
        return self._changed(
            change.slot.pointer, change.slot.ref, change.slot.member, change.slot.known(holder), change.value
        )

    def differences(self, before: Case, after: Case) -> Iterator[ChangedFact]:
        """The facts in which two versions of a case differ."""
        old, new = (_facts(instances(case)) for case in (before, after))
        for pointer in dict.fromkeys((*old, *new)):
            (ref, one), (_, other) = (
                of.get(pointer) or ((old.get(pointer) or new[pointer])[0], None) for of in (old, new)
            )
            if one != other:
                yield self._changed(pointer, ref, None, one, other)

    def known(self, slot: Slot, subject: Instance) -> KnownFact:
        """A slot as it is."""
        return self.held(slot, slot.known(slot.holder(subject)))

    def held(self, slot: Slot, value: SlotValue | None) -> KnownFact:
        """A slot with a value in it."""
        fact = self._release.vocabulary.fact(slot.ref)
        return KnownFact(
            fact=slot.pointer,
            name=self._name(slot.pointer, fact, slot.member),
            member=slot.member,
            value=None if value is None else shown_value(value),
            value_name=self._value(fact, slot.member, value),
        )

    def _name(self, pointer: str, fact: Fact, member: str | None) -> str:
        name = pointer_name(pointer, self._release, self._language)
        return name if member is None else f"{name}·{fact.value_name({member: True}, self._language)}"

    def _changed(
        self,
        pointer: str,
        ref: FactRef,
        member: str | None,
        before: SlotValue | FactValue | None,
        after: SlotValue | FactValue | None,
    ) -> ChangedFact:
        fact = self._release.vocabulary.fact(ref)
        return ChangedFact(
            fact=pointer,
            name=self._name(pointer, fact, member),
            member=member,
            before=None if before is None else shown_value(before),
            after=None if after is None else shown_value(after),
            before_name=self._value(fact, member, before),
            after_name=self._value(fact, member, after),
        )

    def _value(self, fact: Fact, member: str | None, value: FactValue | None) -> str:
        if value is None:
            return _UNKNOWN[self._language]
        if member is not None:
            return {"zh": ("无", "有"), "en": ("no", "yes")}[self._language][bool(value)]
        return fact.value_name(value, self._language)


def _facts(top: Instance) -> Mapping[str, tuple[FactRef, FactValue]]:
    """Every fact of a case by its pointer."""
    return {place.pointer(ref): (ref, value) for place in walk(top) for ref, value in place.facts.items()}
