"""``zhunsheng statistics``: the results of a batch, counted by form, group and month; as text, data and pictures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

import typer

from zhunsheng.cli.exits import told
from zhunsheng.cli.writing import refuse_existing, write_whole
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.problems import Chinese, InputError, Problem, nearest, refuse
from zhunsheng.engine.release import Release, default_release
from zhunsheng.engine.statistics.comparison import Comparison, compare, comparison_text
from zhunsheng.engine.statistics.groupings import GROUPINGS, Grouping
from zhunsheng.engine.statistics.plain_data import render_json
from zhunsheng.engine.statistics.published_documents import published_total
from zhunsheng.engine.statistics.pyramid import pyramid_sheet, render_pyramid
from zhunsheng.engine.statistics.result_files import count_files
from zhunsheng.engine.statistics.sheets import render_csv
from zhunsheng.engine.statistics.tables import Statistics
from zhunsheng.engine.statistics.tables import statistics as tables_of
from zhunsheng.engine.statistics.text import render_text
from zhunsheng.engine.statistics.trend import render_trend, trend_sheet

Format: TypeAlias = Literal["text", "json", "csv", "svg"]

#: What is written into a folder, by format; beside each picture stand its numbers.
FILES: Mapping[Format, tuple[str, ...]] = {
    "text": ("statistics.txt",),
    "json": ("statistics.json",),
    "csv": ("statistics.csv",),
    "svg": ("pyramid.svg", "pyramid.csv", "trend.svg", "trend.csv"),
}


def statistics(
    results: Annotated[
        list[Path],
        typer.Argument(help="批量评估的结果文件，可有多个 · Result files of a batch: Parquet or CSV"),
    ],
    by: Annotated[
        list[str] | None,
        typer.Option(
            metavar="|".join(GROUPINGS),
            help="分组，可重复，默认全部 · By what; may be given several times; all of them by default",
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(help="写入目录，默认标准输出 · A folder to write to; standard output by default"),
    ] = None,
    format: Annotated[
        Format | None,
        typer.Option(help="输出格式，默认文本；写入目录时默认全部 · Format; text, or all into a folder"),
    ] = None,
    compare_with: Annotated[
        str | None,
        typer.Option("--compare", help="与一项公布数对照，如 jilin_2022 · Beside a published total"),
    ] = None,
    lang: Annotated[Language, typer.Option(help="输出语言 · Language")] = "zh",
    force: Annotated[
        bool, typer.Option("--force", help="覆盖已有的文件 · Replace files that are there")
    ] = False,
) -> None:
    """统计批量评估的结果：四种形态按类别、地区、层级、月份、问题和规则 · Count the results of a batch by form.

    统计的是建议，不是处理结果。退出码 0 已给出，2 输入有误（逐处列出）· What is counted are suggestions. Exit code: 0 counted,
    2 bad input, with every problem listed.
    """
    with told(lang):
        groupings = _groupings(by or GROUPINGS)
        names = _file_names(format, groupings)
        if out is not None:
            _refuse_unusable(out, names, force)
        release = default_release()
        total = published_total(compare_with, release) if compare_with is not None else None
        found = tables_of(count_files(results, groupings), release)
        comparison = compare(found, total, release.scale) if total is not None else None
        if out is None:
            # Data and pictures are UTF-8 by their own declaration, whatever the terminal is set to.
            made = _on_standard_output(format or "text", found, release, comparison, lang)
            typer.echo(made if format in (None, "text") else made.encode(), nl=False)
        else:
            _write(out, names, found, release, comparison, lang)


def _text(found: Statistics, release: Release, comparison: Comparison | None, lang: Language) -> str:
    text = render_text(found, release, lang)
    return text if comparison is None else "\n".join([text, *comparison_text(comparison, lang), ""])


def _on_standard_output(
    format: Format, found: Statistics, release: Release, comparison: Comparison | None, lang: Language
) -> str:
    """One document. Of the pictures it is the trend where months alone are asked for, and the pyramid otherwise."""
    match format:
        case "text":
            return _text(found, release, comparison, lang)
        case "json":
            return render_json(found, release, comparison)
        case "csv":
            return render_csv(found, release, lang)
        case "svg":
            months = found.table("month")
            alone = months is not None and len(found.tables) == 1
            return render_trend(months, lang) if months and alone else render_pyramid(found, lang)


def _file_names(format: Format | None, groupings: Sequence[Grouping]) -> tuple[str, ...]:
    """The files that belong into the folder; there is no trend where nothing is counted by month."""
    names = (name for key, names in FILES.items() if format in (None, key) for name in names)
    return tuple(name for name in names if "month" in groupings or not name.startswith("trend."))


def _content(
    name: str, found: Statistics, release: Release, comparison: Comparison | None, lang: Language
) -> str:
    months = found.table("month")
    match name:
        case "statistics.txt":
            return _text(found, release, comparison, lang)
        case "statistics.json":
            return render_json(found, release, comparison)
        case "statistics.csv":
            return render_csv(found, release, lang)
        case "pyramid.svg":
            return render_pyramid(found, lang)
        case "pyramid.csv":
            return pyramid_sheet(found, lang)
        case "trend.svg" if months:
            return render_trend(months, lang)
        case "trend.csv" if months:
            return trend_sheet(months, lang)
    raise LookupError(name)


def _groupings(words: Iterable[str]) -> tuple[Grouping, ...]:
    """The groupings of these names, each once.

    Raises:
        InputError: there is no such grouping.
    """
    wanted = tuple(dict.fromkeys(words))
    refuse(_no_grouping(word) for word in wanted if word not in GROUPINGS)
    return tuple(grouping for word in wanted for grouping in GROUPINGS if grouping == word)


def _no_grouping(word: str) -> Problem:
    return Problem(
        "unknown_grouping",
        f"subjects cannot be counted by '{word}'",
        mend=f"Use one of: {', '.join(GROUPINGS)}.",
        pointer="--by",
        near=nearest(word, GROUPINGS),
        zh=Chinese(f"不能按“{word}”分组", f"可选：{'、'.join(GROUPINGS)}"),
    )


def _refuse_unusable(out: Path, names: Iterable[str], force: bool) -> None:
    """Refuses a folder that cannot be written as asked before anything is counted."""
    if out.exists() and not out.is_dir():
        raise InputError([_unusable(out, "is a file, not a folder", "是文件，不是目录")])
    for name in names:
        refuse_existing(out / name, force)


def _write(
    out: Path,
    names: Iterable[str],
    found: Statistics,
    release: Release,
    comparison: Comparison | None,
    lang: Language,
) -> None:
    """Everything is made before the first file is written."""
    contents = {name: _content(name, found, release, comparison, lang) for name in names}
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise InputError([_unusable(out, f"cannot be made: {reason}", f"建不了：{reason}")]) from None
    for name, content in contents.items():
        write_whole(out / name, content.encode())
        typer.echo({"zh": f"已写出 {out / name}", "en": f"written: {out / name}"}[lang])


def _unusable(out: Path, what: str, zh: str) -> Problem:
    return Problem(
        "no_folder",
        f"{out} {what}",
        mend="Name a folder that is there, or one that can be made.",
        pointer="--out",
        zh=Chinese(f"{out} {zh}", "请指定已有的目录，或者可以新建的目录"),
    )
