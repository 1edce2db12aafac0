"""What was found in the register as a table for a spreadsheet, in the language of the page: a line for each subject of a record.

Ids stand as they are, and everything else in words; who wants codes asks the API (`/v1/register`). What is known of the whole
record alone says so in its column. It is read and sent a page at a time, so that it may be long; it ends at `MOST` records, and
says so.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final, TypeAlias

from zhunsheng.api.web.listed_names import listed
from zhunsheng.api.web.register.words import Words
from zhunsheng.engine.statistics.sheets import inert
from zhunsheng.engine.vocabulary.facts import Text
from zhunsheng.records.access.accounts import Account
from zhunsheng.records.colleagues import names_of
from zhunsheng.records.evaluating import evaluation_id
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.register.criteria import Wanted
from zhunsheng.records.register.facets import NO_OPINION, Facet
from zhunsheng.records.register.searching import Found, FoundSubject, search

#: So many records at most.
MOST: Final = 10_000
_PAGE: Final = 200
_COLUMNS: Final = (
    Text("记录编号", "record"),
    Text("案卷编号", "case"),
    Text("案卷内的序号", "number in the case"),
    Text("日志编号", "entry of the log"),
    Text("时间（UTC）", "time (UTC)"),
    Text("作出评估的人", "evaluated by"),
    Text("作出评估的账户编号", "evaluated by (id)"),
    Text("承办人", "handler"),
    Text("承办人账户编号", "handler (id)"),
    Text("案卷状态", "state of the case"),
    Text("是否最近一次评估", "last evaluation of its case"),
    Text("规则集摘要", "digest of the ruleset"),
    Text("适用的法", "law applied"),
    Text("核对的引擎", "engines"),
    Text("对象", "subject"),
    Text("建议的形态", "form suggested"),
    Text("法定最低形态", "lowest form in law"),
    Text("法定最高形态", "highest form in law"),
    Text("意见", "opinion"),
    Text("是否据以结案", "case closed with it"),
    Text("不采纳的理由（整条记录）", "reasons of overrides (of the record)"),
    Text("类别（整条记录）", "categories (of the record)"),
    Text("起决定作用的规则（整条记录）", "deciding rules (of the record)"),
)
_YES, _NO = Text("是", "yes"), Text("否", "no")
_MORE = Text("# 至多 {n} 条记录；请缩小检索范围", "# {n} records at most; narrow the search")

_Cell: TypeAlias = str | int


def csv_lines(ledger: Ledger, account: Account, wanted: Wanted, words: Words) -> Iterator[str]:
    """The lines of the table, some at a time; the first one names the columns.

    Raises:
        NotAllowed, StorageUnavailable: as `searching.search`.
    """
    # Programs that open such a file take it for another encoding without this.
    yield "\ufeff" + _written([tuple(name.get(words.language) for name in _COLUMNS)])
    left, page = MOST, replace(wanted, limit=_PAGE, after=None)
    while left > 0:
        found = search(ledger, account, page)
        written = found.found[:left]
        people = names_of(ledger, account, {person for of in written for person in (of.actor, of.owner)})
        told = replace(words, people=people)
        yield _written(line for of in written for line in _lines(of, told))
        left -= len(written)
        if found.following is None and len(written) == len(found.found):
            return
        page = replace(page, after=found.following)
    yield _written([(_MORE.get(words.language).format(n=MOST),)])


def _lines(of: Found, words: Words) -> Iterator[tuple[_Cell, ...]]:
    """A line for each subject."""
    record = (
        evaluation_id(of.case, of.number),
        of.case,
        of.number,
        of.entry,
        of.at,
        words.value(Facet.OWNER, of.actor),
        of.actor,
        words.value(Facet.OWNER, of.owner),
        of.owner,
        words.value(Facet.STATE, of.state.value),
        _said(of.newest, words),
        of.release,
        "" if of.law is None else words.value(Facet.LAW, of.law),
        of.engines or "",
    )
    categories = listed(map(words.category, of.categories), words.language)
    for one in of.subjects:
        # Of an adopted suggestion there is no reason; that of the record is another subject's.
        reasons = of.reasons if one.opinion == "overridden" else ()
        why = listed((words.value(Facet.REASON, reason) for reason in reasons), words.language)
        yield (*record, *_subject(one, words), why, categories, " ".join(of.rules))


def _subject(one: FoundSubject, words: Words) -> tuple[_Cell, ...]:
    forms = (one.recommended, one.at_least, one.at_most)
    return (
        one.subject,
        *("" if form is None else words.form(form) for form in forms),
        words.value(Facet.OPINION, one.opinion or NO_OPINION),
        _said(one.decided, words),
    )


def _said(so: bool, words: Words) -> str:
    return (_YES if so else _NO).get(words.language)


def _written(lines: Iterable[tuple[_Cell, ...]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([inert(cell) for cell in line] for line in lines)
    return text.getvalue()
