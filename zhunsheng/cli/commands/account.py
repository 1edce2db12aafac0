"""``zhunsheng account``: who may sign in, for whoever has the machine of the service in hand."""

from __future__ import annotations

from typing import Annotated

import typer

from zhunsheng.cli.exits import told
from zhunsheng.cli.records_opening import opened_ledger
from zhunsheng.engine.evaluation import Language
from zhunsheng.records.access.passwords import Passwords
from zhunsheng.records.access.roles import Role
from zhunsheng.records.account_keeping import add_account
from zhunsheng.records.storage.access_rows import AccountRows

account = typer.Typer(
    name="account",
    help="账户：建立、列出 · Accounts: add, list",
    no_args_is_help=True,
    rich_markup_mode=None,
)

_Lang = Annotated[Language, typer.Option(help="输出语言 · Language of the answer")]


@account.command()
def add(
    login: Annotated[str, typer.Argument(metavar="LOGIN", help="登录名 · The login")],
    role: Annotated[list[Role], typer.Option(help="角色，可重复 · Role; may be repeated")],
    lang: _Lang = "zh",
) -> None:
    """建立账户，显示一次初始密码，首次登录须改密码 · Add an account; the first password is shown once and must be changed.

    退出码 0 已建立，2 不能建立 · Exit code: 0 added, 2 it cannot be.
    """
    with told(lang), opened_ledger() as ledger:
        made, password = add_account(ledger, Passwords(), login, role)
        say = {
            "zh": "{login} 的初始密码（只显示这一次）：",
            "en": "first password of {login}, shown this once: ",
        }
        typer.echo(say[lang].format(login=made.login) + password.get_secret_value())


@account.command("list")
def list_accounts(lang: _Lang = "zh") -> None:
    """列出账户、角色和是否停用 · List accounts with their roles, and whether they are in use."""
    with told(lang), opened_ledger() as ledger, ledger.reading() as log:
        for of in AccountRows(log.connection).all():
            roles = "、".join(sorted(role.value for role in of.roles))
            out = {"zh": "（已停用）", "en": " (out of use)"}[lang]
            typer.echo(f"{of.login or of.id}  {roles}{'' if of.active else out}")
