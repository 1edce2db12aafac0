"""The four 严查 of the Shanxi notice: who, what act, in what manner, with what result. Every element is needed.

For each category: the elements, each with a value that meets it and one that does not, and the rest of the case.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from tests.engine.builders import case_of, established, verdicts
from zhunsheng.engine.engines.bits.engine import BitsEngine
from zhunsheng.engine.kleene import Truth


@dataclass(frozen=True)
class Category:
    """One of the four.

    Attributes:
        elements: Fact → (a value that meets the element, one that does not).
        setting: What else is known, so that every alternative of an enumeration but one is known not to be met.
        threshold: The least consequence, and the one below it.
    """

    rule: str
    elements: Mapping[str, tuple[Any, Any]]
    setting: Mapping[str, Any]
    threshold: tuple[str, str]

    def facts(self, **others: Any) -> dict[str, Any]:
        met = {fact: value for fact, (value, _) in self.elements.items()}
        return {**self.setting, **met, **{fact.replace("__", "."): value for fact, value in others.items()}}


NOT_A_PERSON_OF_INTEREST = {
    "subject.leading_cadre": False,
    "subject.public_official": False,
    "subject.village_cadre": False,
}

CATEGORIES = {
    category.rule: category
    for category in (
        Category(
            "shanxi.complacency",
            {
                "incident.epidemic": (True, False),
                "subject.category": ("functional_department", "public_institution"),
                "conduct.type": ("deployed_carelessly", "duty_not_performed"),
                "conduct.caused_consequence": (True, False),
                "incident.harms_overall_situation": (True, False),
                "incident.consequence": ("serious", "adverse_influence"),
            },
            {"conduct.within_duty": True},
            ("serious", "adverse_influence"),
        ),
        Category(
            "shanxi.dereliction",
            {
                "incident.epidemic": (True, False),
                "subject.party_member": (True, False),
                "subject.unit_staff": (True, False),
                "conduct.type": ("duty_not_performed", "supervised_carelessly"),
                "conduct.within_duty": (True, False),
                "conduct.manner": (
                    {"buck_passing": True},
                    dict.fromkeys(
                        ("perfunctory", "buck_passing", "superficial", "falsification", "absent_from_post"),
                        False,
                    ),
                ),
                "conduct.led_to": (
                    {"disorder": True},
                    dict.fromkeys(
                        ("poor_forecast", "poor_coordination", "poor_handover", "disorder", "slow_progress"),
                        False,
                    ),
                ),
                "conduct.caused_consequence": (True, False),
                "incident.harms_overall_situation": (True, False),
                "incident.consequence": ("serious", "adverse_influence"),
            },
            NOT_A_PERSON_OF_INTEREST,
            ("serious", "adverse_influence"),
        ),
        Category(
            "shanxi.self_discipline",
            {
                "incident.epidemic": (True, False),
                "subject.kind": ("person", "organization"),
                "subject.unit_staff": (True, False),
                "conduct.type": ("concealed_travel", "duty_not_performed"),
                "conduct.date": ("2021-10-20", "2010-01-01"),
                "incident.epidemic_risk": (True, False),
                "conduct.caused_consequence": (True, False),
                "incident.consequence": ("adverse_influence", "risk"),
            },
            {"subject.party_member": False, "incident.infected": 0},
            ("adverse_influence", "risk"),
        ),
        Category(
            "shanxi.supervision_failure",
            {
                "incident.epidemic": (True, False),
                "subject.category": ("discipline_organ", "functional_department"),
                "conduct.type": ("four_early_not_urged", "duty_not_performed"),
                "incident.epidemic_risk": (True, False),
                "conduct.caused_consequence": (True, False),
                "incident.consequence": ("adverse_influence", "risk"),
            },
            {"conduct.within_duty": True, "incident.infected": 0},
            ("adverse_influence", "risk"),
        ),
    )
}
ELEMENTS = [(rule, element) for rule, category in CATEGORIES.items() for element in category.elements]


@pytest.mark.parametrize("rule", CATEGORIES)
def test_with_every_element_the_category_is_met(bits: BitsEngine, rule: str) -> None:
    met = established(bits, case_of(CATEGORIES[rule].facts()))
    assert met & CATEGORIES.keys() == {rule}
    assert "shanxi.tendency" not in met


@pytest.mark.parametrize(("rule", "element"), ELEMENTS)
def test_without_an_element_it_is_not(bits: BitsEngine, rule: str, element: str) -> None:
    category = CATEGORIES[rule]
    found = verdicts(bits, case_of({**category.facts(), element: category.elements[element][1]}))[rule]
    assert (found.established, found.possible) == (False, Truth.FALSE)


@pytest.mark.parametrize(("rule", "element"), ELEMENTS)
def test_with_an_element_unknown_it_is_open_and_never_established(
    bits: BitsEngine, rule: str, element: str
) -> None:
    facts = CATEGORIES[rule].facts()
    del facts[element]
    found = verdicts(bits, case_of(facts))[rule]
    assert (found.established, found.possible) == (False, Truth.UNKNOWN)


@pytest.mark.parametrize("rule", CATEGORIES)
def test_the_thresholds_differ(bits: BitsEngine, rule: str) -> None:
    """麻痹大意 and 履职不力 ask for a serious consequence, 自律不严 and 监督虚化 for adverse influence."""
    category = CATEGORIES[rule]
    least, below = category.threshold
    assert rule in established(bits, case_of(category.facts(incident__consequence=least)))
    assert rule not in established(bits, case_of(category.facts(incident__consequence=below)))


@pytest.mark.parametrize("rule", CATEGORIES)
def test_below_the_threshold_it_is_a_budding_problem(bits: BitsEngine, rule: str) -> None:
    """苗头性倾向性问题 is put right at once, and no sanction follows from the notice."""
    category = CATEGORIES[rule]
    facts = category.facts(incident__consequence=category.threshold[1])
    assert "shanxi.tendency" in established(bits, case_of(facts))
    made = case_of(
        {"subject.kind": "person", "conduct.date": "2021-10-20", "case.decision_date": "2021-11-05", **facts}
    )
    assert "disposition.tendency" in established(bits, made)


@pytest.mark.parametrize("rule", ["shanxi.self_discipline", "shanxi.supervision_failure"])
def test_an_infection_shows_the_risk(bits: BitsEngine, rule: str) -> None:
    facts = CATEGORIES[rule].facts(incident__infected=1)
    del facts["incident.epidemic_risk"]
    assert rule in established(bits, case_of(facts))


def test_dereliction_needs_manner_and_effect_both(bits: BitsEngine) -> None:
    """Of each enumeration one is enough; the results are joined by 'and'."""
    category = CATEGORIES["shanxi.dereliction"]
    for manner in ("perfunctory", "buck_passing", "superficial", "falsification", "absent_from_post"):
        assert category.rule in established(bits, case_of(category.facts(conduct__manner=[manner])))
    for manner in ("shirked_in_crisis", "pledge_without_action"):
        assert category.rule not in established(bits, case_of(category.facts(conduct__manner=[manner])))


def test_the_notice_governs_in_shanxi_since_august_2021(bits: BitsEngine) -> None:
    """Elsewhere and before, its categories are a frame for analysis, and the answer says so."""
    facts = CATEGORIES["shanxi.complacency"].facts(case__decision_date="2021-11-05")

    def says_by_analogy(**others: Any) -> bool:
        made = case_of({**facts, **{name.replace("__", "."): value for name, value in others.items()}})
        return "notice.by_analogy" in established(bits, made)

    assert not says_by_analogy(case__province="shanxi", conduct__date="2021-08-06")
    assert says_by_analogy(case__province="shanxi", conduct__date="2021-08-05")
    assert says_by_analogy(case__province="henan", conduct__date="2021-08-06")
