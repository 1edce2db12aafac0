"""``zhunsheng database``: brings the tables up to date, and keeps copies of what is in them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from zhunsheng.cli.exits import FOUND, told
from zhunsheng.cli.records_environment import ledger_in
from zhunsheng.cli.records_opening import opened_database
from zhunsheng.cli.writing import refuse_existing
from zhunsheng.engine.batch.durable_files import told_if_unwritable, written_whole
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.problems import Chinese, InputError, Problem
from zhunsheng.records.register.rebuilding import rebuild as rebuilt
from zhunsheng.records.storage.backups import back_up
from zhunsheng.records.storage.backups import restore as restored
from zhunsheng.records.storage.migrating import migrate as migrated
from zhunsheng.records.storage.migrating import revisions, standing

database = typer.Typer(
    name="database",
    help="数据库：迁移、备份、恢复、重新生成 · The database: migrate, back up, restore, rebuild",
    no_args_is_help=True,
    rich_markup_mode=None,
)

_Lang = Annotated[Language, typer.Option(help="输出语言 · Language of the answer")]


@database.command()
def migrate(
    to: Annotated[str, typer.Option(metavar="REVISION", help="迁移到哪一版 · Up to which revision")] = "head",
    lang: _Lang = "zh",
) -> None:
    """建立表或迁移到本版本，请先备份 · Make the tables, or bring them up to this version; back up first.

    退出码 0 已完成，2 不能迁移 · Exit code: 0 done, 2 it cannot be.
    """
    with told(lang):
        if to not in ("head", *revisions()):
            raise InputError([_no_revision(to)])
        with opened_database() as opened:
            if standing(opened) == "newer":
                raise InputError([_NEWER])
            migrated(opened, to)
        typer.echo({"zh": "数据库已就绪", "en": "the database is ready"}[lang])


@database.command()
def rebuild(lang: _Lang = "zh") -> None:
    """由日志重新生成用来检索和计数的行 · Make the rows by which cases are looked up and counted anew from the log.

    `zhunsheng log check` 报告 case_row 或 tally 时使用，记录和内容不变 · For when `zhunsheng log check` tells of case_row or
    tally; entries and contents stay as they are. 退出码 0 已完成，2 不能完成 · Exit code: 0 done, 2 it cannot be.
    """
    with told(lang):
        with opened_database() as opened:
            if standing(opened) != "current":
                raise InputError([_OTHER])
            with opened.writing() as connection:
                cases = rebuilt(connection)
        typer.echo({"zh": f"已重新生成 {cases} 个案卷的行", "en": f"cases made anew: {cases}"}[lang])


@database.command()
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="写入的备份 · The backup to write")],
    lang: _Lang = "zh",
) -> None:
    """备份到一个文件，服务可以照常运行 · Write all that is kept into one file; the service may go on meanwhile.

    SQLite 和 PostgreSQL 的备份格式相同，可以互相恢复 · The file is the same for SQLite and PostgreSQL, and restores into either.
    退出码 0 已备份，2 不能备份 · Exit code: 0 written, 2 it cannot be.
    """
    with told(lang):
        refuse_existing(file, overwrite=False)
        with opened_database() as opened, told_if_unwritable(file), written_whole(file) as out:
            made = back_up(opened, out)
        typer.echo({"zh": f"已备份 {made.rows} 行", "en": f"rows written: {made.rows}"}[lang])


@database.command()
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="备份 · A backup")],
    lang: _Lang = "zh",
) -> None:
    """恢复到一个空数据库，并与见证文件核对 · Restore into an empty database, then compare with the witness.

    退出码 0 已恢复，1 已恢复、但与见证文件不符（例如备份之后的记录已丢失），2 不能恢复 · Exit code: 0 restored, 1 restored, and
    not what the witness knows (what came after the backup is lost, say), 2 it cannot be.
    """
    with told(lang):
        with opened_database() as opened:
            ledger = ledger_in(opened, os.environ)
            try:
                source = file.open("rb")
            except OSError as error:
                raise InputError([_unreadable(file, error)]) from None
            with source:
                if standing(opened) == "empty":
                    migrated(opened)
                made = restored(opened, source)
            account = ledger.standing()
        typer.echo({"zh": f"已恢复 {made.rows} 行", "en": f"rows restored: {made.rows}"}[lang])
        if account.problem is not None:
            typer.echo(account.problem.render(lang), err=True)
            raise typer.Exit(FOUND)


_NEWER = Problem(
    "newer_tables",
    "the database was migrated by a later version",
    mend="Use that version.",
    zh=Chinese("数据库已由更新的版本迁移", "请使用那个版本"),
)


_OTHER = Problem(
    "other_tables",
    "the tables of the database are not those of this version",
    mend="Run `zhunsheng database migrate`.",
    zh=Chinese("数据库的表结构不是本版本的", "请先运行 zhunsheng database migrate"),
)


def _no_revision(name: str) -> Problem:
    known = ", ".join(revisions())
    zh = Chinese(f"没有 {name} 这一版", f"可用：{known}")
    return Problem("unknown_revision", f"there is no revision {name}", mend=f"There are: {known}", zh=zh)


def _unreadable(file: Path, error: OSError) -> Problem:
    reason = error.strerror or str(error)
    zh = Chinese(f"{file} 无法读取：{reason}", "请检查文件名和权限")
    return Problem(
        "unreadable", f"{file} cannot be read: {reason}", mend="Check its name and permissions.", zh=zh
    )
