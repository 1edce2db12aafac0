"""What goes wrong on a cluster, in a sentence instead of pages of two languages' stacks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath

from zhunsheng.engine.problems import Chinese, InputError, Problem

#: So much of what Spark says is shown.
_SHOWN = 400
#: What a task says last when it fails, and what it is wrapped in.
_RAISED = ("InputError: ", "RuntimeError: ", "ModuleNotFoundError: ", "MemoryError")


def refuse_names(source: str, target: str) -> None:
    """Refuses names that cannot be meant.

    Raises:
        InputError: the input or the output is of a kind that a cluster does not read or write, or both are one.
    """
    ending = PurePosixPath(source).suffix.lower()
    if ending in (".csv", ".xlsx", ".ndjson", ".jsonl"):
        what = f"a cluster reads Parquet, and {source} ends in '{ending}'"
        why = (
            "Where a record begins in a text can only be told from its front, so that machines that begin in the middle"
            " would number the records otherwise."
        )
        mend = "Leave out --engine spark, or save it as Parquet with the same headers."
        zh = Chinese(
            f"集群只读 Parquet，{source} 以 {ending} 结尾",
            "请去掉 --engine spark 在本机评估，或者另存为标题相同的 Parquet",
        )
        raise InputError([Problem("ending", what, why, mend, zh=zh)])
    if PurePosixPath(target).suffix.lower() == ".csv":
        what = f"a cluster writes a folder of Parquet files, and {target} ends in '.csv'"
        zh = Chinese(f"集群写出的是 Parquet 文件的目录，{target} 不是", "请改输出的名字")
        raise InputError([Problem("ending", what, mend="Give the output another name.", zh=zh)])
    if source.rstrip("/") == target.rstrip("/"):
        what = f"input and output are one: {target}"
        zh = Chinese(f"输入和输出相同：{target}", "请换一个输出目录")
        raise InputError([Problem("same_file", what, mend="Choose another output.", zh=zh)])


@contextmanager
def told_of_spark(source: str, target: str) -> Iterator[None]:
    """Says what Spark could not do.

    Raises:
        InputError: in place of whatever Spark raises.
    """
    from py4j.protocol import Py4JError
    from pyspark.errors import AnalysisException, PySparkException

    try:
        yield
    except AnalysisException as error:
        raise _known(error.getCondition() or "", str(error), source, target) from None
    except (PySparkException, Py4JError) as error:
        raise _failed(str(error)) from None


def _known(condition: str, text: str, source: str, target: str) -> InputError:
    match condition:
        case "PATH_NOT_FOUND":
            what, zh = f"there is nothing at {source}", f"{source} 不存在"
            mend = "Give the path as the cluster knows it, on a file system that all its machines share."
            mend_zh = "请写集群上的路径，所有机器都要能读到"
        case "PATH_ALREADY_EXISTS":
            what, zh = f"{target} is there already", f"{target} 已经存在"
            mend = "Choose another output, or replace it with --overwrite."
            mend_zh = "请换一个输出目录，或者用 --overwrite 覆盖"
        case _:
            return _failed(text)
    return InputError([Problem(condition.lower(), what, mend=mend, zh=Chinese(zh, mend_zh))])


def _failed(text: str) -> InputError:
    line = reason(text)
    if "[PARQUET_TYPE_" in text:
        return _unread_type(line)
    what = f"Spark gave up: {line}"
    zh = Chinese(
        f"Spark 没有完成：{line}",
        "没有写出任何结果，至多留下一个空目录；请看集群的日志，排除后加 --overwrite 重新运行",
    )
    mend = "No result was written, at most an empty folder; see the cluster's logs, and run it again with --overwrite."
    return InputError([Problem("spark_failed", what, mend=mend, zh=zh)])


def _unread_type(line: str) -> InputError:
    what = f"a column has a type that Spark does not read: {line}"
    mend = "Write days as days or texts; moments at most to the microsecond (pandas: coerce_timestamps='us')."
    zh = Chinese(
        f"有一列的类型 Spark 读不了：{line}",
        "日期请存为日期或文字，时刻至多到微秒（pandas：coerce_timestamps='us'）",
    )
    return InputError([Problem("wrong_type", what, mend=mend, zh=zh)])


def reason(text: str) -> str:
    """The line of a failure that says most: what was raised in a task, else what Spark says first."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    told = [line for line in lines if any(name in line for name in _RAISED)]
    return (told[-1] if told else lines[0] if lines else "?")[:_SHOWN]
