"""``zhunsheng graph``: the decision as a picture, from facts over rules to the form."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from zhunsheng.cli.exits import told
from zhunsheng.cli.reading import read_case_document
from zhunsheng.engine.evaluation import Evaluator, Language
from zhunsheng.engine.explain.graph.drawing import GRAPH_FORMATS, GraphFormat, decision_graph
from zhunsheng.engine.explain.graph.links import into_the_page, to_rules_at
from zhunsheng.engine.problems import Chinese, InputError, Problem
from zhunsheng.engine.release import default_release
from zhunsheng.engine.vocabulary.models import case_model, read_case


def graph(
    file: Annotated[
        str,
        typer.Argument(
            help="案卷或情景文件（YAML、JSON），- 表示标准输入 · A case or scenario; - for stdin",
        ),
    ],
    subject: Annotated[
        str | None, typer.Option(help="只画一个主体，默认全案 · One subject alone; the whole case by default")
    ] = None,
    format: Annotated[GraphFormat, typer.Option(help="输出格式 · Output format")] = "svg",
    everything: Annotated[
        bool, typer.Option("--all", help="画出推导中的全部规则和事实 · Every rule and fact of the derivation")
    ] = False,
    rules_at: Annotated[
        str | None,
        typer.Option(
            help="规则链接的前缀，如 http://127.0.0.1:8000/v1/rules/，默认为页内锚点 · Where links to rules lead"
        ),
    ] = None,
    lang: Annotated[Language, typer.Option(help="输出语言 · Language of the picture")] = "zh",
    out: Annotated[
        Path | None, typer.Option(help="写入文件，默认标准输出 · A file to write; standard output by default")
    ] = None,
) -> None:
    """把决策画成图：事实、规则、措施范围、形态 · Draw the decision as a graph.

    退出码 0 已画出，2 输入有误，3 两个引擎不一致 · Exit code: 0 drawn, 2 bad input, 3 the engines differ.
    """
    with told(lang):
        document = read_case_document(file)
        release = default_release()
        case = read_case(document, case_model(release.vocabulary), release.vocabulary)
        with Evaluator(release) as evaluator:
            found = decision_graph(evaluator, case, lang, subject, everything)
        links = to_rules_at(rules_at) if rules_at is not None else into_the_page
        text = GRAPH_FORMATS[format](found, links)
        if out is None:
            # A picture is UTF-8 by its own declaration, whatever the terminal is set to.
            typer.echo(text.encode(), nl=False)
        else:
            _write(out, text)


def _write(path: Path, text: str) -> None:
    """Writes the picture; a place that cannot be written is the user's to change."""
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise InputError(
            [
                Problem(
                    "not_written",
                    f"'{path}' cannot be written",
                    why=error.strerror or type(error).__name__,
                    mend="Name a file in a folder that exists and that you may write to.",
                    zh=Chinese(f"无法写入“{path}”", "请改为可以写入的已有目录中的文件。"),
                )
            ]
        ) from error
