"""What the service answers to whom, as pages of a table that a lawyer can read, and compare with the table of permissions.

`rows` writes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from zhunsheng.engine.vocabulary.facts import Text
from zhunsheng.records.access.relations import Relation
from zhunsheng.records.access.roles import Role

PAGE = Path(__file__).with_name("authorization.md")


class Outcome(Enum):
    """What came of a request."""

    DONE = "可"
    REFUSED = "—"
    NOT_NOW = "程"
    CANNOT_BE = ""


@dataclass(frozen=True)
class Row:
    """What one request came to for every role."""

    operation: Text
    request: str
    title: Text
    relation: Relation | None
    cells: Mapping[Role, Outcome]


_HEAD = """\
# 谁能做什么：服务的实际答复 · Who may do what, as the service answers

由测试写成：以每个角色、就每种关系的案卷、向每个地址发出真实请求，逐格与权限表（`records/access/permissions.py`）核对。
Written by a test: each role sends a real request to each address, about a case of each relation, and each cell is held against
the table of permissions.

| 标记 sign | |
|---|---|
| 可 | 已办理 · done |
| — | 依权限表拒绝（403 `not_allowed`）· refused by the table of permissions |
| 程 | 权限表允许，但办理程序中该角色没有这一步 · the table lets it through, and the workflow has no such move for the role |
| 空白 blank | 该角色不会与案卷有这种关系 · the role cannot stand in this relation to a case |
"""


def page(general: Iterable[Row], about_cases: Iterable[Row]) -> str:
    """The whole page."""
    roles = "".join(f" {role.title.zh} {role.title.en} |" for role in Role)
    rule = "---|" * len(Role)
    lines = [
        _HEAD,
        "## 与具体案卷无关 · About no case\n",
        f"| 权限 permission | 请求 request |{roles}\n|---|---|{rule}",
        *(_general(row) for row in general),
        "\n## 就一个案卷 · About a case\n",
        f"| 权限 permission | 办理 request | 案卷 case |{roles}\n|---|---|---|{rule}",
        *(_about_a_case(row) for row in about_cases),
    ]
    return "\n".join(lines) + "\n"


def _general(row: Row) -> str:
    return f"| {_both(row.operation)} | {_both(row.title)} `{row.request}` |{_cells(row)}"


def _about_a_case(row: Row) -> str:
    relation = "" if row.relation is None else _both(row.relation.title)
    return f"| {_both(row.operation)} | {_both(row.title)} | {relation} |{_cells(row)}"


def _cells(row: Row) -> str:
    return "".join(f" {row.cells[role].value} |" for role in Role)


def _both(text: Text) -> str:
    return f"{text.zh} {text.en}"
