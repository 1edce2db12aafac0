"""What published notices say was done: counted from the notices themselves, narrowed, drawn, and said in words."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from xml.etree import ElementTree as Xml

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.statistics.made_results import VALUES
from zhunsheng.engine.precedents import Precedents
from zhunsheng.engine.problems import InputError
from zhunsheng.engine.release import Release, default_release
from zhunsheng.engine.statistics.amounts import amounts_in_words, render_amounts
from zhunsheng.engine.statistics.bars import bars
from zhunsheng.engine.statistics.counted import COUNTED, COUNTED_WORDS, Counted
from zhunsheng.engine.statistics.groupings import Grouping
from zhunsheng.engine.statistics.names import group_name
from zhunsheng.engine.statistics.narrowing import Narrowing, refuse_narrowing
from zhunsheng.engine.statistics.published_notices import PUBLISHED_GROUPINGS, count_published, where_and_who
from zhunsheng.engine.statistics.pyramid import render_pyramid
from zhunsheng.engine.statistics.tables import statistics
from zhunsheng.engine.statistics.tallied import Tally, tallied
from zhunsheng.engine.statistics.trend import render_trend
from zhunsheng.engine.vocabulary.models import case_model

SVG = "{http://www.w3.org/2000/svg}"
NOBODY = Narrowing()


@pytest.fixture(scope="module")
def notices(release: Release) -> Precedents:
    return Precedents.load(release, case_model(release.vocabulary))


def test_every_published_subject_is_counted_once_by_each_grouping(
    release: Release, notices: Precedents
) -> None:
    found = statistics(count_published(notices, NOBODY), release, "published")
    forms = Counter(notice.outcome.form for notice in notices.precedents)
    assert found.total.forms == tuple(forms[form] for form in range(5))
    assert found.total.still_open == (0,) * 5
    assert {table.grouping for table in found.tables} == set(PUBLISHED_GROUPINGS)
    for table in found.tables:
        assert sum(group.count.total for group in table.groups) == len(notices.precedents)
        assert table.counted == "published"


@pytest.mark.parametrize("grouping", ["category", "province", "level"])
def test_a_narrowed_count_is_that_group_of_the_whole(
    release: Release, notices: Precedents, grouping: Grouping
) -> None:
    whole = statistics(count_published(notices, NOBODY), release, "published").table(grouping)
    assert whole is not None
    for group in whole.groups:
        if group.key.kind == "group":
            narrowed = replace(NOBODY, **{grouping: group.key.value})
            assert narrowed.narrows
            assert statistics(count_published(notices, narrowed), release).total == group.count


def test_months_are_included_at_both_ends_and_unknown_ones_lie_between_none(
    release: Release, notices: Precedents
) -> None:
    narrowed = Narrowing(since="2020-02", until="2020-03")
    found = statistics(count_published(notices, narrowed), release, "published")
    table = found.table("month")
    assert table is not None
    assert [group.key.value for group in table.groups] == ["2020-02", "2020-03"]
    months = Counter(where_and_who(notice)["month"] for notice in notices.precedents)
    assert found.total.total == months["2020-02"] + months["2020-03"]
    assert months[None] > 0


def test_words_that_are_none_of_the_vocabulary_are_refused_each_at_its_field(release: Release) -> None:
    with pytest.raises(InputError) as refused:
        refuse_narrowing(Narrowing(category="grassrots", since="2020", until="2020-13"), release)
    assert [problem.pointer for problem in refused.value.problems] == ["/category", "/since", "/until"]
    assert refused.value.problems[0].near == "grassroots"
    with pytest.raises(InputError, match="after"):
        refuse_narrowing(Narrowing(since="2021-02", until="2021-01"), release)
    refuse_narrowing(Narrowing(province="jilin", since="2021-01", until="2021-01"), release)


def tallies() -> st.SearchStrategy[list[tuple[str | None, Tally]]]:
    forms = st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(0, 4)).map(sorted)
    tally = st.builds(
        lambda ends, still_open, number: Tally(ends[1], ends[0], ends[2], still_open, number),
        forms,
        st.booleans(),
        st.integers(1, 20_000),
    )
    return st.lists(st.tuples(st.none() | st.sampled_from(VALUES["category"]), tally), max_size=12)


@given(tallies(), st.sampled_from(COUNTED), st.sampled_from(["zh", "en"]))
def test_the_words_beside_the_bars_say_the_numbers_of_the_table(
    made: list[tuple[str | None, Tally]], counted: Counted, language: str
) -> None:
    """Read back from the text alternative, group by group: total, each form, and what is open."""
    release = default_release()
    found = statistics(tallied([tally for _, tally in made], {"category": made}), release, counted)
    table = found.table("category")
    assert table is not None
    drawn = bars(table, release, language)
    words, root = amounts_in_words(drawn), Xml.fromstring(render_amounts(drawn))
    assert root.findtext(f"{SVG}desc") == words
    assert COUNTED_WORDS[counted].title.get(language) in (root.findtext(f"{SVG}title") or "")
    sentences = re.split("；|; ", words) if table.groups else []
    assert len(sentences) == len(table.groups)
    for sentence, group in zip(sentences, table.groups, strict=True):
        name = group_name("category", group.key, release, language)
        assert sentence.startswith(name)
        numbers = [int(each.replace(",", "")) for each in re.findall(r"(?<= )\d[\d,]*\d|(?<= )\d", sentence)]
        opens = COUNTED_WORDS[counted].opens
        each = (*group.count.settled, *group.count.still_open) if opens else group.count.forms
        expected = [group.count.subjects, *each]
        assert numbers == expected


def test_tallies_that_do_not_come_to_the_whole_are_no_statistics(release: Release) -> None:
    whole, part = Tally(1, 1, 1, number=3), Tally(1, 1, 1, number=2)
    with pytest.raises(Exception, match="by level"):
        statistics(tallied([whole], {"level": [("city", part)]}), release)
    with pytest.raises(ValueError, match="counted again"):
        tallied([whole], {"rule": [("scope.duty_act", whole)]})


@pytest.mark.parametrize("language", ["zh", "en"])
def test_pictures_of_what_was_done_say_nothing_of_suggestions(
    release: Release, notices: Precedents, language: str
) -> None:
    found = statistics(count_published(notices, NOBODY), release, "published")
    months, levels = found.table("month"), found.table("level")
    assert months is not None
    assert levels is not None
    for picture in (
        render_pyramid(found, language),
        render_trend(months, language),
        render_amounts(bars(levels, release, language)),
    ):
        text = " ".join(Xml.fromstring(picture).itertext())
        assert COUNTED_WORDS["published"].title.get(language) in text
        for word in {"zh": ("建议", "未定", "出错"), "en": ("suggest", " open", "error")}[language]:
            assert word not in text
