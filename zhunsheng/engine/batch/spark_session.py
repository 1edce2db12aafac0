"""A session on a Spark cluster, or in plain words why there is none.

Spark is an optional dependency: whoever has no cluster needs neither it nor Java. It is imported inside the functions of these
modules (`spark_*`) and nowhere else.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from zhunsheng.engine.problems import Chinese, InputError, Problem

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

#: What a batch relies on, whatever is usual on the cluster.
_SETTINGS: Mapping[str, str] = {
    # Days must come out as they lie in the file, on whichever machine.
    "spark.sql.session.timeZone": "UTC",
    # Headers are the file's own; two that differ in case alone are two.
    "spark.sql.caseSensitive": "true",
    # A file that cannot be read is told, never left out.
    "spark.sql.files.ignoreCorruptFiles": "false",
    "spark.sql.files.ignoreMissingFiles": "false",
}


@contextmanager
def spark_session(master: str | None) -> Iterator[SparkSession]:
    """A session: on the cluster at an address, or on that which Spark's own settings name.

    A cluster that was already connected to stays so; what was connected here is left again.

    Raises:
        InputError: pyspark or Java is missing, or the cluster cannot be reached.
    """
    refuse_without_spark()
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.appName("zhunsheng").config("spark.ui.showConsoleProgress", "false")
    if master is not None:
        builder = builder.master(master)
        if master.startswith("local"):
            # On this machine, the Python that has this program.
            os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    ours = SparkSession.getActiveSession() is None
    if ours:
        # What went wrong is said in a sentence (`spark_problems`); the stacks are in the logs of the cluster.
        builder = builder.config("spark.log.level", "FATAL")
    try:
        base = builder.getOrCreate()
    except (PySparkException, Py4JError, OSError) as error:
        raise _no_cluster(master, str(error)) from None
    session = base.newSession()
    for name, value in _SETTINGS.items():
        session.conf.set(name, value)
    try:
        yield session
    finally:
        if ours:
            base.stop()


def refuse_without_spark() -> None:
    """Says what is to be installed.

    Raises:
        InputError: something is.
    """
    if find_spec("pyspark") is None or find_spec("pandas") is None:
        raise _missing(
            "pyspark",
            "pyspark is not installed",
            "没有安装 pyspark",
            "pip install 'zhunsheng[spark]'; leave out --engine spark to evaluate on this machine.",
            "请运行 pip install 'zhunsheng[spark]'；只用本机评估则去掉 --engine spark",
        )
    if not _has_java():
        raise _missing(
            "java",
            "Spark needs Java 17 or later, which is not found",
            "Spark 需要 Java 17 或更新版本，没有找到",
            "Install one (Debian: apt-get install default-jre-headless), or point JAVA_HOME at it.",
            "请安装（Debian：apt-get install default-jre-headless），或用 JAVA_HOME 指明位置",
        )


def _has_java() -> bool:
    home = os.environ.get("JAVA_HOME")
    return shutil.which(str(Path(home) / "bin" / "java") if home else "java") is not None


def _missing(code: str, what: str, zh: str, mend: str, mend_zh: str) -> InputError:
    return InputError([Problem(f"no_{code}", what, mend=mend, zh=Chinese(zh, mend_zh))])


def _no_cluster(master: str | None, text: str) -> InputError:
    # Java's own exception, where there is one, says more than that there was one.
    lines = [line.strip(" :") for line in text.splitlines() if line.strip()] or ["?"]
    line = next((line for line in lines if line.startswith(("java.", "org.apache."))), lines[0])
    where = master or "spark.master"
    what = f"there is no Spark at {where}: {line}"
    zh = Chinese(
        f"连不上 {where} 的 Spark：{line}", "请检查 --master 的地址和集群状态；Java 须为 17 或更新版本"
    )
    mend = "Check the address in --master, that the cluster runs, and that Java is 17 or later."
    return InputError([Problem("no_cluster", what, mend=mend, zh=zh)])
