"""``zhunsheng log proof``: one entry and the proof that it is in the log, as downloaded from its page, verified offline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated

import typer

from zhunsheng.cli.exits import FOUND, told
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.problems import Chinese, InputError, Problem
from zhunsheng.records.log import entries
from zhunsheng.records.log.entry_proofs import EntryProof, parse
from zhunsheng.records.log.refusals import LogRefused
from zhunsheng.records.log.verifier_keys import VerifierKey


def proof(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="记录的证明 · The proof of an entry")],
    key: Annotated[
        list[str] | None,
        typer.Option(
            metavar="VERIFIER_KEY",
            help="所信任的验证密钥，可多次 · A verifier key that you trust; repeatable",
        ),
    ] = None,
    lang: Annotated[Language, typer.Option(help="输出语言 · Language of the answer")] = "zh",
) -> None:
    """离线核验一条记录的证明，不需要数据库 · Verify the proof of an entry, offline, with no database.

    退出码 0 证明成立，1 不成立，2 输入有误 · Exit code: 0 it proves the entry, 1 it does not, 2 bad input.
    """
    with told(lang):
        trusted = [VerifierKey.parse(text.strip()) for text in key or ()]
        read = parse(_bytes(file))
        try:
            signed = read.verify(trusted)
            entries.parse(read.data)
        except LogRefused as error:
            for problem in error.problems:
                what, mend = problem.say(lang)
                typer.echo(f"{problem.code}: {what}\n  {mend}".rstrip())
            raise typer.Exit(FOUND) from None
        for line in _said(read, signed, lang):
            typer.echo(line)


_SAY: Mapping[Language, Mapping[str, str]] = {
    "zh": {
        "proved": "证明成立：记录 {number} 在日志 {origin} 中，该日志当时有 {size} 条记录",
        "signed": "检查点由所信任的密钥 {key} 签名",
        "unsigned": "日志没有签名：只能与您自己保存的检查点比对",
        "untrusted": "未核验签名者：请用 --key 给出从单位取得的验证密钥",
        "entry": "记录原文：",
    },
    "en": {
        "proved": "proved: entry {number} is in the log {origin}, which had {size} entries",
        "signed": "the checkpoint is signed with {key}, which you trust",
        "unsigned": "the log is not signed: compare the checkpoint with one that you hold",
        "untrusted": "who signed it is not verified: give the key that you had from the organization with --key",
        "entry": "the entry:",
    },
}


def _said(read: EntryProof, signed: tuple[VerifierKey, ...], language: Language) -> Iterator[str]:
    say, head = _SAY[language], read.sealed.checkpoint
    yield say["proved"].format(number=read.number, origin=head.origin, size=head.size)
    if not read.sealed.signatures:
        yield say["unsigned"]
    elif not signed:
        yield say["untrusted"]
    yield from (say["signed"].format(key=key.label) for key in signed)
    yield say["entry"]
    yield read.data.decode()


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        zh = Chinese(f"{file} 无法读取：{reason}", "请检查文件名和权限")
        what = f"{file} cannot be read: {reason}"
        raise InputError(
            [Problem("unreadable", what, mend="Check its name and permissions.", zh=zh)]
        ) from None
