"""``zhunsheng questions``: what is still to be found out in a case, the weightiest question first."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from zhunsheng.cli.exits import told
from zhunsheng.cli.reading import read_case_document
from zhunsheng.engine.evaluation import Evaluator, Language
from zhunsheng.engine.explain.questions_text import render_questions
from zhunsheng.engine.explain.what_if import questions as open_questions
from zhunsheng.engine.release import default_release
from zhunsheng.engine.vocabulary.models import case_model, read_case


def questions(
    file: Annotated[
        str,
        typer.Argument(
            help="案卷或情景文件（YAML、JSON），- 表示标准输入 · A case or scenario; - for stdin",
        ),
    ],
    format: Annotated[Literal["text", "json"], typer.Option(help="输出格式 · Output format")] = "text",
    lang: Annotated[Language, typer.Option(help="输出语言 · Language of the answer")] = "zh",
) -> None:
    """列出待查问题：谁来查、要什么证据、各种回答通向哪里 · What is still to be found out, and where each answer leads.

    退出码 0 已答复，2 输入有误 · Exit code: 0 answered, 2 bad input.
    """
    with told(lang):
        document = read_case_document(file)
        release = default_release()
        case = read_case(document, case_model(release.vocabulary), release.vocabulary)
        with Evaluator(release) as evaluator:
            answer = open_questions(evaluator, case, lang)
        if format == "json":
            # JSON between programs is UTF-8 (RFC 8259), whatever the terminal is set to.
            typer.echo(answer.model_dump_json(indent=2).encode())
        else:
            typer.echo(render_questions(answer), nl=False)
