"""Anything that a handler may do with a draft, in any order, sensible or not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from zhunsheng.engine.problems import InputError
from zhunsheng.engine.vocabulary.facts import Fact, FactType, Vocabulary
from zhunsheng.records.drafts.changing import Changed, Read, refuse_broken, set_facts
from zhunsheng.records.drafts.documents import facts_at, with_conduct, with_subject, without
from zhunsheng.records.drafts.evidence import with_attached, with_evidence
from zhunsheng.records.drafts.places import Place, places_of

#: A step: changes a document, or refuses.
Step: TypeAlias = Callable[[dict[str, Any]], Changed]

_NONSENSE = st.sampled_from(
    [None, "", "perhaps", -1, 10**13, "2021-13", "2021-02-30", [], {}, ["x"], {"x": True}]
)


def steps(vocabulary: Vocabulary, read: Read) -> SearchStrategy[Step]:
    """One step."""
    return st.one_of(
        st.builds(_setting, st.integers(0, 30), st.data(), st.just(vocabulary), st.just(read)),
        st.builds(_adding, st.integers(0, 30), st.just(read)),
        st.builds(_removing, st.integers(0, 30), st.just(read)),
        st.builds(_attaching, st.integers(0, 30), st.sampled_from(["笔录", "通报", "文件"]), st.just(read)),
    )


def values(fact: Fact) -> SearchStrategy[Any]:
    """What somebody may write for a fact."""
    match fact.type:
        case FactType.BOOL:
            fitting: SearchStrategy[Any] = st.booleans()
        case FactType.ENUM | FactType.ORDERED:
            fitting = st.sampled_from(fact.value_keys())
        case FactType.SET:
            fitting = st.dictionaries(st.sampled_from(fact.value_keys()), st.booleans())
        case FactType.INT:
            fitting = st.integers(0, 10**12)
        case FactType.DATE:
            fitting = st.sampled_from(["2021", "2021-10", "2021-10-20"])
    return st.one_of(fitting, fitting, st.none(), _NONSENSE)


def _setting(number: int, data: st.DataObject, vocabulary: Vocabulary, read: Read) -> Step:
    def step(document: dict[str, Any]) -> Changed:
        place = _chosen(document, number)
        fact = data.draw(st.sampled_from(vocabulary.entity(place.entity).facts))
        return set_facts(document, place, {fact.key: data.draw(values(fact))}, read)

    return step


def _adding(number: int, read: Read) -> Step:
    def step(document: dict[str, Any]) -> Changed:
        place = _chosen(document, number)
        made, _ = with_subject(document) if place.subject is None else with_conduct(document, place.subject)
        return _kept(document, made, read)

    return step


def _removing(number: int, read: Read) -> Step:
    def step(document: dict[str, Any]) -> Changed:
        place = _chosen(document, number)
        if place.word not in ("subject", "conduct"):
            return Changed(document)
        try:
            return _kept(document, without(document, place), read)
        except InputError as error:
            return Changed(document, error.problems)

    return step


def _attaching(number: int, title: str, read: Read) -> Step:
    def step(document: dict[str, Any]) -> Changed:
        place = _chosen(document, number)
        made, id = with_evidence(document, title)
        for fact in facts_at(document, place):
            made = with_attached(made, place, fact, {id})
        return _kept(document, made, read)

    return step


def _kept(before: dict[str, Any], after: dict[str, Any], read: Read) -> Changed:
    refuse_broken(before, after, read)
    return Changed(after)


def _chosen(document: dict[str, Any], number: int) -> Place:
    places = tuple(places_of(document))
    return places[number % len(places)]
