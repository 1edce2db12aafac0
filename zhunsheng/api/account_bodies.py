"""The bodies by which accounts are added and changed. None of them holds a password."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StrictBool, TypeAdapter

from zhunsheng.records.access.roles import Role
from zhunsheng.records.workflow.identifiers import PersonId

_Roles = Annotated[
    tuple[Role, ...],
    Field(
        description="角色；审计人和账户管理员须是唯一的角色 · Roles; an auditor and an administrator have no other",
        max_length=len(Role),
        # That there must be one is said where it is said why.
        json_schema_extra={"minItems": 1},
    ),
]


class _Body(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class NewAccount(_Body):
    """An account is added."""

    login: Annotated[str, Field(description="登录名 · Login", max_length=256)]
    roles: _Roles


class GivenRoles(_Body):
    """The roles of an account, in place of those that it has."""

    roles: _Roles


class GivenUse(_Body):
    """Whether an account is in use."""

    active: Annotated[StrictBool, Field(description="是否在用 · Whether it may be used")]


class GivenCases(_Body):
    """Who is to have the cases of an account."""

    to: PersonId


NEW_ACCOUNT: TypeAdapter[NewAccount] = TypeAdapter(NewAccount)
GIVEN_ROLES: TypeAdapter[GivenRoles] = TypeAdapter(GivenRoles)
GIVEN_USE: TypeAdapter[GivenUse] = TypeAdapter(GivenUse)
GIVEN_CASES: TypeAdapter[GivenCases] = TypeAdapter(GivenCases)
