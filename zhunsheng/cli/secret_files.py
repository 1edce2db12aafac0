"""Secrets from the environment: the secret itself, or, better, the name of the file that it is in.

A secret that others can read is none. The rules are those of the key that signs checkpoints (`records.log.signing`): a file that
everybody may read, or that somebody else may write, is refused, and one that its group may read is how orchestrators hand
secrets to a service that does not run as root.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path

from pydantic import SecretStr

from zhunsheng.engine.problems import Chinese, InputError, Problem

#: A secret is one short line; what is longer is another file.
_LONGEST = 4096


def secret_of(environment: Mapping[str, str], variable: str) -> SecretStr | None:
    """The secret that a variable holds, or the file that the one with ``_FILE`` behind its name names; None if neither is set.

    Raises:
        InputError: both are set, the file cannot be read or is open to others, or there is nothing in it.
    """
    naming = f"{variable}_FILE"
    text, name = environment.get(variable, "").strip(), environment.get(naming, "").strip()
    if text and name:
        raise _refused(
            naming,
            f"{variable} and {naming} are both set",
            f"{variable} 和 {naming} 同时设置了",
            "Unset one of them; the file is the safer place.",
            "请只保留一个；放在文件里更安全",
        )
    if name:
        text = _read(Path(name), naming)
    return SecretStr(text) if text else None


def _read(path: Path, naming: str) -> str:
    try:
        # What is checked and what is read are one open file: a name can be given to another in between.
        with path.open("rb") as file:
            mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
            data = file.read(_LONGEST)
    except OSError as error:
        reason = error.strerror or str(error)
        raise _refused(
            naming,
            f"{path} cannot be read: {reason}",
            f"{path} 读不出来：{reason}",
            "Check that the file is there and that the service may read it.",
            "请检查文件是否存在，服务能否读取",
        ) from None
    if mode & (stat.S_IRWXO | stat.S_IWGRP):
        raise _refused(
            naming,
            f"others than its owner may read or write {path} (mode {mode:04o})",
            f"{path} 可由他人读写（权限 {mode:04o}）",
            f"chmod 600 {path}, or 440 where a group has to read it; and make a new secret if somebody may have read it.",
            f"请 chmod 600 {path}（须由组读取的用 440）；可能已被他人读过的，请换一个",
        )
    text = data.decode("utf-8", errors="replace").strip()
    if not text:
        raise _refused(
            naming,
            f"there is nothing in {path}",
            f"{path} 是空的",
            "Write the secret into it, on one line.",
            "请把密文写入其中，占一行",
        )
    return text


def _refused(variable: str, what: str, zh: str, mend: str, mend_zh: str) -> InputError:
    return InputError([Problem("secret", what, mend=mend, pointer=variable, zh=Chinese(zh, mend_zh))])
