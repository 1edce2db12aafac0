"""``zhunsheng what-if``: the case with other facts, or all smallest changes that would alter its outcome."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from zhunsheng.cli.exits import told
from zhunsheng.cli.reading import read_case_document
from zhunsheng.engine.case_versions import with_facts
from zhunsheng.engine.evaluation import Evaluator, Language
from zhunsheng.engine.explain.what_if import compared, what_would_change
from zhunsheng.engine.explain.what_if_text import render_compared, render_what_would_change
from zhunsheng.engine.release import default_release
from zhunsheng.engine.vocabulary.models import case_model, read_case


def what_if(
    file: Annotated[
        str,
        typer.Argument(
            help="案卷或情景文件（YAML、JSON），- 表示标准输入 · A case or scenario; - for stdin",
        ),
    ],
    set_: Annotated[
        list[str],
        typer.Option(
            "--set",
            metavar="POINTER=VALUE",
            help="改动一项事实，可重复 · Another value for a fact: /subjects/0/conducts/0/intent=negligence",
        ),
    ] = [],  # noqa: B006  # typer never changes it
    size: Annotated[
        int,
        typer.Option(min=1, max=3, help="不带 --set 时：最多同时改动几项 · At most so many facts at once"),
    ] = 2,
    format: Annotated[Literal["text", "json"], typer.Option(help="输出格式 · Output format")] = "text",
    lang: Annotated[Language, typer.Option(help="输出语言 · Language of the answer")] = "zh",
) -> None:
    """哪些事实若不同，结论会变 · Which facts, if they were otherwise, would change the outcome.

    带 --set 则对照改动前后；不带则列出全部最小改动 · With --set: before and after; without: all smallest changes.
    退出码 0 已答复，2 输入有误，3 两个引擎不一致 · Exit code: 0 answered, 2 bad input, 3 the engines differ.
    """
    with told(lang):
        document = read_case_document(file)
        release = default_release()
        model = case_model(release.vocabulary)
        case = read_case(document, model, release.vocabulary)
        other = read_case(with_facts(document, set_), model, release.vocabulary) if set_ else None
        with Evaluator(release) as evaluator:
            if other is not None:
                comparison = compared(evaluator, case, other, lang)
                written, text = comparison.model_dump_json(indent=2), render_compared(comparison)
            else:
                changes = what_would_change(evaluator, case, lang, size)
                written, text = changes.model_dump_json(indent=2), render_what_would_change(changes)
        if format == "json":
            # JSON between programs is UTF-8 (RFC 8259), whatever the terminal is set to.
            typer.echo(written.encode())
        else:
            typer.echo(text, nl=False)
