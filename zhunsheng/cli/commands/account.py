"""``zhunsheng account``: who may sign in, for whoever has the machine of the service in hand. It may run beside the service."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer
from pydantic import SecretStr

from zhunsheng.cli.exits import told
from zhunsheng.cli.records_opening import opened_ledger
from zhunsheng.engine.evaluation import Language
from zhunsheng.records.access.accounts import Account
from zhunsheng.records.access.logins import normal_login
from zhunsheng.records.access.passwords import Passwords
from zhunsheng.records.access.roles import Role
from zhunsheng.records.account_changes import change_roles, change_use, set_password
from zhunsheng.records.account_keeping import add_account, list_accounts
from zhunsheng.records.account_refusals import no_such_account
from zhunsheng.records.ledger import Ledger

account = typer.Typer(
    name="account",
    help="账户：建立、列出、角色、停用、密码 · Accounts: add, list, roles, use, password",
    no_args_is_help=True,
    rich_markup_mode=None,
)

_Lang = Annotated[Language, typer.Option(help="输出语言 · Language of the answer")]
_Roles = Annotated[list[Role], typer.Option(help="角色，可重复 · Role; may be repeated")]
_Known = Annotated[
    str,
    typer.Argument(
        metavar="LOGIN", help="登录名，没有登录名的写编号 · The login, or the id where there is none"
    ),
]


@account.command()
def add(
    login: Annotated[str, typer.Argument(metavar="LOGIN", help="登录名 · The login")],
    role: _Roles,
    lang: _Lang = "zh",
) -> None:
    """建立账户，显示一次初始密码，首次登录须改密码 · Add an account; the first password is shown once and must be changed.

    退出码 0 已建立，2 不能建立 · Exit code: 0 added, 2 it cannot be.
    """
    with told(lang), opened_ledger() as ledger:
        _show_password(*add_account(ledger, Passwords(), login, role), lang)


@account.command("list")
def list_all(lang: _Lang = "zh") -> None:
    """列出账户、角色和是否停用 · List accounts with their roles, and whether they are in use."""
    with told(lang), opened_ledger() as ledger:
        for of in list_accounts(ledger):
            _show(of, lang)


@account.command()
def roles(login: _Known, role: _Roles, lang: _Lang = "zh") -> None:
    """以这些角色替换原有的角色，已登录的须重新登录 · Give an account these roles in place of its own; its sessions end.

    退出码 0 已改，2 不能改 · Exit code: 0 changed, 2 it cannot be.
    """
    _changed(login, lang, lambda ledger, of: change_roles(ledger, of.id, role))


@account.command("out-of-use")
def out_of_use(login: _Known, lang: _Lang = "zh") -> None:
    """停用账户，已登录的立即失效 · Put an account out of use; its sessions end.

    退出码 0 已停用，2 不能停用 · Exit code: 0 done, 2 it cannot be.
    """
    _changed(login, lang, lambda ledger, of: change_use(ledger, of.id, active=False))


@account.command("into-use")
def into_use(login: _Known, lang: _Lang = "zh") -> None:
    """重新启用账户 · Put an account back in use.

    退出码 0 已启用，2 不能启用 · Exit code: 0 done, 2 it cannot be.
    """
    _changed(login, lang, lambda ledger, of: change_use(ledger, of.id, active=True))


@account.command()
def password(login: _Known, lang: _Lang = "zh") -> None:
    """设定新的初始密码，只显示一次；已登录的立即失效 · Make a new first password, shown once; the sessions end.

    退出码 0 已设定，2 不能设定 · Exit code: 0 made, 2 it cannot be.
    """
    with told(lang), opened_ledger() as ledger:
        _show_password(*set_password(ledger, Passwords(), _known(ledger, login).id), lang)


def _changed(login: str, lang: Language, change: Callable[[Ledger, Account], Account]) -> None:
    with told(lang), opened_ledger() as ledger:
        _show(change(ledger, _known(ledger, login)), lang)


def _known(ledger: Ledger, typed: str) -> Account:
    """The account with this login, or with this id.

    Raises:
        NotFound: there is none.
    """
    login = normal_login(typed)
    for found in list_accounts(ledger):
        if found.login == login or found.id == typed:
            return found
    raise no_such_account()


def _show(of: Account, lang: Language) -> None:
    listed = "、".join(sorted(role.value for role in of.roles))
    out = {"zh": "（已停用）", "en": " (out of use)"}[lang]
    typer.echo(f"{of.login or of.id}  {listed}{'' if of.active else out}")


def _show_password(of: Account, made: SecretStr, lang: Language) -> None:
    say = {
        "zh": f"{of.login} 的初始密码（只显示这一次）：",
        "en": f"first password of {of.login}, shown this once: ",
    }
    typer.echo(say[lang] + made.get_secret_value())
