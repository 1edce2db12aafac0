"""Is the database what its log says? Every entry is read, and everything that can be told from entries is held against
what is there.

- The tree: each stored node is the hash over its entries, none is missing, and none is there without entries.
- The entries: numbers without gaps, each in its one spelling, its columns as its bytes say.
- The contents: each is what its entry names, or an entry says that it was erased, and it was.
- The cases: each move was allowed where it stands, and the rows by which they are looked up and counted say the same.

Whoever changed an entry and all the nodes above it made a tree that is whole and another one: that is what checkpoints
are for, and `Ledger.standing` and the verifier of exports compare those.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pydantic import ValidationError
from sqlalchemy import select

from zhunsheng.records.case_entries import event_of
from zhunsheng.records.log import merkle
from zhunsheng.records.log.contents import Content
from zhunsheng.records.log.erasures import erased_by
from zhunsheng.records.log.refusals import LogRefused
from zhunsheng.records.register.case_rows import CaseRows, NumberedEvent, rows_of
from zhunsheng.records.register.comparing import different_rows, different_tallies
from zhunsheng.records.register.tallies import Tally
from zhunsheng.records.storage import tables
from zhunsheng.records.storage.content_rows import ContentRows
from zhunsheng.records.storage.entry_rows import EntryRows, Numbered
from zhunsheng.records.storage.sealing import Sealed
from zhunsheng.records.storage.tree_rows import TreeRows
from zhunsheng.records.workflow.history import irregularities


@dataclass(frozen=True)
class Finding:
    """Something that is not as it must be.

    Attributes:
        code: A stable ASCII identifier.
        where: The number of the entry, the id of the case, or the place of the node.
    """

    code: str
    where: str
    what: str
    zh: str


@dataclass
class _Erasures:
    """Which contents are gone, and which are said to be: the two must be the same.

    Attributes:
        there: Where each content that is there is named, by its digest.
        gone: The same of those that are not.
    """

    there: dict[str, str] = field(default_factory=dict)
    gone: dict[str, str] = field(default_factory=dict)
    erased: set[str] = field(default_factory=set)

    def named(self, where: str, digest: str, *, there: bool) -> None:
        """An entry names a content."""
        (self.there if there else self.gone)[digest] = where

    def said(self, digests: Iterable[str]) -> None:
        """An entry says that these were erased."""
        self.erased.update(digests)

    def findings(self) -> Iterator[Finding]:
        """What of it does not agree."""
        for digest in self.gone.keys() - self.erased:
            what = "its content is gone, and no entry says that it was erased"
            yield Finding("erasure_unsaid", self.gone[digest], what, "内容已不在，但没有删除的记录")
        for digest in self.there.keys() & self.erased:
            what = (
                "its content is there, though an entry says that it was erased (a backup was restored, say)"
            )
            yield Finding(
                "erasure_undone", self.there[digest], what, "记录称内容已删除，实际仍在（例如恢复了旧备份）"
            )


def findings(log: EntryRows) -> Iterator[Finding]:
    """Everything in the database that is not as its log says, as one transaction sees it."""
    cases: dict[str, list[NumberedEvent]] = {}
    erasures = _Erasures()
    frontier = merkle.Frontier()
    for expected, numbered in enumerate(log.between(0, log.size())):
        if numbered.number != expected:
            yield Finding(
                "entry_missing", str(expected), f"entry {expected} is missing", f"缺少第 {expected} 号记录"
            )
            return  # whatever comes after it is another entry than its number says
        frontier.add(merkle.leaf_hash(numbered.data))
        yield from _of_entry(log, numbered, cases, erasures)
    yield from erasures.findings()
    yield from _of_tree(log, frontier)
    tallied = Counter[Tally]()
    for case_id, history in cases.items():
        rows = rows_of(history)
        tallied.update(rows.tallies)
        yield from _of_case(log, case_id, history, rows)
    for tally in different_tallies(log.connection, tallied):
        yield Finding("tally", "/".join(tally), "a sum is not that of the rows", "合计与各行不一致")
    known = log.connection.execute(select(tables.cases.c.id)).scalars()
    for case_id in sorted(set(known) - set(cases)):
        yield Finding(
            "case_without_entries", case_id, "no entry speaks of this case", "没有任何记录提到这一案卷"
        )


def _of_entry(
    log: EntryRows, numbered: Numbered, cases: dict[str, list[NumberedEvent]], erasures: _Erasures
) -> Iterator[Finding]:
    where = str(numbered.number)
    try:
        entry = numbered.entry
    except LogRefused as error:
        zh, _ = error.problem.say("zh")
        yield Finding(error.problem.code, where, error.problem.what, zh)
        return
    row = log.connection.execute(
        select(tables.entries).where(tables.entries.c.number == numbered.number)
    ).one()
    said = (entry.kind, entry.at, entry.actor, entry.subjects.get("case"))
    if (row.kind, row.at, row.actor, row.case_id) != said:
        yield Finding("entry_columns", where, "its columns say other than its bytes", "各列与记录正文不一致")
    rows = ContentRows(log.connection, log.seals)
    for name, commitment in entry.contents.items():
        try:
            found = rows.get(commitment)
        except (LogRefused, Sealed) as error:
            yield Finding(
                "content_changed", where, f"its content '{name}': {error}", f"内容「{name}」与记录不符"
            )
            continue
        if found is None:
            yield Finding("content_missing", where, f"its content '{name}' is missing", f"缺少内容「{name}」")
        erasures.named(where, commitment, there=isinstance(found, Content))
    erasures.said(erased_by(entry))
    if "case" in entry.subjects and "number" in entry.facts:
        try:
            cases.setdefault(entry.subjects["case"], []).append(
                NumberedEvent(numbered.number, event_of(entry))
            )
        except ValidationError as error:
            yield Finding(
                "event_invalid", where, f"it is no event: {error.errors()[0]['msg']}", "不是有效的案卷事件"
            )


def _of_tree(log: EntryRows, frontier: merkle.Frontier) -> Iterator[Finding]:
    tree = TreeRows(log.connection)
    try:
        same = tree.root(frontier.size) == frontier.root()
    except KeyError as error:
        yield Finding("node_missing", str(error), "a node of the tree is missing", "哈希树缺少节点")
        return
    if not same:
        yield Finding("tree_changed", "", "the tree is not that of the entries", "哈希树与记录不一致")
    hashes = {
        (level, number): bytes(value)
        for level, number, value in log.connection.execute(select(tables.nodes)).all()
    }
    for (level, number), value in hashes.items():
        where = f"{level}/{number}"
        if (number + 1) << level > frontier.size:
            yield Finding(
                "node_too_many", where, "a node over entries that are not there", "节点所含的记录不存在"
            )
        elif level:
            left, right = (hashes.get((level - 1, 2 * number + side)) for side in (0, 1))
            if left is None or right is None:
                yield Finding("node_missing", where, "a part of this node is missing", "缺少节点的组成部分")
            elif value != merkle.node_hash(left, right):
                yield Finding("node_changed", where, "a node is not the hash of its parts", "节点哈希不符")


def _of_case(
    log: EntryRows, case_id: str, history: Sequence[NumberedEvent], rows: CaseRows
) -> Iterator[Finding]:
    for irregular in irregularities(of.event for of in history):
        codes = ", ".join(irregular.refusal.codes)
        yield Finding(
            "move_not_allowed",
            case_id,
            f"its event {irregular.event.number} was not allowed: {codes}",
            f"第 {irregular.event.number} 步当时不被允许：{codes}",
        )
    for table in different_rows(log.connection, case_id, rows):
        what = f"its rows in {table} say other than its entries"
        yield Finding("case_row", case_id, what, f"{table} 中的行与记录不一致")
