"""``zhunsheng log``: the log as a file that an auditor takes along, and whether a database, or such a file, is as it must be."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from zhunsheng.cli.commands.log_keys import keys
from zhunsheng.cli.commands.log_proof import proof
from zhunsheng.cli.exits import FOUND, told
from zhunsheng.cli.records_opening import opened_ledger
from zhunsheng.cli.writing import refuse_existing
from zhunsheng.engine.batch.durable_files import told_if_unwritable, written_whole
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.problems import Chinese, InputError, Problem
from zhunsheng.records.checking import Finding, findings
from zhunsheng.records.exporting import exported_log
from zhunsheng.records.log.refusals import LogRefused
from zhunsheng.records.log.verification import verify as verified
from zhunsheng.records.log.verifier_keys import VerifierKey

log = typer.Typer(
    name="log",
    help="日志：导出、核验、检查点、密钥 · The log: export it, verify it, its checkpoints and keys",
    no_args_is_help=True,
    rich_markup_mode=None,
)
log.add_typer(keys)
log.command()(proof)

_Lang = Annotated[Language, typer.Option(help="输出语言 · Language of the answer")]


@log.command()
def export(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="写入的文件 · The file to write")],
    without_contents: Annotated[
        bool,
        typer.Option("--without-contents", help="不含事实、理由等内容，只含记录 · Entries alone"),
    ] = False,
    lang: _Lang = "zh",
) -> None:
    """导出整个日志，供离线核验 · Write the whole log into a file that can be verified offline.

    退出码 0 已写出，1 已写出、但其中有被改动之处（逐项列出），2 无法写出 · Exit code: 0 written, 1 written, and something in it
    was changed past the log (each place is told), 2 it cannot be.
    """
    with told(lang):
        refuse_existing(out, overwrite=False)
        changed: list[Finding] = []
        with opened_ledger() as ledger, told_if_unwritable(out), written_whole(out) as file:
            for line in exported_log(ledger, contents=not without_contents, told=changed.append):
                file.write(line)
        for found in changed:
            typer.echo(_found(found, lang), err=True)
        typer.echo({"zh": f"已写出 {out}", "en": f"written: {out}"}[lang])
        if changed:
            raise typer.Exit(FOUND)


@log.command()
def verify(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="导出的日志 · An export of the log")],
    since: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="OLD_CHECKPOINT",
            help="以前带走的检查点，可多次 · A checkpoint that you took home; repeatable",
        ),
    ] = None,
    key: Annotated[
        list[str] | None,
        typer.Option(
            metavar="VERIFIER_KEY",
            help="所信任的验证密钥，可多次 · A verifier key that you trust; repeatable",
        ),
    ] = None,
    lang: _Lang = "zh",
) -> None:
    """离线核验导出的日志，不需要数据库 · Verify an export of the log, offline, with no database.

    退出码 0 没有发现改动，1 有不符之处，2 输入有误 · Exit code: 0 sound, 1 something is wrong, 2 bad input.
    """
    with told(lang):
        trusted = [VerifierKey.parse(text.strip()) for text in key or ()]
        try:
            held = [path.read_bytes() for path in since or ()]
            with file.open("rb") as export_file:
                report = verified(export_file, held=held, trusted=trusted)
        except OSError as error:
            raise InputError([_unreadable(error)]) from None
        typer.echo(report.render(lang))
        if not report.sound:
            raise typer.Exit(FOUND)


@log.command()
def check(lang: _Lang = "zh") -> None:
    """数据库是否与日志一致，是否丢失过尾部，密钥是否是日志的 · Is the database what its log says, nothing lost, its key here?

    退出码 0 一致，1 有不符之处，2 无法检查 · Exit code: 0 as it must be, 1 something is wrong, 2 it cannot be checked.
    """
    with told(lang):
        with opened_ledger() as ledger:
            account = ledger.standing()
            problem = account.problem
            problems = [] if problem is None else [problem]
            try:
                ledger.refuse_key()
            except LogRefused as error:
                problems += error.problems
            wrong = [f"{one.code}: {one.say(lang)[0]}" for one in problems]
            with ledger.reading() as rows:
                size = rows.size()
                wrong += [_found(found, lang) for found in findings(rows)]
        for line in wrong:
            typer.echo(line)
        if account.kept is None:
            typer.echo(_SAY[lang]["no_witness"])
        typer.echo(_SAY[lang]["wrong" if wrong else "right"].format(size=size, wrong=len(wrong)))
        if wrong:
            raise typer.Exit(FOUND)


@log.command()
def checkpoint(lang: _Lang = "zh") -> None:
    """输出当前的检查点，请妥善保存 · Print the log's checkpoint; keep it: it proves what the log was.

    退出码 0 已输出，2 无法取得 · Exit code: 0 printed, 2 it cannot be.
    """
    with told(lang), opened_ledger() as ledger:
        # A signed note is bytes (UTF-8, no other newline), whatever the terminal is set to.
        sys.stdout.buffer.write(ledger.checkpoint().to_bytes())


_SAY = {
    "zh": {
        "right": "记录 {size} 条，数据库与日志一致",
        "wrong": "记录 {size} 条，不符之处 {wrong} 项",
        "no_witness": "见证文件中还没有检查点，数据库若被回退，看不出来",
    },
    "en": {
        "right": "entries: {size}; the database is what its log says",
        "wrong": "entries: {size}; not as it must be: {wrong}",
        "no_witness": "the witness has no checkpoint yet: a database that was rolled back would not be noticed",
    },
}


def _found(found: Finding, lang: Language) -> str:
    return f"{found.code} {found.where}: {found.zh if lang == 'zh' else found.what}"


def _unreadable(error: OSError) -> Problem:
    reason = error.strerror or str(error)
    zh = Chinese(f"{error.filename} 无法读取：{reason}", "请检查文件名和权限")
    what = f"{error.filename} cannot be read: {reason}"
    return Problem("unreadable", what, mend="Check its name and permissions.", zh=zh)
