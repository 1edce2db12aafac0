"""``zhunsheng template``: the spreadsheet that a case handler fills in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from zhunsheng.cli.exits import told
from zhunsheng.cli.writing import refuse_existing, write_whole
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.problems import Chinese, InputError, Problem
from zhunsheng.engine.release import default_release
from zhunsheng.engine.template.workbook import render_template


def template(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="要写的 .xlsx 文件 · The .xlsx file to write")],
    lang: Annotated[
        Language, typer.Option(help="zh 为中文标题和选项，en 为词汇表的键 · zh: Chinese headers, en: keys")
    ] = "zh",
    force: Annotated[
        bool, typer.Option("--force", help="覆盖已有的文件 · Replace a file that is there")
    ] = False,
) -> None:
    """写出批量评估的填写表格 · Write the spreadsheet for zhunsheng batch.

    标题带问题批注，取值有下拉列表 · Headers carry their question, values are drop-downs.
    退出码 0 已写出，2 输入有误 · Exit code: 0 written, 2 bad input.
    """
    with told(lang):
        if out.suffix.lower() != ".xlsx":
            zh = Chinese(f"填写表格只写成 .xlsx，{out} 不是", "请让文件名以 .xlsx 结尾")
            what = f"the template is an .xlsx file, and {out} is none"
            raise InputError([Problem("ending", what, mend="End the name with .xlsx.", zh=zh)])
        refuse_existing(out, force)
        write_whole(out, render_template(default_release().vocabulary, lang))
        typer.echo({"zh": f"已写出 {out}", "en": f"written: {out}"}[lang])
