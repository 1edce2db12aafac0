"""A recorded evaluation comes out again, byte for byte; and where something else comes out, it is said where."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from typing import Any

import pytest
import rfc8785

from tests.records.recorded import FACTS
from tests.second_engines import nobody
from zhunsheng.engine.batch.packed_ruleset import PackedRuleset
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.language.documents import Document
from zhunsheng.engine.problems import InputError
from zhunsheng.engine.release import NOTICES, PARTS
from zhunsheng.engine.scenarios import load_scenarios
from zhunsheng.records.replaying import Recorded, replayed


@pytest.fixture(scope="module", params=["zh", "en"])
def recorded(request: pytest.FixtureRequest, evaluator: Evaluator) -> Recorded:
    case = evaluator.read(Document(FACTS, "facts"))
    answer = evaluator.evaluate(case, request.param).model_dump_json(by_alias=True)
    return Recorded("E1", request.param, rfc8785.dumps(FACTS), answer.encode())


def test_the_same_comes_out_again_from_the_files_that_were_kept(
    recorded: Recorded, evaluator: Evaluator
) -> None:
    kept = PackedRuleset.of(evaluator.release, (*PARTS, *NOTICES))
    with kept.unpacked() as release, Evaluator(release) as again:
        assert replayed(recorded, again).identical


def test_one_engine_alone_gives_the_same(recorded: Recorded, evaluator: Evaluator) -> None:
    alone = Evaluator(evaluator.release, second=nobody())
    assert replayed(recorded, alone, "bits").identical
    found = replayed(recorded, alone, "rete")
    assert not found.identical
    assert found.failure is not None
    assert "not asked" in found.failure


def test_an_answer_that_was_changed_is_told_with_its_place(recorded: Recorded, evaluator: Evaluator) -> None:
    answer = json.loads(recorded.answer)
    answer["subjects"][0]["form"]["recommended"] += 1
    found = replayed(replace(recorded, answer=json.dumps(answer).encode()), evaluator)
    assert found.parting is not None
    assert found.parting.pointer == "/subjects/0/form/recommended"
    assert int(found.parting.recorded or "") == int(found.parting.replayed or "") + 1


def test_facts_that_were_changed_are_told_with_the_first_node(
    recorded: Recorded, evaluator: Evaluator
) -> None:
    other = json.loads(recorded.facts)
    other["subjects"][0]["conducts"][0]["caused_consequence"] = True
    found = replayed(replace(recorded, facts=rfc8785.dumps(other)), evaluator)
    assert found.parting is not None
    assert found.parting.node is not None
    assert found.parting.node.subject_id == "S1"
    assert found.parting.recorded != found.parting.replayed


def test_facts_that_are_no_case_any_more_are_refused(recorded: Recorded, evaluator: Evaluator) -> None:
    with pytest.raises(InputError, match="subjects"):
        replayed(replace(recorded, facts=b'{"case":{"id":"x"}}'), evaluator)


def test_numbers_that_canonical_json_writes_shorter_are_the_same(evaluator: Evaluator) -> None:
    """A case just like a published notice has a likeness of 1.0, which is kept as 1."""
    published = evaluator.release.folder / "scenarios" / "published"
    scenario = next(iter(load_scenarios(published)))
    facts: Any = copy.deepcopy(scenario.case.value)
    facts["case"]["id"] = "just-like-it"
    answer = evaluator.evaluate(evaluator.read(Document(facts, "facts"))).model_dump_json(by_alias=True)
    kept = rfc8785.dumps(json.loads(answer))
    assert b'"likeness":1,' in kept
    assert replayed(Recorded("E2", "zh", rfc8785.dumps(facts), kept), evaluator).identical
