"""POST /v1/questions and /v1/what-if: the same answers as the library's, and the same refusals as an evaluation's."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.client import Client, problem
from zhunsheng.engine.answer_changes import OpenQuestions, WhatWouldChange
from zhunsheng.engine.evaluation import Evaluator, Language
from zhunsheng.engine.explain.what_if import questions, what_would_change
from zhunsheng.engine.language.documents import Document

CaseDocument = dict[str, Any]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_questions_are_the_librarys(
    client: Client, evaluator: Evaluator, case: CaseDocument, lang: Language
) -> None:
    response = client.post(f"/v1/questions?lang={lang}", json=case)
    assert response.status_code == 200
    assert response.headers["content-language"] == lang
    found = OpenQuestions.model_validate(response.json())
    assert found == questions(evaluator, evaluator.read(Document(case, "case")), lang)
    assert any(subject.open_questions for subject in found.subjects)


@pytest.mark.parametrize("size", [1, 2])
def test_the_changes_are_the_librarys(
    client: Client, evaluator: Evaluator, case: CaseDocument, size: int
) -> None:
    found = WhatWouldChange.model_validate(client.post(f"/v1/what-if?size={size}", json=case).json())
    assert found == what_would_change(evaluator, evaluator.read(Document(case, "case")), "zh", size)
    assert all(len(item.changes) <= size for subject in found.subjects for item in subject.alterations)
    assert any(subject.alterations for subject in found.subjects)


@pytest.mark.parametrize("path", ["/v1/questions", "/v1/what-if"])
def test_a_slip_is_told_with_its_place(client: Client, case: CaseDocument, path: str) -> None:
    case["incident"]["consequenc"] = "serious"
    told = problem(client.post(path, json=case), 422, "unknown_field")
    assert told["errors"][0]["pointer"] == "/incident/consequenc"


def test_more_changes_at_once_than_are_tried(client: Client, case: CaseDocument) -> None:
    assert client.post("/v1/what-if?size=9", json=case).status_code in (400, 422)
