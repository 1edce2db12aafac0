"""Search finds what a lawyer would type; the table is the specification."""

from __future__ import annotations

import pytest

from zhunsheng.engine.release import Release
from zhunsheng.engine.rulebook.queries import terms_of
from zhunsheng.engine.rulebook.search import SearchIndex
from zhunsheng.engine.rulebook.searchable import entries


@pytest.fixture(scope="module")
def index(release: Release) -> SearchIndex:
    return SearchIndex(entries(release))


#: What is typed, and a rule that stands among the first three.
TYPED = [
    ("麻痹大意", "shanxi.complacency"),
    ("严查麻痹大意", "shanxi.complacency"),
    ("shanxi.complacency", "shanxi.complacency"),
    ("complacency", "shanxi.complacency"),
    ("第一百二十一条", "disciplinary_2018.121.major"),
    ("121条", "disciplinary_2018.121.major"),
    ("第１２１条第一款", "disciplinary_2018.121.major"),
    ("article 121", "disciplinary_2018.121.major"),
    ("纪律处分条例 第一百三十条", "disciplinary_2023.130.major"),
    ("《纪律处分条例》第一百三十条", "disciplinary_2023.130.major"),
    ("失职 重大损失", "disciplinary_2018.121.major"),
    ("dereliction major loss", "disciplinary_2018.121.major"),
    ("隐瞒疫情", "transfer.concealment"),
    ("concealment", "transfer.concealment"),
    ("提级审核", "procedure.raise_review_level"),
    ("主动交代", "notice.confession_timing"),
    ("党纪 从轻", "disciplinary_2018.17"),
    ("免予处分", "disciplinary_2023.19_1"),
    ("问责 申诉期限", "procedure.accountability_appeal"),
    ("形式主义 官僚主义", "disciplinary_2018.122.lighter"),
    ("形式主义官僚主义", "disciplinary_2018.122.lighter"),
    ("村干部", "village.resignation"),
    ("复审 一个月", "supervision_law_2018.49.right"),
    ("回避", "enforcement_2018.65"),
    ("先行先试", "tolerance.pair_1"),
    ("被问责后检讨", "procedure.self_criticism"),
    ("打折扣 条例", "disciplinary_2018.50.base"),
    ("影响期叠加", "effect.party_adds"),
    ("主要领导责任", "disciplinary_2018.primary_leadership"),
    ("滥用职权 政务处分法", "sanctions_law_2020.39_1.base"),
]


@pytest.mark.parametrize(("typed", "rule"), TYPED, ids=[typed for typed, _ in TYPED])
def test_what_is_typed_finds_the_rule(index: SearchIndex, typed: str, rule: str) -> None:
    assert rule in [hit.key for hit in index.find(typed).of("rule")[:3]]


@pytest.mark.parametrize(
    ("typed", "kind", "key"),
    [
        ("隐瞒", "fact", "conduct.concealed"),
        ("隐瞒疫情", "fact", "conduct.concealed"),
        ("党员", "fact", "subject.party_member"),
        ("party member", "fact", "subject.party_member"),
        ("责任链条图", "fact", "conduct.distance"),
        ("chart of the chain of responsibility", "fact", "conduct.distance"),
        ("严查一", "article", "shanxi_notice_2021/严查一"),
        ("提级审核", "article", "jilin_2022/提级审核"),
    ],
)
def test_facts_and_articles_are_found(index: SearchIndex, typed: str, kind: str, key: str) -> None:
    assert key in [hit.key for hit in index.find(typed).hits if hit.kind == kind][:3]


def test_all_terms_are_asked_for(index: SearchIndex) -> None:
    one, both = (index.find(typed).of("rule") for typed in ("失职", "失职 重大损失"))
    assert {hit.key for hit in both} < {hit.key for hit in one}


def test_where_something_was_found_is_shown(index: SearchIndex) -> None:
    for typed in ("麻痹大意", "开除党籍", "dereliction", "第121条"):
        found = index.find(typed)
        assert found.whole
        for hit in found.hits:
            excerpt = hit.excerpts[0]
            assert excerpt.found.lower() in (typed.lower(), *(term.stem for term in terms_of(typed)))


def test_chinese_that_stands_nowhere_is_taken_apart_and_said_to_be(index: SearchIndex) -> None:
    found = index.find("瞒报了疫情的人怎么处理")
    assert found.hits
    assert not found.whole


def test_what_stands_nowhere_is_not_found(index: SearchIndex) -> None:
    assert index.find("龘龘龘").hits == ()
    assert index.find("zzzzqqq").hits == ()


@pytest.mark.parametrize("nothing", ["", "   ", "。，、", "《》"])
def test_nothing_typed_finds_nothing(index: SearchIndex, nothing: str) -> None:
    assert index.find(nothing).hits == ()


@pytest.mark.parametrize(
    "typed", ["(", "*", "\\", "[a-z", "<script>", "'; --", "a" * 10_000, "一" * 5_000, "第条", "²条"]
)
def test_whatever_is_typed_is_looked_for(index: SearchIndex, typed: str) -> None:
    assert index.find(typed).hits is not None


def test_words_are_found_from_their_beginning_only(index: SearchIndex) -> None:
    assert not index.find("omplacency").of("rule")


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("第一百二十一条", ("第121条",)),
        ("第十条", ("第10条",)),
        ("一〇三条", ("第103条",)),
        ("第一百零三条", ("第103条",)),
        ("第二百条", ("第200条",)),
        ("第121条第一款", ("第121条第一款",)),
        ("条例第121条", ("条例", "第121条")),
        ("loss of the Party", ("loss", "party")),
        ("of", ("of",)),
        ("党员 党员", ("党员",)),
        ("ABC党员", ("abc", "党员")),
    ],
)
def test_terms(typed: str, terms: tuple[str, ...]) -> None:
    assert tuple(term.text for term in terms_of(typed)) == terms


def test_rules_come_before_notices_that_speak_of_the_same(index: SearchIndex, release: Release) -> None:
    (first, *_) = index.find("第121条").of("rule")
    assert release.rules[first.key].kind != "notice"
