"""Every sentence of a template has its English, and no catalog has one that nobody says."""

from __future__ import annotations

from collections import defaultdict

from tests.web.sentences import sentence_of, sentences, untranslated
from zhunsheng.api.web.catalog import catalogs


def test_every_sentence_is_translated() -> None:
    assert untranslated() == {}


def test_no_translation_is_stale() -> None:
    said = {message for _, message in sentences()}
    stale = [
        (name, sentence_of(message))
        for name, catalog in catalogs()
        for message in catalog
        if message.id and sentence_of(message) not in said
    ]
    assert stale == []


def test_what_two_areas_say_they_say_alike() -> None:
    found = defaultdict(set)
    for _, catalog in catalogs():
        for message in catalog:
            if message.id:
                found[sentence_of(message)].add(str(message.string))
    assert {message: strings for message, strings in found.items() if len(strings) > 1} == {}


def test_the_plural_forms_of_english_are_known() -> None:
    assert {catalog.num_plurals for _, catalog in catalogs()} == {2}
