"""``zhunsheng what-if``: the case with other facts, or all smallest changes that would alter its outcome."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Literal

import typer

from zhunsheng.cli.exits import told
from zhunsheng.cli.reading import read_case_document
from zhunsheng.engine.case_versions import another_version
from zhunsheng.engine.evaluation import Evaluator, Language
from zhunsheng.engine.explain.what_if import compared, what_it_takes, what_would_change
from zhunsheng.engine.explain.what_if_text import (
    render_compared,
    render_what_it_takes,
    render_what_would_change,
)
from zhunsheng.engine.problems import Chinese, InputError, Problem
from zhunsheng.engine.release import default_release
from zhunsheng.engine.vocabulary.models import case_model, read_case

_BOTH = Problem(
    "two_questions",
    "--set and --to ask two different things",
    mend="Change the facts in the file and ask with --to, or leave one of the two out.",
    zh=Chinese("--set 和 --to 问的是两件事", "请先在案卷中改好事实再用 --to，或者只用其中一个"),
)


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
    to: Annotated[
        int | None,
        typer.Option(
            min=0,
            max=4,
            help="怎样才会建议这一形态（0 为不予问责）· What it takes for this form (0: not held accountable)",
        ),
    ] = None,
    size: Annotated[
        int,
        typer.Option(
            min=1, max=3, help="列出改动时最多同时改动几项 · At most so many facts at once, in the list"
        ),
    ] = 2,
    format: Annotated[Literal["text", "json"], typer.Option(help="输出格式 · Output format")] = "text",
    lang: Annotated[Language, typer.Option(help="输出语言 · Language of the answer")] = "zh",
) -> None:
    """哪些事实若不同，结论会变 · Which facts, if they were otherwise, would change the outcome.

    带 --set 则对照改动前后；带 --to 则求达到某一形态的最小改动；都不带则列出全部最小改动 · With --set: before and after; with
    --to: the smallest changes that reach a form; without either: all smallest changes.
    退出码 0 已答复，2 输入有误，3 两个引擎不一致 · Exit code: 0 answered, 2 bad input, 3 the engines differ.
    """
    with told(lang):
        document = read_case_document(file)
        release = default_release()
        read = partial(read_case, model=case_model(release.vocabulary), vocabulary=release.vocabulary)
        case = read(document)
        other = another_version(document, case, set_, read) if set_ else None
        if other is not None and to is not None:
            raise InputError([_BOTH])
        with Evaluator(release) as evaluator:
            if to is not None:
                takes = what_it_takes(evaluator, case, to, lang)
                written, text = takes.model_dump_json(indent=2), render_what_it_takes(takes)
            elif other is not None:
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
