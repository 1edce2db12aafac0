"""``zhunsheng evaluate``: a case in, the suggestion out."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from zhunsheng.cli.exits import told
from zhunsheng.cli.reading import read_case_document
from zhunsheng.engine.evaluation import Evaluator, Language
from zhunsheng.engine.explain.text import render_text
from zhunsheng.engine.release import default_release
from zhunsheng.engine.vocabulary.models import case_model, read_case


def evaluate(
    file: Annotated[
        str,
        typer.Argument(
            help="案卷或情景文件（YAML、JSON），- 表示标准输入 · A case or scenario; - for stdin",
        ),
    ],
    format: Annotated[Literal["text", "json"], typer.Option(help="输出格式 · Output format")] = "text",
    lang: Annotated[Language, typer.Option(help="输出语言 · Language of the answer")] = "zh",
    trace: Annotated[
        bool, typer.Option(help="文本中附推导过程 · Show the derivation in text (JSON always has it)")
    ] = True,
) -> None:
    """评估案卷，给出建议和依据 · Evaluate a case.

    退出码 0 已答复，2 输入有误，3 两个引擎不一致 · Exit code: 0 answered, 2 bad input, 3 the engines differ.
    """
    with told(lang):
        document = read_case_document(file)
        release = default_release()
        # The case is read before the engines are made: who made a slip hears of it at once.
        case = read_case(document, case_model(release.vocabulary), release.vocabulary)
        with Evaluator(release) as evaluator:
            suggestion = evaluator.evaluate(case, lang)
            if format == "json":
                # JSON between programs is UTF-8 (RFC 8259), whatever the terminal is set to.
                typer.echo(suggestion.model_dump_json(indent=2, by_alias=True).encode())
            else:
                typer.echo(render_text(suggestion, release, trace), nl=False)
