"""``zhunsheng report``: a case in, a report as an HTML or DOCX file out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from zhunsheng.cli.exits import told
from zhunsheng.cli.reading import read_case_document
from zhunsheng.cli.writing import refuse_existing, write_whole
from zhunsheng.engine.evaluation import Evaluator, Language
from zhunsheng.engine.problems import Chinese, InputError, Problem
from zhunsheng.engine.release import default_release
from zhunsheng.engine.report.document import Report
from zhunsheng.engine.report.writing import REPORT_FORMATS, report_on
from zhunsheng.engine.vocabulary.models import case_model, read_case


def report(
    file: Annotated[
        str,
        typer.Argument(
            help="案卷或情景文件（YAML、JSON），- 表示标准输入 · A case or scenario; - for stdin",
        ),
    ],
    out: Annotated[
        Path, typer.Argument(help="要写的文件，以 .html 或 .docx 结尾 · What to write: .html or .docx")
    ],
    lang: Annotated[Language, typer.Option(help="报告语言 · Language of the report")] = "zh",
    force: Annotated[
        bool, typer.Option("--force", help="覆盖已有的文件 · Replace a file that is there")
    ] = False,
) -> None:
    """写出案件的处理建议报告 · Write the report on a case.

    输入有误时不写任何文件。退出码 0 已写出，2 输入有误，3 两个引擎不一致 · Bad input leaves every file as it was. Exit code: 0
    written, 2 bad input, 3 the engines differ.
    """
    with told(lang):
        render = _kind(out)
        refuse_existing(out, force)
        document = read_case_document(file)
        release = default_release()
        case = read_case(document, case_model(release.vocabulary), release.vocabulary)
        with Evaluator(release) as evaluator:
            made = report_on(evaluator, case, document, lang)
        write_whole(out, render(made))
        typer.echo({"zh": f"已写出 {out}", "en": f"written: {out}"}[lang])


def _kind(out: Path) -> Callable[[Report], bytes]:
    """How to write a file of this name.

    Raises:
        InputError: its ending is neither of the two.
    """
    ending = out.suffix.lower()
    for format, render in REPORT_FORMATS.items():
        if ending == f".{format}":
            return render
    shown = f"ends in '{ending}'" if ending else "has no ending"
    shown_zh = f"以“{ending}”结尾" if ending else "没有结尾"
    raise InputError(
        [
            Problem(
                "ending",
                f"a report is an .html or a .docx file, and {out} {shown}",
                mend="End the name of the file with .html or .docx.",
                zh=Chinese(
                    f"报告只写成 .html 或 .docx，而 {out} {shown_zh}", "请让文件名以 .html 或 .docx 结尾"
                ),
            )
        ]
    )
