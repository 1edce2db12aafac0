"""Why and why not: the facts that carry a rule, the facts that it lacks, and what displaced it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.engine.builders import case_of
from tests.engine.test_evaluation import Contrary
from tests.second_engines import Saying
from zhunsheng.engine.answer_reasons import Reason
from zhunsheng.engine.answer_trace import TraceCondition, TraceRule
from zhunsheng.engine.engines.rete.client import Absence
from zhunsheng.engine.evaluation import EnginesDiffer, Evaluator, Language
from zhunsheng.engine.explain.why import NEAREST, why
from zhunsheng.engine.problems import InputError
from zhunsheng.engine.release import Release

FAILURE: dict[str, Any] = {
    "case.decision_date": "2021-11-05",
    "subject.kind": "person",
    "subject.party_member": True,
    "subject.public_official": False,
    "subject.leading_cadre": False,
    "conduct.date": "2021-10-20",
    "conduct.type": "other_duty_failure",
    "conduct.within_duty": True,
    "conduct.distance": "actor",
    "conduct.caused_consequence": True,
    "incident.consequence": "adverse_influence",
    "incident.infected": 3,
}

#: With it, the grounds of a tolerance.
TOLERATED: dict[str, Any] = {"conduct__unintended_for_development": True, "conduct__public_motive": True}


def reasons(
    evaluator: Evaluator, asked: str | None, language: Language = "en", **others: Any
) -> dict[str, Reason]:
    facts = {**FAILURE, **{key.replace("__", "."): value for key, value in others.items()}}
    (subject,) = why(evaluator, case_of(facts), language, asked).subjects
    return {found.rule: found for found in subject.reasons}


def facts_of(found: Reason) -> set[str]:
    return {fact.fact.rsplit("/", 1)[-1] for fact in found.because}


def test_the_recommendation_is_explained_by_what_opens_it(evaluator: Evaluator) -> None:
    found = reasons(evaluator, None)["disciplinary_2018.133.actor"]
    assert found.status == "established"
    assert facts_of(found) == {
        "kind",
        "party_member",
        "type",
        "within_duty",
        "distance",
        "caused_consequence",
        "consequence",
    }
    assert "infected" not in facts_of(found)  # known, and nothing rests on it


def test_what_it_lacks_is_the_least(evaluator: Evaluator) -> None:
    found = reasons(evaluator, "disciplinary_2018.133.graver")["disciplinary_2018.133.graver"]
    assert found.status == "contingent"
    assert found.lacks is not None
    assert [(item.fact.rsplit("/", 1)[-1], item.before, item.after) for item in found.lacks] == [
        ("gravity", None, "graver")
    ]


def test_what_no_fact_can_establish(evaluator: Evaluator) -> None:
    """Shrinking back in a crisis is in the regulations of 2023; no fact makes them apply to an act of 2021."""
    found = reasons(evaluator, "disciplinary_2023.131.base")
    (only,) = found.values()
    assert only.status == "not_established"
    assert only.lacks is None


def test_who_it_is_and_when_is_never_asked_to_be_otherwise(evaluator: Evaluator) -> None:
    for found in reasons(evaluator, "3").values():
        for item in found.lacks or ():
            known_before = item.before is not None
            assert not (
                known_before
                and item.fact.rsplit("/", 1)[-1] in ("kind", "party_member", "date", "decision_date")
            )


def test_the_nearest_come_first_and_not_all(evaluator: Evaluator) -> None:
    found = list(reasons(evaluator, "removal_from_party_post").values())
    assert 0 < len(found) <= NEAREST
    lengths = [len(item.lacks) for item in found if item.lacks is not None]
    assert lengths == sorted(lengths)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_sentence_starts_with_its_articles(evaluator: Evaluator, language: Language) -> None:
    for found in reasons(evaluator, None, language).values():
        first = found.cites[0].title
        assert found.sentence.index(first) < found.sentence.index(found.title)
        assert all(fact.value_name in found.sentence for fact in found.because)


def test_the_exception_that_displaced_it_is_told(evaluator: Evaluator) -> None:
    """Whoever has no direct connection answers for nothing; a nearer one is what it would take."""
    found = reasons(evaluator, "scope.duty_act", conduct__distance="remote")["scope.duty_act"]
    assert [other.rule for other in found.defeated_by] == ["scope.unconnected"]
    assert found.defeated_by[0].title in found.sentence
    assert found.lacks is not None
    assert [(item.fact.rsplit("/", 1)[-1], item.before) for item in found.lacks] == [("distance", "remote")]


def test_a_name_that_nothing_has(evaluator: Evaluator) -> None:
    with pytest.raises(InputError) as refused:
        reasons(evaluator, "disciplinary_2018.133.actr")
    (problem,) = refused.value.problems
    assert problem.near == "disciplinary_2018.133.actor"


def test_no_rule_has_the_form_of_nobody(evaluator: Evaluator) -> None:
    with pytest.raises(InputError) as refused:
        reasons(evaluator, "5")
    assert "0 to 4" in refused.value.problems[0].render("en")


# The tree below the sentence


def leaves(condition: TraceCondition) -> Iterator[TraceCondition]:
    if not condition.parts:
        yield condition
    for part in condition.parts:
        yield from leaves(part)


def resting(condition: TraceCondition) -> set[str]:
    return {key for leaf in leaves(condition) for key in leaf.rests_on}


def test_the_tree_is_that_of_the_trace(evaluator: Evaluator) -> None:
    found = reasons(evaluator, None)["disciplinary_2018.133.actor"]
    traced = evaluator.evaluate(case_of(FAILURE), "en").trace.nodes
    node = next(item for item in traced if isinstance(item, TraceRule) and item.rule == found.rule)
    assert [(leaf.text, leaf.established, leaf.facts) for leaf in leaves(found.premise)] == [
        (leaf.text, leaf.established, leaf.facts) for leaf in leaves(node.premise)
    ]


@pytest.mark.parametrize("asked", [None, "3", "party_warning", "disciplinary_2018.133.graver"])
def test_a_conclusion_shows_the_rules_behind_it(evaluator: Evaluator, asked: str | None) -> None:
    for found in reasons(evaluator, asked).values():
        behind = {node.id: node for node in found.behind}
        needed = resting(found.premise).union(*(resting(node.premise) for node in found.behind))
        assert needed <= behind.keys()
        if found.status == "established":
            assert all(behind[key].established for key in needed)


def test_what_fails_and_what_is_unknown_are_told_apart(evaluator: Evaluator) -> None:
    """Not everything that does not hold: of many kinds of acts, the one that what is lacking makes it."""
    found = reasons(evaluator, "disciplinary_2018.133.graver")["disciplinary_2018.133.graver"]
    assert found.failing == ()
    assert [leaf.facts for leaf in found.unknown] == [{"/subjects/0/conducts/0/gravity": None}]
    other = reasons(evaluator, "scope.duty_act", conduct__type="spread_rumours", conduct__within_duty=None)
    (act,) = other.values()
    assert [leaf.facts for leaf in act.unknown] == [{"/subjects/0/conducts/0/within_duty": None}]
    (failing,) = act.failing
    assert failing.facts == {"/subjects/0/conducts/0/type": "spread_rumours"}
    assert failing.established == "false"


def test_a_negated_condition_that_fails_names_what_establishes_it(evaluator: Evaluator) -> None:
    """Whoever was tolerated is not talked to for the act itself."""
    found = reasons(evaluator, "disposition.first_form", **TOLERATED)["disposition.first_form"]
    (failing,) = found.failing
    assert failing.operator == "not"
    assert {node.rule for node in found.behind if node.established} >= {"tolerance.pair_3"}


def test_an_exception_says_what_establishes_it(evaluator: Evaluator) -> None:
    found = reasons(evaluator, "scope.duty_act", conduct__distance="remote")["scope.duty_act"]
    (exception,) = found.defeated_by
    assert [(fact.fact.rsplit("/", 1)[-1], fact.value) for fact in exception.because] == [
        ("distance", "remote")
    ]
    assert exception.sentence.index(exception.cites[0].title) < exception.sentence.index(exception.title)
    # The rule fails for nothing else, so that no condition of its own is named.
    assert (found.failing, found.unknown) == ((), ())


# Both engines


def test_it_explains_only_what_both_engines_agree_on(evaluator: Evaluator, release: Release) -> None:
    made = case_of(FAILURE)
    contrary = Evaluator(release, second=Contrary(evaluator, "scope.duty_act"))
    with pytest.raises(EnginesDiffer) as caught:
        why(contrary, made)
    assert caught.value.where == ("scope.duty_act",)
    alone = why(Evaluator(release, second=Saying(Absence("gone fishing"))), made, "en").engines
    assert (alone.agreed, alone.note) == (None, "checked by one engine: gone fishing")
    assert why(evaluator, made).engines == evaluator.evaluate(made).engines
