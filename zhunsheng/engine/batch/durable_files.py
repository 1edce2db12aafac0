"""Writes files so that a machine that stops at any moment leaves each whole or not there at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from zhunsheng.engine.problems import Chinese, InputError, Problem


@contextmanager
def written_whole(path: Path) -> Iterator[BinaryIO]:
    """A file to write into; only when all of it is on the disk does it take its name."""
    beside = path.with_name(path.name + ".new")
    with beside.open("wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())
    moved(beside, path)


def moved(source: Path, target: Path) -> None:
    """Gives a file another name in one step, and makes that last."""
    os.replace(source, target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


@contextmanager
def told_if_unwritable(path: Path) -> Iterator[None]:
    """Says of which file it is that something could not be written."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        what = f"{path} cannot be written: {reason}"
        mend = "Make room, or check that the folder is there and may be written to; the same command goes on then."
        zh = Chinese(f"{path} 写不进去：{reason}", "请检查磁盘空间、目录和权限，再运行同一命令即可续做")
        raise InputError([Problem("unwritable", what, mend=mend, zh=zh)]) from None
