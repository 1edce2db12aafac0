"""``zhunsheng agreement``: how well suggestions agree with what was published."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from zhunsheng.cli.exits import told
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.release import default_release
from zhunsheng.practice.agreement import agreement as figures_of
from zhunsheng.practice.cross_validation import cross_validate
from zhunsheng.practice.outcomes import read_practice
from zhunsheng.practice.patterns import fitting
from zhunsheng.practice.report import render_agreement


def agreement(
    folder: Annotated[
        Path | None,
        typer.Argument(
            help="公开通报情景目录，默认为自带通报 · Published scenarios; the project's own by default"
        ),
    ] = None,
    format: Annotated[Literal["text", "json"], typer.Option(help="输出格式 · Output format")] = "text",
    lang: Annotated[Language, typer.Option(help="输出语言 · Language of the report")] = "zh",
) -> None:
    """比较建议与公开通报 · Measure suggestions against published notices.

    退出码 0 已给出，2 目录或情景有误（逐处列出）· Exit code: 0 measured, 2 bad input, with every problem listed.
    """
    with told(lang):
        release = default_release()
        practice = read_practice(release, folder)
        figures = figures_of(practice, cross_validate(practice.outcomes, fitting(release)))
        if format == "json":
            # JSON between programs is UTF-8 (RFC 8259), whatever the terminal is set to.
            typer.echo(figures.model_dump_json(indent=2).encode())
        else:
            typer.echo(render_agreement(figures, release.vocabulary, lang), nl=False)
