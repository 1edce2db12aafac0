"""``zhunsheng similar``: published notices with like facts, for each subject of a case."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from zhunsheng.cli.exits import told
from zhunsheng.cli.reading import read_case_document
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.explain.similar import render_similar
from zhunsheng.engine.precedents import Precedents
from zhunsheng.engine.release import default_release
from zhunsheng.engine.vocabulary.models import case_model, read_case


def similar(
    file: Annotated[
        str,
        typer.Argument(
            help="案卷或情景文件（YAML、JSON），- 表示标准输入 · A case or scenario; - for stdin",
        ),
    ],
    limit: Annotated[
        int, typer.Option(min=1, help="每个主体最多列几份 · At most so many for each subject")
    ] = 5,
    format: Annotated[Literal["text", "json"], typer.Option(help="输出格式 · Output format")] = "text",
    lang: Annotated[Language, typer.Option(help="输出语言 · Language of the answer")] = "zh",
) -> None:
    """查找类案：事实相近的公开通报，异同和结果 · Find published notices with like facts.

    只供参考，不是处理依据。退出码 0 已答复，2 输入有误 · To read, not to go by. Exit code: 0 answered, 2 bad input.
    """
    with told(lang):
        document = read_case_document(file)
        release = default_release()
        model = case_model(release.vocabulary)
        case = read_case(document, model, release.vocabulary)
        found = Precedents.load(release, model).of_case(case, lang, limit)
        if format == "json":
            # JSON between programs is UTF-8 (RFC 8259), whatever the terminal is set to.
            typer.echo(found.model_dump_json(indent=2).encode())
        else:
            typer.echo(render_similar(found), nl=False)
