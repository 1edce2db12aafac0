"""The stated facts of a subject as a set of yes-or-no features, for what is fitted on notices.

A feature is (entity, fact, value). A fact that nothing states has the value *unknown*, which is a value like any other: that a
notice is silent says something about notices. Of several conducts, a feature holds where it holds for one of them.

Values are taken as they are, but for three: each member of a set is a fact of its own, dates count by year, and whole numbers
by their number of digits (0, 1-9, 10-99, …), since single days and counts hardly ever repeat.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from zhunsheng.engine.case import Instance
from zhunsheng.engine.vocabulary.dates import PartialDate
from zhunsheng.engine.vocabulary.facts import FactType, FactValue, Vocabulary

Feature = tuple[str, str, str]

UNKNOWN = "unknown"


def features(subject: Instance, vocabulary: Vocabulary) -> frozenset[Feature]:
    """The features of a subject and its conducts: one or more for each fact of the vocabulary."""
    places = (subject, *subject.parts)
    found: set[Feature] = set()
    for ref, fact in vocabulary.all_facts():
        members = fact.value_keys() if fact.type is FactType.SET else ("",)
        stated = {
            feature
            for place in places
            if ref in place.facts
            for feature in _of_value(ref.entity, ref.fact, place.facts[ref])
        }
        silent = {(ref.entity, _name(ref.fact, member), UNKNOWN) for member in members}
        known = {feature[1] for feature in stated}
        found |= stated | {feature for feature in silent if feature[1] not in known}
    return frozenset(found)


def _of_value(entity: str, fact: str, value: FactValue) -> Iterator[Feature]:
    if isinstance(value, Mapping):
        for member, yes in value.items():
            yield entity, _name(fact, member), str(yes)
    elif isinstance(value, PartialDate):
        yield entity, fact, str(value.earliest.year)
    elif isinstance(value, bool) or not isinstance(value, int):
        yield entity, fact, str(value)
    else:
        yield entity, fact, f"{len(str(value))} digits" if value else "0"


def _name(fact: str, member: str) -> str:
    return f"{fact}:{member}" if member else fact
