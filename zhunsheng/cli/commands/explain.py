"""``zhunsheng explain``: why a thing is so in a case, or what it lacks."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from zhunsheng.cli.exits import told
from zhunsheng.cli.reading import read_case_document
from zhunsheng.engine.evaluation import Evaluator, Language
from zhunsheng.engine.explain.why import why
from zhunsheng.engine.explain.why_text import render_why
from zhunsheng.engine.release import default_release
from zhunsheng.engine.vocabulary.models import case_model, read_case


def explain(
    file: Annotated[
        str,
        typer.Argument(
            help="案卷或情景文件（YAML、JSON），- 表示标准输入 · A case or scenario; - for stdin",
        ),
    ],
    of: Annotated[
        str | None,
        typer.Option(
            help="规则编号、结论或措施的键、形态 0 至 4；默认解释建议 · A rule, conclusion, measure or form 0 to 4; "
            "by default the recommendation"
        ),
    ] = None,
    format: Annotated[Literal["text", "json"], typer.Option(help="输出格式 · Output format")] = "text",
    lang: Annotated[Language, typer.Option(help="输出语言 · Language of the answer")] = "zh",
) -> None:
    """为什么成立，为什么不成立：最少靠哪些事实，最少还差哪些 · Why, and why not: the fewest facts behind it, or lacking.

    退出码 0 已答复，2 输入有误，3 两个引擎不一致 · Exit code: 0 answered, 2 bad input, 3 the engines differ.
    """
    with told(lang):
        document = read_case_document(file)
        release = default_release()
        case = read_case(document, case_model(release.vocabulary), release.vocabulary)
        with Evaluator(release) as evaluator:
            answer = why(evaluator, case, lang, of)
        if format == "json":
            # JSON between programs is UTF-8 (RFC 8259), whatever the terminal is set to.
            typer.echo(answer.model_dump_json(indent=2).encode())
        else:
            typer.echo(render_why(answer, release), nl=False)
