"""What groups are called: by the vocabulary where it has a name for them, by their key otherwise."""

from __future__ import annotations

from zhunsheng.engine.release import Release
from zhunsheng.engine.statistics.counted import COUNTED_WORDS, Counted
from zhunsheng.engine.statistics.groupings import Grouping, GroupKey
from zhunsheng.engine.statistics.tables import known_keys
from zhunsheng.engine.statistics.words import WORDS
from zhunsheng.engine.vocabulary.facts import FactRef


def grouping_title(grouping: Grouping, counted: Counted, language: str) -> str:
    """By what a table counts."""
    if grouping == "month":
        return COUNTED_WORDS[counted].month.get(language)
    return WORDS[language][f"by_{grouping}"]


def group_name(grouping: Grouping, key: GroupKey, release: Release, language: str) -> str:
    """The name of a group. A value that the vocabulary does not have (of an older ruleset, say) stands as it is."""
    if key.kind != "group":
        return WORDS[language][f"{key.kind}_{grouping}" if key.kind == "none" else key.kind]
    if grouping == "month" or key.value not in known_keys(grouping, release):
        return key.value
    if grouping == "rule":
        return release.rules[key.value].title.get(language)
    if grouping == "finding":
        return release.vocabulary.conclusion(key.value).name.get(language)
    fact = release.vocabulary.fact(FactRef("case" if grouping == "province" else "subject", grouping))
    return fact.value_name(key.value, language)
