"""What a person should be told about an answer, whatever the rules say.

Notices come from rules (`assembly`); these come from the shape of the answer itself: that nothing has been established yet,
that facts contradict each other, and that facts which weigh against somebody name no evidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from zhunsheng.engine.case import Instance
from zhunsheng.engine.circuit.outputs import Reading
from zhunsheng.engine.engines.verdict import FormVerdict
from zhunsheng.engine.explain.explained import Explained
from zhunsheng.engine.kleene import Truth
from zhunsheng.engine.language.conditions import facts_of, leaves
from zhunsheng.engine.suggestion import Warning
from zhunsheng.engine.vocabulary.facts import Fact, FactType, FactValue, Text, Weight

_NOTHING_ESTABLISHED = Text(
    "没有一条处理依据成立。这不是认定无责，而是事实尚未查明：请先查待查问题",
    "No ground is established. That does not clear the subject; the facts are still unknown: look into the open "
    "questions first",
)
_CONTRADICTION = Text(
    "案卷中的事实相互矛盾：{why}。请核对后再用本建议",
    "Facts of the case contradict each other: {why}. Check them before you use this suggestion",
)
_NO_EVIDENCE = Text(
    "以下对其不利的事实没有注明证据，请补充或核对",
    "These facts weigh against the subject and name no evidence; add it or check them",
)


def nothing_established(forms: FormVerdict, language: str) -> Iterator[Warning]:
    """An outcome of "not held accountable" for want of facts must not be read as one for want of guilt."""
    if forms.high == 0 < forms.highest:
        yield Warning(key="nothing_established", text=_NOTHING_ESTABLISHED.get(language))


def contradictory_facts(explained: Explained, subject: Instance, language: str) -> Iterator[Warning]:
    """Facts that are known and cannot hold at once: one warning for each contradiction and place."""
    for place in (subject, *subject.parts):
        for item in explained.release.contradictions:
            holds = item.level == place.level and explained.value(item.condition, place, Reading.ESTABLISHED)
            if holds is Truth.TRUE:
                refs = dict.fromkeys(ref for leaf in leaves(item.condition) for ref in facts_of(leaf))
                known = tuple(place.pointer(ref) for ref in refs if ref in place.facts)
                text = _CONTRADICTION.get(language).format(why=item.why.get(language))
                yield Warning(key="contradiction", text=text, facts=known)


def without_evidence(explained: Explained, subject: Instance, language: str) -> Iterator[Warning]:
    """The facts of a subject that weigh against it and name no evidence, in one warning."""
    found: dict[str, None] = {}
    for place in (subject, *subject.parts):
        for ref, value in place.facts.items():
            pointer = place.pointer(ref)
            weighs = _weighs_against(explained.release.vocabulary.fact(ref), value)
            if weighs and pointer not in explained.case.evidence:
                found[pointer] = None
    if found:
        yield Warning(key="no_evidence", text=_NO_EVIDENCE.get(language), facts=tuple(found))


def _weighs_against(fact: Fact, value: FactValue) -> bool:
    """Whether a value weighs anything: false, zero, the least of an order and an empty set do not."""
    if fact.weight is not Weight.AGAINST:
        return False
    if fact.type is FactType.ORDERED:
        return fact.rank(str(value)) > 0
    return any(value.values()) if isinstance(value, Mapping) else bool(value)
