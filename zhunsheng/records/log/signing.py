"""Where the signing key comes from, and that there may be none.

    ZHUNSHENG_SIGNING_KEY        the key itself, a line PRIVATE+KEY+name+id+base64 (see `verifier_keys`)
    ZHUNSHENG_SIGNING_KEY_FILE   the file that holds this line and nothing else

A log without a key is a log all the same: what was changed in it can be noticed by whoever kept a checkpoint, only nobody can
tell who made the checkpoint. So having no key is a value here, and a key that is there and cannot be used is an error: a
service that quietly went on without signing would be noticed when it is too late.

A key that others can read is no key. A file that everybody may read, or that somebody else may write, is refused. One that its
group may read is used with a warning, because that is how orchestrators hand secrets to a service that does not run as root.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from zhunsheng.engine.problems import Problem
from zhunsheng.records.log.refusals import LogRefused, problem, refused
from zhunsheng.records.log.verifier_keys import SigningKey

#: The variable that holds the key, and the one that holds the name of its file.
KEY_VARIABLE = "ZHUNSHENG_SIGNING_KEY"
FILE_VARIABLE = "ZHUNSHENG_SIGNING_KEY_FILE"

#: A key is one short line; what is longer is another file.
_LONGEST = 4096


class KeySource(Enum):
    """Where a signing key came from."""

    NONE = "none"
    ENVIRONMENT = "environment"
    FILE = "file"


@dataclass(frozen=True)
class Signing:
    """How a log is signed.

    Attributes:
        key: The key, or None: the log is not signed.
        source: Where it came from.
        warnings: What is not as it should be and does not prevent the key's use.
    """

    key: SigningKey | None = None
    source: KeySource = KeySource.NONE
    warnings: tuple[Problem, ...] = ()


def from_environment(environment: Mapping[str, str]) -> Signing:
    """How the environment says that the log is signed; a variable that is empty is not set.

    Raises:
        LogRefused: both variables are set, the file cannot be read or is open to others, or what is there is no key.
    """
    text, name = environment.get(KEY_VARIABLE, "").strip(), environment.get(FILE_VARIABLE, "").strip()
    if text and name:
        raise refused(
            "key_twice",
            f"{KEY_VARIABLE} and {FILE_VARIABLE} are both set",
            f"{KEY_VARIABLE} 和 {FILE_VARIABLE} 同时设置了",
            why="It is not said which of the two keys is meant.",
            mend="Unset one of them; the file is the safer place.",
            mend_zh="请只保留一个；放在文件里更安全",
        )
    if name:
        return from_file(Path(name))
    if text:
        return Signing(SigningKey.parse(text), KeySource.ENVIRONMENT)
    return Signing()


def from_file(path: Path) -> Signing:
    """The key that a file holds.

    Raises:
        LogRefused: the file cannot be read, is open to others (``key_file_open``), or holds no key.
    """
    try:
        # What is checked and what is read are one open file: a name can be given to another in between.
        with path.open("rb") as file:
            mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
            data = file.read(_LONGEST)
    except OSError as error:
        raise _unreadable(path, error.strerror or str(error)) from None
    if mode & (stat.S_IRWXO | stat.S_IWGRP):
        raise _open_to_others(path, mode)
    return Signing(
        SigningKey.parse(data.decode("utf-8", errors="replace").strip()),
        KeySource.FILE,
        _warnings(path, mode),
    )


def write_key(key: SigningKey, path: Path) -> None:
    """Writes a key into a new file that only its owner can read (mode 0600), on the disk when this returns.

    Raises:
        LogRefused: the file is there already, or cannot be written.
    """
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(key.secret_text() + "\n")
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError:
        raise refused(
            "key_file_exists",
            f"{path} is there already",
            f"{path} 已经存在",
            why="A key that is overwritten is lost, and with it the way to hand over to the next.",
            mend="Choose another name.",
            mend_zh="请换一个文件名",
        ) from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise refused(
            "key_file_unwritable",
            f"{path} cannot be written: {reason}",
            f"{path} 写不进去：{reason}",
            mend="Check that the folder is there and may be written to.",
            mend_zh="请检查目录和权限",
        ) from None


def _warnings(path: Path, mode: int) -> tuple[Problem, ...]:
    if not mode & stat.S_IRGRP:
        return ()
    return (
        problem(
            "key_file_group",
            f"{path} has mode {mode:04o}: its group may read the signing key",
            f"{path} 的权限是 {mode:04o}，同组用户可以读取签名密钥",
            why="Whoever reads it can sign checkpoints.",
            mend=f"If nobody but the service has to: chmod 600 {path}",
            mend_zh=f"如果只有本服务需要读取：chmod 600 {path}",
        ),
    )


def _open_to_others(path: Path, mode: int) -> LogRefused:
    return refused(
        "key_file_open",
        f"{path} has mode {mode:04o}: others may read or change the signing key",
        f"{path} 的权限是 {mode:04o}，其他用户可以读取或改动签名密钥",
        why="Whoever reads it can sign checkpoints of a log that never was.",
        mend=f"chmod 600 {path}; if others could read it for long, hand over to a new key.",
        mend_zh=f"请执行 chmod 600 {path}；如果已经暴露较久，请更换密钥",
    )


def _unreadable(path: Path, reason: str) -> LogRefused:
    return refused(
        "key_file_unreadable",
        f"the signing key cannot be read from {path}: {reason}",
        f"无法从 {path} 读取签名密钥：{reason}",
        why="A log that is meant to be signed does not go on unsigned.",
        mend=f"Put the key there, or unset {FILE_VARIABLE}: the log is not signed then.",
        mend_zh=f"请把密钥放到该处；或者取消设置 {FILE_VARIABLE}，日志将不签名",
    )
