"""``zhunsheng batch``: a file of cases in, a file with one row a subject out."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Literal

import typer

from zhunsheng.api.version import version
from zhunsheng.cli.batch_progress import shown_progress
from zhunsheng.cli.exits import BAD_ROWS, told
from zhunsheng.engine.batch.evaluator import BatchEvaluator
from zhunsheng.engine.batch.output import writer_of
from zhunsheng.engine.batch.reading import open_cases
from zhunsheng.engine.batch.run import Options, run_batch
from zhunsheng.engine.batch.spark_run import SparkOptions, run_on_spark
from zhunsheng.engine.batch.tally import Tally
from zhunsheng.engine.compiled import CompiledRelease
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.problems import Chinese, InputError, Problem
from zhunsheng.engine.release import default_release


def batch(
    source: Annotated[
        str,
        typer.Argument(
            metavar="IN",
            help="案件表或案卷（.csv、.xlsx、.parquet、.ndjson）· Cases: one row a conduct, or one document a line",
        ),
    ],
    target: Annotated[
        str,
        typer.Argument(
            metavar="OUT", help="结果（.parquet 或 .csv），一名主体一行 · Results: one row a subject"
        ),
    ],
    restart: Annotated[
        bool,
        typer.Option("--restart", help="不续做上次未完的，从头开始 · Forget what was done before a stop"),
    ] = False,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="覆盖已有的输出文件 · Replace an output that is there")
    ] = False,
    questions: Annotated[
        bool, typer.Option(help="同时数出待查问题（较慢）· Count open questions too, which takes longer")
    ] = False,
    threads: Annotated[
        int, typer.Option(min=1, max=256, help="同时评估的线程数 · How many blocks are evaluated at a time")
    ] = os.cpu_count() or 1,
    engine: Annotated[
        Literal["embedded", "spark"],
        typer.Option(help="在本机，或在 Spark 集群上（只读写 Parquet）· On this machine, or on a cluster"),
    ] = "embedded",
    master: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            help="集群地址，默认按 Spark 的设置 · Address of the cluster; by default from Spark's settings",
        ),
    ] = None,
    lang: Annotated[Language, typer.Option(help="错误说明的语言 · Language of the errors")] = "zh",
) -> None:
    """批量评估：一个文件进，一名主体一行的结果出 · Evaluate a file of cases.

    中断后再运行同一命令即可续做，不重不漏 · After a stop the same command goes on where it was.
    退出码 0 全部已评，4 有的行有误（见输出的 error 列），2 输入有误 · Exit code: 0 all answered, 4 some rows were bad (column
    error), 2 bad input.
    """
    with told(lang):
        if engine == "spark":
            told_on_spark = SparkOptions(questions, lang, overwrite)
            tally = run_on_spark(source, target, master, default_release(), told_on_spark)
        else:
            _refuse_master(master)
            named = {"questions": questions}
            options = Options(
                named, lang, program=version(), threads=threads, restart=restart, overwrite=overwrite
            )
            tally = _on_this_machine(Path(source), Path(target), options, questions=questions)
        _show(tally, target, lang)
        if tally.bad_rows:
            raise typer.Exit(BAD_ROWS)


def _on_this_machine(source: Path, target: Path, options: Options, *, questions: bool) -> Tally:
    release = default_release()
    # Whoever made a slip in a name or a header hears of it before anything is compiled.
    writer_of(target)
    open_cases(source, release.vocabulary)
    evaluator = BatchEvaluator(CompiledRelease.of(release), questions=questions)
    try:
        with shown_progress(options.language) as progress:
            return run_batch(source, target, evaluator, release, options, progress)
    except KeyboardInterrupt:
        typer.echo(_SAY[options.language]["stopped"], err=True)
        raise


def _refuse_master(master: str | None) -> None:
    if master is not None:
        what = "--master is the address of a cluster, and this batch runs on this machine"
        zh = Chinese("--master 是集群的地址，而这次在本机评估", "请加 --engine spark，或去掉 --master")
        raise InputError([Problem("master", what, mend="Add --engine spark, or leave it out.", zh=zh)])


_SAY = {
    "zh": {
        "done": "已写出 {target}：{records:,} 条记录，{subjects:,} 名主体，用时 {seconds:.1f} 秒",
        "forms": "建议：不予问责 {0:,}，第一种形态 {1:,}，第二种形态 {2:,}，第三种形态 {3:,}，第四种形态 {4:,}",
        "bad": "第 {row} 条（{ids}）：{error}",
        "bad_rows": "有误 {bad:,} 行，原因见输出的 error 列",
        "more": "……另有 {left:,} 行未列出",
        "nobody": "编号不明",
        "stopped": "再运行同一命令即可续做",
    },
    "en": {
        "done": "written: {target}; records: {records:,}, subjects: {subjects:,}, seconds: {seconds:.1f}",
        "forms": "recommended: not accountable {0:,}, form 1 {1:,}, form 2 {2:,}, form 3 {3:,}, form 4 {4:,}",
        "bad": "record {row} ({ids}): {error}",
        "bad_rows": "bad rows: {bad:,}; the column error says why",
        "more": "{left:,} more are not shown",
        "nobody": "no id",
        "stopped": "the same command goes on from here",
    },
}


def _show(tally: Tally, target: str, lang: Language) -> None:
    """The figures on standard output, the first bad rows on standard error."""
    say = _SAY[lang]
    for row in tally.shown:
        ids = " ".join(filter(None, (row.case_id, row.subject_id))) or say["nobody"]
        typer.echo(say["bad"].format(row=row.row, ids=ids, error=row.error), err=True)
    if tally.bad_rows > len(tally.shown):
        typer.echo(say["more"].format(left=tally.bad_rows - len(tally.shown)), err=True)
    if tally.bad_rows:
        typer.echo(say["bad_rows"].format(bad=tally.bad_rows), err=True)
    figures = {"records": tally.records, "subjects": tally.subjects, "seconds": tally.seconds}
    typer.echo(say["done"].format(target=target, **figures))
    typer.echo(say["forms"].format(*tally.forms))
