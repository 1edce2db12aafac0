"""Case documents: what is refused, where, and with which word that was probably meant."""

from __future__ import annotations

import copy
import math
from typing import Any

import pytest

from tests.engine.builders import case, conduct, subject
from tests.strategies import Plain, read
from zhunsheng.engine.law_dates import ACT_DATE
from zhunsheng.engine.problems import InputError, Problem
from zhunsheng.engine.vocabulary.facts import FactRef

VALID: Plain = {
    "case": {"id": "K1", "province": "shanxi"},
    "incident": {"infected": 2},
    "subjects": [
        {
            "id": "S1",
            "party_member": True,
            "conducts": [{"id": "C1", "manner": ["perfunctory"], "date": "2021-10"}],
        }
    ],
}


def refused(change: dict[str, Any]) -> list[Problem]:
    """The problems of the valid document with values put at the places of a pointer."""
    document = copy.deepcopy(VALID)
    for where, value in change.items():
        *steps, last = where.split("/")[1:]
        here: Any = document
        for step in steps:
            here = here[int(step)] if isinstance(here, list) else here[step]
        here[last] = value
    with pytest.raises(InputError) as error:
        read(document)
    return list(error.value.problems)


@pytest.mark.parametrize(
    ("where", "value", "code", "near"),
    [
        ("/incident/infectd", 1, "unknown_field", "infected"),
        ("/incident/感染人数", 1, "unknown_field", "infected"),
        ("/incident/infected", "2", "wrong_type", None),
        ("/incident/infected", True, "wrong_type", None),
        ("/subjects/0/party_member", "yes", "wrong_type", None),
        ("/subjects/0/party_member", 1, "wrong_type", None),
        ("/case/province", "shanx", "unknown_value", "shanxi"),
        ("/case/province", "山西", "unknown_value", "shanxi"),
    ],
)
def test_a_wrong_value_is_named_with_its_place(
    where: str, value: object, code: str, near: str | None
) -> None:
    (problem,) = refused({where: value})
    assert (problem.code, problem.pointer, problem.near) == (code, where, near)


@pytest.mark.parametrize(
    ("where", "value"),
    [
        ("/subjects/0/conducts/0/date", "2021-02-29"),
        ("/subjects/0/conducts/0/date", "2021-13"),
        ("/incident/infected", -1),
        ("/incident/infected", 10**13),
        ("/incident/infected", math.nan),
        ("/incident/infected", 1.5),
        ("/case/id", "某某"),
        ("/case/id", ""),
        ("/subjects", []),
    ],
)
def test_an_impossible_value_is_refused_at_its_place(where: str, value: object) -> None:
    assert [problem.pointer for problem in refused({where: value})] == [where]


def test_every_problem_is_reported_at_once() -> None:
    problems = refused({"/incident/infected": "2", "/subjects/0/party_member": 1, "/case/province": "mars"})
    assert {problem.pointer for problem in problems} == {
        "/incident/infected",
        "/subjects/0/party_member",
        "/case/province",
    }


def test_ids_are_unique_among_siblings_only() -> None:
    with pytest.raises(InputError) as error:
        case(subject(conduct("C1"), conduct("C1")))
    (problem,) = error.value.problems
    assert (problem.code, problem.pointer) == ("duplicate_id", "/subjects/0/conducts/1/id")
    assert case(subject(conduct("C1"), id="S1"), subject(conduct("C1"), id="S2")).id == "K1"


def test_evidence_supports_stated_facts_only() -> None:
    evidence = {"id": "E1", "title": "通报", "supports": ["/incident/infected"]}
    assert read({**VALID, "evidence": [evidence]}).evidence == {"/incident/infected": ("E1",)}
    with pytest.raises(InputError) as error:
        read({**VALID, "evidence": [{**evidence, "supports": ["/incident/deaths"]}]})
    assert [(p.code, p.pointer) for p in error.value.problems] == [("evidence", "/evidence/0/supports/0")]


def test_a_set_as_a_list_says_what_is_in_it_and_nothing_about_the_rest() -> None:
    made = case(
        subject(conduct(manner=["perfunctory"])), subject(conduct(manner={"perfunctory": False}), id="S2")
    )
    manners = [found.conducts[0].facts[FactRef("conduct", "manner")] for found in made.subjects]
    assert manners == [{"perfunctory": True}, {"perfunctory": False}]


def test_unknown_facts_are_absent() -> None:
    assert ACT_DATE not in case(subject(conduct(date=None))).subjects[0].conducts[0].facts
