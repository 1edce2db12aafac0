"""After any sequence of changes a draft is a case document; what would break it is told and leaves the rest as it was."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.records.drafts.steps import steps, values
from zhunsheng.engine.language.documents import Document
from zhunsheng.engine.problems import InputError
from zhunsheng.engine.release import default_release
from zhunsheng.engine.vocabulary.facts import Fact
from zhunsheng.engine.vocabulary.models import case_model, read_case
from zhunsheng.records.drafts.changing import problems_in, refuse_broken, set_facts
from zhunsheng.records.drafts.documents import (
    begun,
    facts_at,
    stated,
    with_conduct,
    with_facts,
    with_subject,
    without,
)
from zhunsheng.records.drafts.evidence import (
    attached,
    with_attached,
    with_evidence,
    with_title,
    without_evidence,
)
from zhunsheng.records.drafts.places import Place, places_of
from zhunsheng.records.refusals import NotFound

VOCABULARY = default_release().vocabulary
MODEL = case_model(VOCABULARY)
CONDUCT = Place("conduct", "S1", "C1")
FACTS = st.sampled_from(
    [
        (Place.of(place), fact)
        for place, fact in (
            *(("case", fact) for fact in VOCABULARY.entity("case").facts),
            *(("S1~circumstances", fact) for fact in VOCABULARY.entity("circumstance").facts),
            *(("S1~C1~conduct", fact) for fact in VOCABULARY.entity("conduct").facts),
        )
    ]
)


def read(document: Document) -> Any:
    return read_case(document, MODEL, VOCABULARY)


@given(st.lists(steps(VOCABULARY, read), max_size=12))
def test_a_draft_stays_a_case_document_whatever_is_done(taken: list[Any]) -> None:
    document = begun("case-1")
    for step in taken:
        before = document
        changed = step(document)
        document = changed.document
        assert problems_in(document, read) == ()
        if changed.problems:
            # Each of these steps is one thing, which was then not done.
            assert document == before
    case = read(Document(stated(document), "draft"))
    assert [subject.id for subject in case.subjects] == [item["id"] for item in document["subjects"]]
    assert set(_nulls(document)) == set()


@given(FACTS, st.data())
def test_what_is_made_unknown_again_was_never_there(of: tuple[Place, Fact], data: st.DataObject) -> None:
    place, fact = of
    document = with_facts(begun("case-1"), place, {})
    changed = set_facts(document, place, {fact.key: data.draw(values(fact))}, read)
    assert set_facts(changed.document, place, {fact.key: None}, read).document == document


@given(st.data())
def test_changes_in_two_windows_are_both_kept(data: st.DataObject) -> None:
    (one, first), (other, second) = data.draw(
        st.lists(FACTS, min_size=2, max_size=2, unique_by=lambda of: (str(of[0]), of[1].key))
    )
    a, b = data.draw(values(first)), data.draw(values(second))
    document = begun("case-1")
    together = set_facts(
        set_facts(document, one, {first.key: a}, read).document, other, {second.key: b}, read
    )
    turned = set_facts(set_facts(document, other, {second.key: b}, read).document, one, {first.key: a}, read)
    assert together.document == turned.document


def test_one_wrong_fact_leaves_the_others_alone() -> None:
    written = {"intent": "negligent", "concealed": True, "date": "2021-13", "part": None}
    changed = set_facts(begun("case-1"), CONDUCT, written, read)
    assert facts_at(changed.document, CONDUCT) == {"concealed": True}
    assert {problem.pointer: problem.near for problem in changed.problems} == {
        "/subjects/0/conducts/0/intent": "negligence",
        "/subjects/0/conducts/0/date": None,
    }


def test_what_was_wrong_before_stands_in_the_way_of_nothing() -> None:
    old = with_facts(begun("case-1"), CONDUCT, {"a_fact_of_old": True, "intent": "of old"})
    assert len(problems_in(old, read)) == 2
    changed = set_facts(old, CONDUCT, {"concealed": True}, read)
    assert changed.problems == ()
    assert facts_at(changed.document, CONDUCT) == {
        "a_fact_of_old": True,
        "intent": "of old",
        "concealed": True,
    }
    mended = set_facts(changed.document, CONDUCT, {"intent": "negligence", "a_fact_of_old": None}, read)
    assert problems_in(mended.document, read) == ()


def test_evidence_follows_its_facts_when_a_subject_goes() -> None:
    document, second = with_subject(begun("case-1"))
    document, more = with_conduct(document, "S2")
    for place, fact in (
        (CONDUCT, "intent"),
        (more, "concealed"),
        (second, "party_member"),
        (Place("incident"), "deaths"),
    ):
        value = {"intent": "negligence", "deaths": 1}.get(fact, True)
        document = with_facts(document, place, {fact: value})
        document, id = with_evidence(document, "谈话笔录")
        document = with_attached(document, place, fact, {id, "E9"})
    assert document["evidence"] == [
        {
            "id": "E1",
            "title": "谈话笔录",
            "supports": [
                "/subjects/0/conducts/0/intent",
                "/subjects/1/conducts/1/concealed",
                "/subjects/1/party_member",
                "/incident/deaths",
            ],
        }
    ]
    left = without(document, Place("subject", "S1"))
    assert left["evidence"][0]["supports"] == [
        "/subjects/0/conducts/1/concealed",
        "/subjects/0/party_member",
        "/incident/deaths",
    ]
    assert attached(left, more) == {"concealed": ("E1",)}
    assert problems_in(left, read) == ()
    first_gone = without(left, Place("conduct", "S2", "C1"))
    assert attached(first_gone, more) == {"concealed": ("E1",)}


def test_evidence_stays_attached_to_a_fact_that_is_unknown_for_a_moment() -> None:
    document = with_facts(begun("case-1"), CONDUCT, {"concealed": True})
    document, id = with_evidence(document, "记录")
    document = with_attached(document, CONDUCT, "concealed", {id})
    unknown = set_facts(document, CONDUCT, {"concealed": None}, read).document
    assert stated(unknown)["evidence"] == [{"id": "E1", "title": "记录", "supports": []}]
    assert set_facts(unknown, CONDUCT, {"concealed": True}, read).document == document
    assert with_attached(document, CONDUCT, "concealed", ())["evidence"][0]["supports"] == []


def test_a_piece_of_evidence_is_renamed_and_removed() -> None:
    document, id = with_evidence(begun("case-1"), "记录")
    assert with_evidence(document, "记录") == (document, id)
    assert with_title(document, id, "会议记录")["evidence"][0]["title"] == "会议记录"
    assert "evidence" not in stated(without_evidence(document, id))
    with pytest.raises(NotFound):
        without_evidence(document, "E2")
    long = with_title(document, id, "长" * 201)
    with pytest.raises(InputError):
        refuse_broken(document, long, read)


def test_the_last_subject_stays_and_ids_are_new() -> None:
    document = begun("case-1")
    with pytest.raises(InputError, match="only subject"):
        without(document, Place("subject", "S1"))
    document, second = with_subject(document)
    document, third = with_subject(without(document, Place("subject", "S1")))
    assert [str(place) for place in (second, third)] == ["S2~subject", "S3~subject"]
    assert without(begun("case-1"), CONDUCT)["subjects"] == [{"id": "S1", "conducts": []}]
    assert [str(place) for place in places_of(document)][2:4] == ["S2~subject", "S2~circumstances"]


def test_only_subjects_and_conducts_are_removed() -> None:
    with pytest.raises(ValueError, match="only subjects"):
        without(begun("case-1"), Place("incident"))


def test_no_more_parts_than_a_case_may_have() -> None:
    document: dict[str, Any] = begun("case-1")
    document["subjects"][0]["conducts"] = [{"id": f"C{n}"} for n in range(50)]
    made, _ = with_conduct(document, "S1")
    with pytest.raises(InputError):
        refuse_broken(document, made, read)


def _nulls(value: Any) -> Iterator[str]:
    """The places in a document where there is a null: what is unknown is absent."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if inner is None:
                yield key
            yield from _nulls(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _nulls(inner)
