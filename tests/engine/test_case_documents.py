"""A case is read again from the document that is made of it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from tests.strategies import cases
from zhunsheng.engine.case import Case
from zhunsheng.engine.case_documents import document_of
from zhunsheng.engine.language.documents import Document
from zhunsheng.engine.release import default_release
from zhunsheng.engine.vocabulary.models import case_model, read_case

VOCABULARY = default_release().vocabulary
MODEL = case_model(VOCABULARY)


@given(cases())
def test_a_case_is_read_again_from_its_document(case: Case) -> None:
    again = read_case(Document(document_of(case), "again"), MODEL, VOCABULARY)
    assert again == replace(case, evidence={})
