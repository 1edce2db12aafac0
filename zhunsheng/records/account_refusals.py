"""Why an account cannot be added or changed as somebody asked."""

from __future__ import annotations

from zhunsheng.engine.problems import Chinese, InputError, Problem
from zhunsheng.records.refusals import NotFound


class AccountRefused(InputError):
    """What was asked for cannot be done with this account, whoever asks."""


def no_such_account() -> NotFound:
    """No account has this id or login."""
    return NotFound(
        [
            Problem(
                "unknown_account",
                "there is no such account",
                mend="List the accounts: GET /v1/accounts, or `zhunsheng account list`.",
                zh=Chinese("没有这个账户", "请列出全部账户：GET /v1/accounts，或 zhunsheng account list。"),
            )
        ]
    )


def last_administrator() -> AccountRefused:
    """Nobody would be left who can manage accounts."""
    return AccountRefused(
        [
            Problem(
                "last_administrator",
                "this is the last administrator who can sign in",
                why="Without one, nobody could be let in any more, or kept out. Those count who are in use and have chosen a "
                "password of their own here.",
                mend="Make another administrator first, and have him sign in and choose his password.",
                zh=Chinese(
                    "这是最后一个可以登录的账户管理员，停用、取消其角色或重设其密码后将无人能管理账户",
                    "请先另设一名账户管理员，待其登录并自行设定密码后再办理。",
                ),
            )
        ]
    )


def roles_elsewhere() -> AccountRefused:
    """The identity provider says which roles the account has."""
    return AccountRefused(
        [
            Problem(
                "roles_elsewhere",
                "the roles of this account are given by the identity provider",
                why="They follow it with each request, so another role would not last.",
                mend="Change them there; here the account can be put out of use.",
                zh=Chinese("该账户的角色由身份提供方决定", "请在身份提供方修改；在本服务中可以停用该账户。"),
            )
        ]
    )


def password_elsewhere() -> AccountRefused:
    """The account signs in with the identity provider, and has no password here."""
    return AccountRefused(
        [
            Problem(
                "password_elsewhere",
                "the password of this account is not kept here",
                mend="Change it with the identity provider.",
                zh=Chinese("该账户的密码不由本服务保存", "请在身份提供方修改密码。"),
            )
        ]
    )


def own_password() -> AccountRefused:
    """An administrator asks for a new password for himself, which would spare him the current one."""
    return AccountRefused(
        [
            Problem(
                "own_password",
                "this is your own account",
                why="Whoever finds a desk deserted must not be able to take its account over.",
                mend="Change your password with PUT /v1/session/password, which asks for the current one.",
                zh=Chinese(
                    "这是您本人的账户",
                    "请用 PUT /v1/session/password 修改本人密码（须填写现在的密码）。",
                ),
            )
        ]
    )


def login_taken(login: str) -> InputError:
    """Another account has this login."""
    zh = Chinese(f"登录名「{login}」已被占用", "请换一个登录名")
    what = f"the login '{login}' is taken"
    return InputError([Problem("login_taken", what, mend="Choose another one.", pointer="/login", zh=zh)])
