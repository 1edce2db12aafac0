"""What is written can be read again and means the same: cases as JSON and as YAML, answers as JSON under their schema."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from tests.samples import examples
from tests.strategies import Plain, documents, read
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.language.documents import read_text
from zhunsheng.engine.release import Release
from zhunsheng.engine.suggestion import Suggestion
from zhunsheng.engine.vocabulary.models import read_case


def as_yaml(document: Plain) -> str:
    return yaml.safe_dump(document, allow_unicode=True)


@settings(max_examples=examples(100))
@given(document=documents())
def test_a_case_in_json_or_yaml_is_the_same_case(
    release: Release, case_document: type[BaseModel], document: Plain
) -> None:
    for text in (json.dumps(document, ensure_ascii=False), json.dumps(document, indent=2), as_yaml(document)):
        assert read_case(read_text(text, "case"), case_document, release.vocabulary) == read(document)


@settings(max_examples=examples(100))
@given(document=documents())
def test_a_case_document_is_valid_against_its_schema(case_document: type[BaseModel], document: Plain) -> None:
    jsonschema.Draft202012Validator(case_document.model_json_schema()).validate(document)


@settings(max_examples=examples(100))
@given(document=documents())
def test_null_says_the_same_as_leaving_out(document: Plain) -> None:
    incident = {"harms_overall_situation": None, "infected": None, "date": None, "consequence": None}
    assert read({**document, "incident": {**incident, **document["incident"]}}) == read(document)


@pytest.fixture(scope="module")
def answer_schema() -> Any:
    schema = Suggestion.model_json_schema(mode="serialization")
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@settings(max_examples=examples(24))
@given(document=documents(), language=st.sampled_from(("zh", "en")))
def test_an_answer_survives_json_and_is_valid_against_its_schema(
    evaluator: Evaluator, answer_schema: Any, document: Plain, language: str
) -> None:
    suggestion = evaluator.evaluate(read(document), language)
    written = suggestion.model_dump_json()
    assert Suggestion.model_validate_json(written) == suggestion
    answer_schema.validate(json.loads(written))
