"""Facts as switches: each that bears on a subject's outcome, with the values that can be tried.

Offered are the facts that are stated, except who, where and when (`is_fixed`), and those unknown ones that change the outcome.
An unknown one that is set stays a switch though nothing hangs on it any more, or for the subject that is looked at: whatever is
set can be put back. Values are those between which some rule tells a difference, so nothing that could matter is left out.

A switch is set by a text, ``/subjects/0/conducts/0/intent=negligence``, as the API and the command line take it; of a set each
member is a switch of its own, ``…/duties_failed/reporting=true``. Nothing after the sign: unknown. Only what could be
offered can be set.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from zhunsheng.engine.answer_parts import Answer
from zhunsheng.engine.case import Instance
from zhunsheng.engine.evaluation import Evaluator, Language
from zhunsheng.engine.explain.changes import alterations
from zhunsheng.engine.explain.questions import open_questions
from zhunsheng.engine.explain.relevance import relevant
from zhunsheng.engine.explain.shown_facts import ShownFacts
from zhunsheng.engine.explain.trace import shown_value
from zhunsheng.engine.variants.columns import Change
from zhunsheng.engine.variants.fixed_facts import is_fixed
from zhunsheng.engine.variants.slots import Slot, SlotValue
from zhunsheng.engine.vocabulary.dates import PartialDate

#: Every change of up to so many stated facts is looked at for whether it alters the outcome.
_AT_ONCE = 2


class Choice(Answer):
    """A value that can be tried.

    Attributes:
        setting: What sets it; "" leaves the fact as it is.
    """

    setting: str
    name: str
    chosen: bool


class TriedFact(Answer):
    """A fact with the values that can be tried.

    Attributes:
        field: An id for the control, the same whatever is chosen.
        name: With its place, and of a set with the member.
        now: What the case states.
        choices: That first.
    """

    field: str
    fact: str
    name: str
    now: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Switches:
    """The facts of one subject that can be tried.

    Attributes:
        telling: Stated facts that alter the outcome, alone or with one other.
        unknown: Unknown facts that alter it.
        others: The other stated ones: no change of one or two of them alters it.
        kept: Other unknown ones that are set: of the case or the incident, for another subject; or of this one, before
            something else was put back that they mattered with.
    """

    telling: tuple[Slot, ...]
    unknown: tuple[Slot, ...]
    others: tuple[Slot, ...]
    kept: tuple[Slot, ...] = ()

    def __iter__(self) -> Iterator[Slot]:
        yield from (*self.telling, *self.unknown, *self.others, *self.kept)

    def and_those_of(self, evaluator: Evaluator, changed: Instance) -> Switches:
        """These, and what is unknown and matters with what is being tried: it is found by trying.

        Args:
            changed: The subject as it is tried.
        """
        matter = relevant(evaluator.compiled, changed, "alone").companions
        more = (slot for slot in matter if slot not in (*self.telling, *self.others))
        return replace(self, unknown=tuple(dict.fromkeys((*self.unknown, *more))))

    def and_those_set(self, evaluator: Evaluator, subject: Instance, settings: Sequence[str]) -> Switches:
        """These, and whatever else is set that the subject sees: it is not lost, and can be put back.

        Args:
            subject: As the case states it.
        """
        offered = frozenset(self)
        rest = (
            slot
            for slot in evaluator.slots.of(subject)
            if slot not in offered and _can_be_tried(evaluator, subject, slot)
        )
        return replace(self, kept=tuple(item.slot for item in changes_of(evaluator, subject, rest, settings)))


def switches(evaluator: Evaluator, subject: Instance) -> Switches:
    """What can be tried for a subject.

    Args:
        subject: Its instance, as the case states it; none of its conducts was given a law.
    """
    slots, vocabulary = evaluator.slots, evaluator.release.vocabulary
    stated = [
        slot
        for slot in slots.of(subject)
        if slot.known(slot.holder(subject)) is not None and not is_fixed(slot.ref, vocabulary.fact(slot.ref))
    ]
    found = alterations(slots, evaluator.laws, subject, _AT_ONCE).found
    altering = {change.slot for item in found for change in item.changes}
    unknown = dict.fromkeys(slot for slot in _asked(evaluator, subject) if slot not in altering)
    return Switches(
        tuple(slot for slot in stated if slot in altering),
        tuple(unknown),
        tuple(slot for slot in stated if slot not in altering and slot not in unknown),
    )


def _asked(evaluator: Evaluator, subject: Instance) -> Iterator[Slot]:
    for question in open_questions(evaluator.compiled, subject, "alone").questions:
        yield from (answer.change.slot for answer in question.answers)


def changes_of(
    evaluator: Evaluator, subject: Instance, slots: Iterable[Slot], settings: Sequence[str]
) -> tuple[Change, ...]:
    """The changes that settings stand for. What is not offered, or is so already, changes nothing."""
    wanted = frozenset(settings)
    found: dict[Slot, Change] = {}
    for slot in slots:
        for value in _values(evaluator, subject, slot):
            if _setting(slot, value) in wanted:
                found[slot] = Change(slot, value)
    return tuple(found.values())


def changes_elsewhere(
    evaluator: Evaluator, subjects: Sequence[Instance], position: int, settings: Sequence[str]
) -> tuple[Change, ...]:
    """The changes that settings stand for of other subjects than the one whose facts are offered: they stay as they were tried.

    What is offered for those is not worked out anew, so whatever could be tried of them is taken. The case and the incident are
    everybody's: what is set of them is a switch for each subject.

    Args:
        position: Of the subject whose facts are offered.
    """
    found: list[Change] = []
    for place, subject in enumerate(subjects):
        own = f"/subjects/{place}/"
        if place != position and any(setting.startswith(own) for setting in settings):
            slots = (
                slot
                for slot in evaluator.slots.of(subject)
                if slot.pointer.startswith(own) and _can_be_tried(evaluator, subject, slot)
            )
            found.extend(changes_of(evaluator, subject, slots, settings))
    return tuple(found)


def setting_of(change: Change) -> str:
    """The text that stands for a change."""
    return _setting(change.slot, change.value)


def _can_be_tried(evaluator: Evaluator, subject: Instance, slot: Slot) -> bool:
    """Whether a slot may be a switch: who, where and when are so only while they are open."""
    known = slot.known(slot.holder(subject))
    is_open = known is None or (isinstance(known, PartialDate) and not known.exact)
    return is_open or not is_fixed(slot.ref, evaluator.release.vocabulary.fact(slot.ref))


def tried_facts(
    evaluator: Evaluator,
    subject: Instance,
    slots: Iterable[Slot],
    settings: Sequence[str],
    language: Language,
) -> tuple[TriedFact, ...]:
    """Switches with what is chosen."""
    show = ShownFacts(evaluator.release, language)
    return tuple(_tried(evaluator, subject, slot, frozenset(settings), show) for slot in slots)


def _tried(
    evaluator: Evaluator, subject: Instance, slot: Slot, wanted: frozenset[str], show: ShownFacts
) -> TriedFact:
    known = show.known(slot, subject)
    choices = [
        Choice(
            setting=setting,
            name=show.held(slot, value).value_name,
            chosen=setting in wanted,
        )
        for value in _values(evaluator, subject, slot)
        for setting in [_setting(slot, value)]
    ]
    chosen = any(choice.chosen for choice in choices)
    return TriedFact(
        field=_key(slot).removeprefix("/").replace("/", "-"),
        fact=slot.pointer,
        name=known.name,
        now=known.value_name,
        choices=(Choice(setting="", name=known.value_name, chosen=not chosen), *choices),
    )


def _values(evaluator: Evaluator, subject: Instance, slot: Slot) -> Iterator[SlotValue | None]:
    """The values of a slot other than what it holds, unknown last."""
    holder = slot.holder(subject)
    known = slot.known(holder)
    yield from (value for value in evaluator.slots.values(slot, holder) if value != known)
    if known is not None:
        yield None


def _setting(slot: Slot, value: SlotValue | None) -> str:
    if value is None:
        return f"{_key(slot)}="
    shown = shown_value(value)
    return f"{_key(slot)}={str(shown).lower() if isinstance(shown, bool) else shown}"


def _key(slot: Slot) -> str:
    return slot.pointer if slot.member is None else f"{slot.pointer}/{slot.member}"
