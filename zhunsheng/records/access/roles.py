"""The six roles, and which of them cannot be one person's.

A role is a promise to everybody else: the auditor changes nothing, so he may see everything; the administrator sees no case,
so he may decide who does. Two promises on one account would both be void, which is why these two roles stand alone. Handlers
and reviewers may be the same people, since nobody reviews a case that he handles (that is a matter of the case, see
`relations`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum

from zhunsheng.engine.problems import Chinese, Problem
from zhunsheng.engine.vocabulary.facts import Text


class Role(Enum):
    """What an account is for."""

    HANDLER = "handler"
    REVIEWER = "reviewer"
    SENIOR_REVIEWER = "senior_reviewer"
    AUDITOR = "auditor"
    MAINTAINER = "maintainer"
    ADMINISTRATOR = "administrator"

    @property
    def title(self) -> Text:
        """What the role is called."""
        return _TITLES[self]


_TITLES: Mapping[Role, Text] = {
    Role.HANDLER: Text("承办人", "handler"),
    Role.REVIEWER: Text("审核人", "reviewer"),
    Role.SENIOR_REVIEWER: Text("上级审核人", "senior reviewer"),
    Role.AUDITOR: Text("审计人", "auditor"),
    Role.MAINTAINER: Text("规则维护人", "maintainer of the rules"),
    Role.ADMINISTRATOR: Text("账户管理员", "administrator"),
}

#: The roles that only hold what they promise if the account has no other.
ALONE: Mapping[Role, Text] = {
    Role.AUDITOR: Text(
        "审计人可看全部案卷，因此不得经手任何案卷", "an auditor sees every case, so he works on none"
    ),
    Role.ADMINISTRATOR: Text(
        "账户管理员决定谁能看案卷，因此自己不看案卷",
        "an administrator decides who sees cases, so he sees none himself",
    ),
}


def role_problems(roles: Iterable[Role]) -> tuple[Problem, ...]:
    """What is wrong with giving these roles to one account: none at all, or one that must stand alone beside others."""
    given = frozenset(roles)
    if not given:
        return (
            Problem(
                code="no_role",
                what="the account has no role",
                why="Without a role it could do nothing.",
                mend=f"Give it one of: {', '.join(role.value for role in Role)}.",
                pointer="/roles",
                zh=Chinese("账户没有角色", f"请给它一个角色：{'、'.join(role.title.zh for role in Role)}。"),
            ),
        )
    return tuple(
        Problem(
            code="incompatible_roles",
            what=f"'{role.value}' must be the only role of an account",
            why=f"{why.en[0].upper()}{why.en[1:]}.",
            mend="Make two accounts, for two people.",
            pointer="/roles",
            zh=Chinese(f"「{role.title.zh}」须是账户唯一的角色：{why.zh}", "请建两个账户，由两人分别使用。"),
        )
        for role, why in ALONE.items()
        if role in given and len(given) > 1
    )
