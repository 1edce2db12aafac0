"""What it would take for a form to be recommended, on cases that two laws compete for."""

from __future__ import annotations

from typing import Any

from tests.engine.builders import case_of
from zhunsheng.engine.case import instances
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.explain.targets import to_form

#: A village secretary forged a report; the regulations of 2015 were in force then, those of 2018 when it was decided on.
FORGED: dict[str, Any] = {
    "case.decision_date": "2021-04-15",
    "incident.consequence": "adverse_influence",
    "subject.kind": "person",
    "subject.category": "grassroots",
    "subject.position": "main_leader",
    "subject.level": "village",
    "subject.party_member": True,
    "subject.public_official": True,
    "subject.village_cadre": True,
    "conduct.date": "2017-05-05",
    "conduct.type": "reported_untruthfully",
    "conduct.manner": ["falsification"],
    "conduct.caused_consequence": True,
    "conduct.intent": "deliberate",
    "conduct.concealed": True,
    "conduct.explicitly_prohibited": True,
    "conduct.within_duty": True,
    "conduct.distance": "actor",
}


def test_many_changes_under_one_law_do_not_hide_a_smaller_one_under_the_other(evaluator: Evaluator) -> None:
    (subject,) = instances(case_of(FORGED)).parts
    reached = to_form(evaluator.compiled, subject, 1)
    assert [[(change.slot.ref.fact, change.value) for change in made] for made, _ in reached.found] == [
        [("caused_consequence", False)]
    ]
    assert (reached.proved, reached.more) == (True, False)
