"""What is wrong with a batch for a cluster is said in a sentence, with or without Spark."""

from __future__ import annotations

from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest
from typer.testing import CliRunner

from zhunsheng.cli.main import app
from zhunsheng.engine.batch import spark_session
from zhunsheng.engine.batch.spark_problems import reason, refuse_names
from zhunsheng.engine.problems import InputError


def code_of(source: str, target: str) -> str:
    with pytest.raises(InputError) as error:
        refuse_names(source, target)
    (problem,) = error.value.problems
    assert problem.zh is not None
    assert problem.mend
    return problem.code


@pytest.mark.parametrize("name", ["a.csv", "hdfs://host/a.CSV", "a.xlsx", "a.ndjson", "a.jsonl"])
def test_a_cluster_reads_parquet_alone(name: str) -> None:
    assert code_of(name, "out") == "ending"


def test_a_cluster_writes_parquet_alone() -> None:
    assert code_of("hdfs://host/cases", "out.csv") == "ending"
    assert code_of("s3a://bucket/cases/", "s3a://bucket/cases") == "same_file"
    refuse_names("s3a://bucket/cases", "s3a://bucket/results.parquet")


def spark(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["batch", "in.parquet", "out", "--engine", "spark", *arguments])
    assert result.exit_code == 2
    assert "Traceback" not in result.stderr
    return result.stderr


def test_without_pyspark_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spark_session, "find_spec", lambda _: None)
    assert "pip install 'zhunsheng[spark]'" in spark()
    assert "pip install 'zhunsheng[spark]'" in spark("--lang", "en")


def test_without_java_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(spark_session, "find_spec", lambda name: ModuleSpec(name, None))
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert "default-jre-headless" in spark()
    monkeypatch.delenv("JAVA_HOME")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "Java 17" in spark("--lang", "en")


def test_the_address_of_a_cluster_wants_a_cluster() -> None:
    result = CliRunner().invoke(app, ["batch", "in.csv", "out.csv", "--master", "spark://host:7077"])
    assert result.exit_code == 2
    assert "--engine spark" in result.stderr


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", "?"),
        ("Job aborted.\n\tat a.b\n", "Job aborted."),
        (
            "Task failed\n Traceback (most recent call last):\n  File x\nRuntimeError: it is not whole\n\n\tat a.b",
            "RuntimeError: it is not whole",
        ),
    ],
)
def test_of_a_long_failure_the_line_that_says_most_is_shown(text: str, line: str) -> None:
    assert reason(text) == line
