"""``zhunsheng log key``: makes the two kinds of keys, one that signs checkpoints and one that seals contents, and has the
signing key hand over to another.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer
from cryptography.fernet import Fernet

from zhunsheng.cli.exits import told
from zhunsheng.cli.records_opening import opened_ledger
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.problems import Chinese, InputError, Problem
from zhunsheng.records.key_rotation import rotate as handed_over
from zhunsheng.records.log.signing import from_file, write_key
from zhunsheng.records.log.verifier_keys import SigningKey

keys = typer.Typer(
    name="key",
    help="密钥：生成、更换 · Keys: make them, change them",
    no_args_is_help=True,
    rich_markup_mode=None,
)

_File = Annotated[
    Path, typer.Argument(metavar="FILE", help="写入的文件，仅本人可读 · A file that only its owner reads")
]
_Lang = Annotated[Language, typer.Option(help="输出语言 · Language of the answer")]


@keys.command()
def new(
    name: Annotated[
        str,
        typer.Argument(metavar="NAME", help="日志的名称，如 log.example.org/records · The name of the log"),
    ],
    file: _File,
    lang: _Lang = "zh",
) -> None:
    """生成签名密钥，并输出可以公开的验证密钥 · Make a signing key; prints the verifier key, which everybody may have.

    退出码 0 已生成，2 不能生成 · Exit code: 0 made, 2 it cannot be.
    """
    with told(lang):
        made = SigningKey.new(name)
        write_key(made, file)
        typer.echo(str(made.verifier))


@keys.command()
def rotate(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="新的签名密钥，用 `log key new` 以日志的名称生成 · The new signing key, made with the name of the log",
        ),
    ],
    lang: _Lang = "zh",
) -> None:
    """更换签名密钥，或为没有签名的日志设首个密钥 · Hand over to a new signing key, or give an unsigned log its first one.

    环境变量中仍是现在的密钥；完成后改为新密钥并重启服务，在此之前服务不再写入。
    The environment still names the present key. Afterwards name the new one and start the service again; until then it writes
    nothing. 退出码 0 已更换，2 不能更换 · Exit code: 0 done, 2 it cannot be.
    """
    with told(lang):
        new_key = from_file(file).key
        if new_key is None:
            raise TypeError("a file holds a key, or is refused")
        with opened_ledger() as ledger:
            sealed = handed_over(ledger, new_key)
        typer.echo(_SAY[lang].format(size=sealed.checkpoint.size, verifier=new_key.verifier, file=file))


@keys.command()
def content(file: _File, lang: _Lang = "zh") -> None:
    """生成内容密钥，用于加密保存内容 · Make a key with which contents are sealed; whoever loses it loses what it sealed.

    退出码 0 已生成，2 不能生成 · Exit code: 0 made, 2 it cannot be.
    """
    with told(lang):
        try:
            descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except OSError as error:
            raise InputError([_unwritable(file, error)]) from None
        with os.fdopen(descriptor, "wb") as made:
            made.write(Fernet.generate_key() + b"\n")
            made.flush()
            os.fsync(made.fileno())
        typer.echo({"zh": f"已写出 {file}", "en": f"written: {file}"}[lang])


_SAY = {
    "zh": "自第 {size} 条记录起由新密钥签名；请把 ZHUNSHENG_SIGNING_KEY_FILE 改为 {file} 并重启服务\n新的验证密钥：{verifier}",
    "en": "from {size} entries on the new key signs; name {file} in ZHUNSHENG_SIGNING_KEY_FILE and start the service again\n"
    "the new verifier key: {verifier}",
}


def _unwritable(file: Path, error: OSError) -> Problem:
    reason = error.strerror or str(error)
    zh = Chinese(f"{file} 不能新建：{reason}", "请换一个文件名，或检查目录和权限")
    mend = "Choose another name, or check that the folder is there and may be written to."
    return Problem("unwritable", f"{file} cannot be made: {reason}", mend=mend, zh=zh)
