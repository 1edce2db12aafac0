"""Every cell of role × operation × relation, as `allowed` answers it: a text to be read and compared.

    python -m tests.records.access.permissions_page

writes it anew; read the difference before you commit it.
"""

from __future__ import annotations

from pathlib import Path

from tests.records.access.people import account
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.access.permissions import allowed
from zhunsheng.records.access.relations import Relation
from zhunsheng.records.access.roles import Role

PAGE = Path(__file__).with_name("permissions.txt")


def permissions_page() -> str:
    people = {role: account(role) for role in Role}
    lines = [_row("operation", "relation", [role.value for role in Role])]
    for operation in Operation:
        for relation in Relation if operation.about_a_case else (None,):
            cells = [
                "yes" if allowed(person, operation, relation) is None else "." for person in people.values()
            ]
            lines.append(_row(operation.value, relation.value if relation else "", cells))
    return "\n".join(lines) + "\n"


def _row(operation: str, relation: str, cells: list[str]) -> str:
    return " ".join([f"{operation:25}", f"{relation:9}", *(f"{cell:15}" for cell in cells)]).rstrip()


if __name__ == "__main__":
    PAGE.write_text(permissions_page(), encoding="utf-8")
