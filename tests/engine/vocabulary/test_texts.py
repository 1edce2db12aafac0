"""Every text of the vocabulary is in both languages, and no English one has Chinese in it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from zhunsheng.engine.problems import InputError
from zhunsheng.engine.release import Release
from zhunsheng.engine.vocabulary.facts import Fact, FactRef, Text, Vocabulary
from zhunsheng.engine.vocabulary.loading import load_vocabulary

#: Characters, and the punctuation that is written among them.
_CHINESE = re.compile(r"[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef]")
CONSEQUENCE = FactRef("incident", "consequence")


def texts(vocabulary: Vocabulary) -> Iterator[tuple[str, Text]]:
    """Every text with where it stands."""
    for entity in vocabulary.entities:
        yield entity.key, entity.name
        for fact in entity.facts:
            yield from ((f"{entity.key}.{fact.key}: {part}", text) for part, text in _of_fact(fact))
    for conclusion in vocabulary.conclusions:
        yield conclusion.key, conclusion.name
        if conclusion.detail:
            yield f"{conclusion.key}: detail", conclusion.detail


def _of_fact(fact: Fact) -> Iterator[tuple[str, Text]]:
    yield "name", fact.name
    yield "question", fact.question
    yield "evidence", fact.evidence
    yield from ((value.key, value.name) for value in fact.values)


def test_no_english_text_has_chinese_in_it(release: Release) -> None:
    found = dict(texts(release.vocabulary))
    assert sum(where.endswith(": evidence") for where in found) == len(list(release.vocabulary.all_facts()))
    assert {where: text.en for where, text in found.items() if _CHINESE.search(text.en)} == {}


def test_every_text_is_in_both_languages(release: Release) -> None:
    missing = [
        where for where, text in texts(release.vocabulary) if not text.zh.strip() or not text.en.strip()
    ]
    assert missing == []


def test_what_is_the_same_in_chinese_is_the_same_in_english(release: Release) -> None:
    """A reader who finds two words for one paper looks for two papers."""
    english: dict[str, set[str]] = {}
    for _, fact in release.vocabulary.all_facts():
        english.setdefault(fact.evidence.zh, set()).add(fact.evidence.en)
    assert {zh: en for zh, en in english.items() if len(en) > 1} == {}


def test_evidence_in_one_text_is_that_text_in_both_languages(release: Release, tmp_path: Path) -> None:
    """So it is written in releases that were stored before it was in English, and so they answered."""
    fact = _with_evidence("流行病学调查报告", release, tmp_path).fact(CONSEQUENCE)
    assert fact.evidence == Text("流行病学调查报告", "流行病学调查报告")


@pytest.mark.parametrize(
    ("written", "code", "under"),
    [
        ("{zh: 流行病学调查报告}", "missing", "/en"),
        ("{zh: 报告, en: 5}", "wrong_type", "/en"),
        ("5", "invalid", ""),
    ],
)
def test_evidence_in_one_language_is_refused(
    release: Release, tmp_path: Path, written: str, code: str, under: str
) -> None:
    with pytest.raises(InputError) as error:
        _with_evidence(written, release, tmp_path)
    at = list(release.vocabulary.entity("incident").facts).index(release.vocabulary.fact(CONSEQUENCE))
    assert [(problem.code, problem.pointer) for problem in error.value.problems] == [
        (code, f"/facts/{at}/evidence{under}")
    ]


def _with_evidence(written: str, release: Release, folder: Path) -> Vocabulary:
    """The vocabulary in use with something else written as the evidence for the consequence."""
    shutil.copytree(release.folder / "vocabulary", folder / "vocabulary")
    path = folder / "vocabulary" / "incident.yaml"
    text = path.read_text(encoding="utf-8")
    at = text.index(f"key: {CONSEQUENCE.fact}\n")
    changed = re.sub(r"evidence: .*", f"evidence: {written}", text[at:], count=1)
    path.write_text(text[:at] + changed, encoding="utf-8")
    return load_vocabulary(folder / "vocabulary")
