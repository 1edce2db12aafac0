"""Writes a file whole or not at all: what was there before is only replaced by something finished."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from zhunsheng.engine.problems import Chinese, InputError, Problem


def refuse_existing(path: Path, overwrite: bool) -> None:
    """Refuses to write over what is there.

    Raises:
        InputError: there is something, and it may not be overwritten.
    """
    if path.is_dir() or (path.exists() and not overwrite):
        folder = path.is_dir()
        what = f"{path} is a folder" if folder else f"{path} is there already"
        mend = "Choose another name." if folder else "Choose another name, or say --force to replace it."
        zh = (
            Chinese(f"{path} 是目录", "请换一个文件名")
            if folder
            else Chinese(f"{path} 已经存在", "请换一个文件名，或者用 --force 覆盖")
        )
        why = "What it holds would be lost."
        raise InputError([Problem("exists", what, why=why, mend=mend, zh=zh)])


def write_whole(path: Path, content: bytes) -> None:
    """Writes beside the file and then puts it in its place in one step.

    Raises:
        InputError: it cannot be written there; what was there before is unharmed.
    """
    beside: str | None = None
    try:
        handle, beside = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        # A temporary file is for its owner alone; a report is a file like any other.
        os.chmod(beside, 0o666 & ~_mask())
        os.replace(beside, path)
    except (OSError, ValueError) as error:
        if beside is not None:
            with contextlib.suppress(OSError):
                os.unlink(beside)
        reason = getattr(error, "strerror", None) or str(error)
        what = f"{path} cannot be written: {reason}"
        zh = Chinese(f"{path} 写不进去：{reason}", "请检查目录是否存在和有无权限")
        mend = "Check that the folder is there and may be written to."
        raise InputError([Problem("unwritable", what, mend=mend, zh=zh)]) from None


def _mask() -> int:
    """The permissions that new files do not get; it can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
