"""Rules that share a title are told apart where they are listed."""

from __future__ import annotations

import pytest

from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.release import Release
from zhunsheng.engine.rulebook.told_apart import ToldApart


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_two_rules_are_told_alike(release: Release, language: Language) -> None:
    told = ToldApart(release, language)
    titles = [told.title(rule) for rule in release.rules]
    assert len(set(titles)) < len(titles), "titles alone do not tell them apart"
    assert len({told.whole(rule) for rule in release.rules}) == len(release.rules)


def test_the_article_is_told_and_the_id_only_where_that_is_not_enough(release: Release) -> None:
    told = ToldApart(release, "zh")
    assert told.stands("disciplinary_2018.121.major") == "《中国共产党纪律处分条例（2018）》第121条第一款"
    assert told.stands("institution_2012.17_staff.base").endswith("第17条 · institution_2012.17_staff.base")


def test_a_rule_of_another_release_is_told_by_its_id(release: Release) -> None:
    told = ToldApart(release, "en")
    assert (told.title("of.another"), told.stands("of.another"), told.whole("of.another")) == (
        "of.another",
        "",
        "of.another",
    )
