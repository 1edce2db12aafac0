"""A Spark cluster on this machine, two executors in processes of their own, and the means to kill one of them.

Linux only: processes are found in /proc.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.child_processes import descendants

WHAT_IS_MISSING = (
    "the tests of batches on a cluster need pyspark and Java: run scripts/install-spark PYTHON, as root or after"
    " `apt-get install default-jre-headless`"
)
#: Processes that live for seconds compile little and collect little garbage.
_SHORT_LIVED = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
_EXECUTOR = "org.apache.spark.executor.CoarseGrainedExecutorBackend"
_SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.extraJavaOptions": _SHORT_LIVED,
    "spark.executor.extraJavaOptions": _SHORT_LIVED,
    "spark.sql.shuffle.partitions": "2",
    # Code that is generated for a query of hundreds of columns takes longer to compile than these rows to read.
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
}


@contextmanager
def cluster() -> Iterator[Any]:
    """A session on it.

    Raises:
        ImportError: pyspark is not there.
    """
    import pyspark
    from pyspark.sql import SparkSession

    # Whatever name this machine has, it need not be known to any network.
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master("local-cluster[2,1,1024]").appName("tests")
    for name, value in _SETTINGS.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    try:
        yield session
    finally:
        # Executors write what they say into Spark's own folder.
        work = Path(pyspark.__file__).parent / "work" / session.sparkContext.applicationId
        session.stop()
        shutil.rmtree(work, ignore_errors=True)


class Killer(threading.Thread):
    """Kills one executor, its JVM and its Python, as soon as the first task has committed what it wrote.

    Attributes:
        executor: The id of the one that was killed.
        committed: How many tasks had been committed by then.
    """

    def __init__(self, output: Path) -> None:
        super().__init__(daemon=True)
        self.output = output
        self.executor: str | None = None
        self.committed = 0
        self._over = threading.Event()

    def run(self) -> None:
        """Waits for the moment."""
        while not self._over.is_set():
            if self._committed():
                started = {pid: _words(pid) for pid in descendants(os.getpid())}
                executors = {pid: words for pid, words in started.items() if _EXECUTOR in words}
                victim = min(executors)
                for pid in [*descendants(victim), victim]:
                    os.kill(pid, signal.SIGKILL)
                words = executors[victim]
                self.executor = words[words.index("--executor-id") + 1]
                self.committed = self._committed()
                return
            time.sleep(0.005)

    def _committed(self) -> int:
        return len(list(self.output.glob("_temporary/0/task_*")))

    def __enter__(self) -> Killer:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self.join()


def lost_executors(session: Any) -> dict[str, str]:
    """The executors that the driver has lost, and why, by their ids."""
    executors = session.sparkContext._jsc.sc().statusStore().executorList(False)
    found = [executors.apply(number) for number in range(executors.size())]
    return {one.id(): one.removeReason().get() for one in found if not one.isActive()}


def _words(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8", errors="replace").split("\0")
    except OSError:
        return []
