"""What a batch has done so far, so that one that was stopped goes on where it was: no row twice, none lost.

Beside ``OUT`` stands a folder ``OUT.parts``. Each chunk is a file in it, and ``state.json`` says how many there are, up to which
record they go, and of what job: which input, ruleset and options. A part is on the disk before the state counts it; one that the
state does not count is written again. When all is done the parts are put together into ``OUT``, and the folder goes.

    part-000001.arrow  part-000002.arrow  …  state.json  lock
"""

from __future__ import annotations

import fcntl
import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import pyarrow as pa

from zhunsheng.engine.batch.durable_files import moved, written_whole
from zhunsheng.engine.batch.tally import Tally
from zhunsheng.engine.problems import Chinese, InputError, Problem

_STATE = "state.json"
_LOCK = "lock"
_WHOLE = "whole"

#: What a job is made of, and how it is called in Chinese.
JOB = {"input": "输入文件", "ruleset": "规则集", "options": "选项", "program": "程序版本"}


@dataclass(frozen=True)
class State:
    """How far a job has come.

    Attributes:
        job: What is done, by the keys of `JOB`.
        records: So many records of the input are in the parts.
        parts: So many parts there are.
        whole: The parts have been put together.
    """

    job: Mapping[str, str]
    records: int = 0
    parts: int = 0
    whole: bool = False
    tally: Tally = field(default_factory=Tally)


class Parts:
    """The folder of parts of one job; see `opened`."""

    def __init__(self, target: Path, folder: Path, state: State) -> None:
        self._target, self._folder, self.state = target, folder, state

    def add(self, rows: pa.Table, records: int, tally: Tally) -> None:
        """Adds the rows of the next chunk, after which so many records are done."""
        number = self.state.parts + 1
        with written_whole(self._part(number)) as file:
            options = pa.ipc.IpcWriteOptions(compression="lz4")
            with pa.ipc.new_file(file, rows.schema, options=options) as writer:
                writer.write_table(rows)
        self._keep(replace(self.state, records=records, parts=number, tally=tally))

    def tables(self) -> Iterator[pa.Table]:
        """The rows of every part, one after another."""
        for number in range(1, self.state.parts + 1):
            with pa.ipc.open_file(pa.OSFile(str(self._part(number)))) as reader:
                yield reader.read_all()

    @contextmanager
    def whole(self) -> Iterator[Any]:
        """A file to put the parts together in; it becomes the target in `finish`."""
        with written_whole(self._folder / _WHOLE) as file:
            yield file
        self._keep(replace(self.state, whole=True))

    def finish(self) -> None:
        """Puts the whole in its place, if that was not done already, and clears away the parts."""
        if (self._folder / _WHOLE).exists():
            moved(self._folder / _WHOLE, self._target)
        shutil.rmtree(self._folder)

    def _part(self, number: int) -> Path:
        return self._folder / f"part-{number:06}.arrow"

    def _keep(self, state: State) -> None:
        with written_whole(self._folder / _STATE) as file:
            file.write(json.dumps(asdict(state), ensure_ascii=False, indent=1).encode())
        self.state = state


def folder_of(target: Path) -> Path:
    """Where the parts of an output stand."""
    return target.with_name(target.name + ".parts")


@contextmanager
def opened(target: Path, job: Mapping[str, str], *, restart: bool, overwrite: bool) -> Iterator[Parts]:
    """The parts of a job, those of before or new ones. Nobody else can open them meanwhile.

    Args:
        restart: Forget what was done before.
        overwrite: The target may be there already; it is replaced at the end.

    Raises:
        InputError: what was done before is of another job, somebody is at it, or the target is there already.
    """
    folder = folder_of(target)
    if target.is_dir() or (target.exists() and not overwrite and not folder.exists()):
        raise _exists(target)
    folder.mkdir(exist_ok=True)
    with _locked(folder):
        before = None if restart else _state(folder)
        placed = before is not None and before.whole and not (folder / _WHOLE).exists()
        if target.exists() and not overwrite and not placed:
            raise _exists(target)
        if before is not None:
            _refuse_another(folder, before.job, job)
        parts = Parts(target, folder, before or State(dict(job)))
        try:
            yield parts
        except BaseException:
            if not parts.state.parts and before is None:
                shutil.rmtree(folder)
            raise


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Keeps others out of a folder; the lock goes with the process, however that ends."""
    with (folder / _LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise _busy(folder) from None
        yield


def _state(folder: Path) -> State | None:
    """What was done before; None where nothing was.

    Raises:
        InputError: it cannot be told.
    """
    if not (folder / _STATE).exists():
        return None
    try:
        read = json.loads((folder / _STATE).read_bytes())
        return State(tally=Tally.read(read.pop("tally")), **read)
    except (OSError, ValueError, TypeError, KeyError):
        what = f"{folder}/{_STATE} cannot be understood, so it is not known how far the batch has come"
        zh = Chinese(f"{folder}/{_STATE} 无法识别，不知道做到了哪里", "请加 --restart 从头开始")
        raise InputError([Problem("resume", what, mend="Begin anew with --restart.", zh=zh)]) from None


def _refuse_another(folder: Path, before: Mapping[str, str], now: Mapping[str, str]) -> None:
    changed = [key for key in JOB if before.get(key) != now.get(key)]
    if changed:
        what = f"{folder} holds an unfinished batch with another {' and another '.join(changed)}"
        why = "Rows of two different batches would stand in one file."
        mend = "Begin anew with --restart, or use the same input, ruleset and options as before."
        zh = Chinese(
            f"{folder} 里有一次未完成的批量评估，但{'、'.join(JOB[key] for key in changed)}已经改变",
            "请加 --restart 从头开始，或者用与上次相同的输入、规则集和选项续做",
        )
        raise InputError([Problem("resume", what, why, mend, zh=zh)])


def _exists(target: Path) -> InputError:
    folder = target.is_dir()
    what = f"{target} is a folder" if folder else f"{target} is there already"
    mend = "Choose another name." if folder else "Choose another name, or say --overwrite to replace it."
    zh = (
        Chinese(f"{target} 是目录", "请换一个文件名")
        if folder
        else Chinese(f"{target} 已经存在", "请换一个文件名，或者用 --overwrite 覆盖")
    )
    return InputError([Problem("exists", what, "What it holds would be lost.", mend, zh=zh)])


def _busy(folder: Path) -> InputError:
    what = f"another process is writing into {folder}"
    zh = Chinese(f"另一个进程正在写 {folder}", "请等它结束，或换一个输出文件名")
    mend = "Wait until it has ended, or choose another output."
    return InputError([Problem("busy", what, mend=mend, zh=zh)])
