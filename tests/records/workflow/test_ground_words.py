"""Every code that somebody can choose has words in both languages, and no words stand for a code that there is not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

import pytest

from zhunsheng.records.workflow import ground_words as words
from zhunsheng.records.workflow.appeal_results import Changed, Remanded, Upheld
from zhunsheng.records.workflow.grounds import (
    ClericalPart,
    DiscontinuanceGround,
    ErasureGround,
    RecusalGround,
    ReturnGround,
)
from zhunsheng.records.workflow.opinions import (
    Adopted,
    FactDisputed,
    NewFacts,
    OpenNorm,
    Overridden,
    Proportionality,
    RuleWrong,
)
from zhunsheng.records.workflow.terms import TermStatus


def _defaults(field: str, *models: Any) -> set[str]:
    return {model.model_fields[field].default for model in models}


@pytest.mark.parametrize(
    ("named", "codes"),
    [
        (words.RECUSAL_GROUNDS, set(get_args(RecusalGround))),
        (words.RETURN_GROUNDS, set(get_args(ReturnGround))),
        (words.DISCONTINUANCE_GROUNDS, set(get_args(DiscontinuanceGround))),
        (words.CLERICAL_PARTS, set(get_args(ClericalPart))),
        (words.ERASURE_GROUNDS, set(get_args(ErasureGround))),
        (words.TERM_STATUSES, set(get_args(TermStatus))),
        (
            words.OVERRIDE_GROUNDS,
            _defaults("ground", FactDisputed, OpenNorm, Proportionality, RuleWrong, NewFacts),
        ),
        (words.CHOICES, _defaults("choice", Adopted, Overridden)),
        (words.APPEAL_OUTCOMES, _defaults("outcome", Upheld, Changed, Remanded) | {"overtaken"}),
    ],
)
def test_codes_have_words(named: Mapping[str, words.CodeWords], codes: set[str]) -> None:
    assert set(named) == codes
    for of in named.values():
        for text in (of.name, of.explained):
            assert text is None or (text.zh and text.en and text.zh != text.en)
    for language in ("zh", "en"):
        assert len({of.name.get(language) for of in named.values()}) == len(named)
