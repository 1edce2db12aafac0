"""``zhunsheng impact``: which outcomes change from one release of the rulesets to another, and why."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Literal

import pyarrow as pa
import typer
from pydantic import TypeAdapter

from zhunsheng.cli.exits import CHANGED, told
from zhunsheng.engine.evaluation import Evaluator, Language
from zhunsheng.engine.impact.answer import Drill, Impact
from zhunsheng.engine.impact.changed_rows import changed_rows
from zhunsheng.engine.impact.common_vocabulary import CommonVocabulary
from zhunsheng.engine.impact.drill import drill as drilled
from zhunsheng.engine.impact.drill import find_case
from zhunsheng.engine.impact.drill_text import render_drill
from zhunsheng.engine.impact.impact_text import render_impact
from zhunsheng.engine.impact.row_file import refuse_target, row_file
from zhunsheng.engine.impact.ruleset_changes import RulesetChanges
from zhunsheng.engine.impact.streaming import Comparer, in_order, read_chunks
from zhunsheng.engine.impact.summary import impact_of, tally_of
from zhunsheng.engine.problems import Chinese, InputError, Problem
from zhunsheng.engine.release import Release, default_release, load_release

#: The name of the rulesets that come with the project.
CURRENT = "current"
#: Seconds between two words on how far it is.
_BETWEEN = 30.0


def impact(
    files: Annotated[
        list[Path],
        typer.Argument(
            help="案件表或案卷（.csv、.xlsx、.parquet、.ndjson）· Cases, in the files that `zhunsheng batch` takes",
            show_default=False,
        ),
    ],
    from_: Annotated[
        str,
        typer.Option(
            "--from", metavar="FOLDER", help="改动前的规则集目录；current 为自带的 · The rulesets before"
        ),
    ] = CURRENT,
    to: Annotated[
        str,
        typer.Option(metavar="FOLDER", help="改动后的规则集目录；current 为自带的 · The rulesets after"),
    ] = CURRENT,
    drill: Annotated[
        str | None,
        typer.Option(
            metavar="CASE[/SUBJECT]",
            help="只看一个案件（主体），从哪一步开始不同 · Where the derivations of one case part",
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="写出有变的主体，一人一行（.parquet、.csv）· Write one row for each changed subject",
        ),
    ] = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="覆盖已有的输出文件 · Replace an output that is there")
    ] = False,
    fail_on_change: Annotated[
        bool, typer.Option("--fail-on-change", help="有变则退出码为 5 · Exit with 5 if anything changed")
    ] = False,
    limit: Annotated[
        int, typer.Option(min=0, max=1000, help="每格举几个例子 · So many examples of each change of form")
    ] = 3,
    threads: Annotated[
        int, typer.Option(min=1, max=256, help="同时评估的线程数 · How many blocks are evaluated at a time")
    ] = os.cpu_count() or 1,
    format: Annotated[Literal["text", "json"], typer.Option(help="输出格式 · Output format")] = "text",
    lang: Annotated[Language, typer.Option(help="输出语言 · Language of the answer")] = "zh",
) -> None:
    """规则集改动后哪些结论会变 · Which outcomes change from one release of the rulesets to another.

    退出码 0 已给出，2 输入有误，3 两个引擎不一致（--drill），5 有变（--fail-on-change）· Exit code: 0 answered, 2 bad input, 3
    the engines differ (--drill), 5 something changed (--fail-on-change).
    """
    with told(lang):
        if drill is not None and out is not None:
            raise InputError([_BOTH])
        if out is not None:
            refuse_target(out, files, overwrite=overwrite)
        changes = RulesetChanges(_release(from_), _release(to))
        if drill is not None:
            subjects = _drill(changes, files, drill, lang)
            changed = any(subject.difference for subject in subjects)
            written = TypeAdapter(tuple[Drill, ...]).dump_json(subjects, indent=2)
            text = render_drill(subjects, changes, lang)
        else:
            found = _impact(changes, files, out, limit, threads, lang)
            changed = found.changed > 0
            written, text = found.model_dump_json(indent=2).encode(), render_impact(found, changes, lang)
        if format == "json":
            # JSON between programs is UTF-8 (RFC 8259), whatever the terminal is set to.
            typer.echo(written)
        else:
            typer.echo(text, nl=False)
        if fail_on_change and changed:
            raise typer.Exit(CHANGED)


def _release(name: str) -> Release:
    """The rulesets of a folder, or those that come with the project."""
    if name == CURRENT and not Path(name).is_dir():
        return default_release()
    folder = Path(name)
    if not (folder / "manifest.yaml").is_file():
        raise InputError([_no_ruleset(name)])
    return load_release(folder.resolve())


def _impact(
    changes: RulesetChanges, files: Sequence[Path], out: Path | None, limit: int, threads: int, lang: Language
) -> Impact:
    common = CommonVocabulary(changes.before.vocabulary, changes.after.vocabulary)
    # Whoever made a slip in a name or a header hears of it before anything is compiled.
    chunks = read_chunks(files, common)
    comparer, tally = Comparer.of(changes.before, changes.after), tally_of(changes, limit)
    last = time.monotonic()
    with _rows(out) as write:
        for block in in_order(comparer.compare, chunks, threads):
            tally.add(block)
            write(changed_rows(block))
            if time.monotonic() - last > _BETWEEN:
                last = time.monotonic()
                said = _PROGRESS[lang].format(subjects=tally.compared, changed=tally.changed)
                typer.echo(said, err=True)
    return impact_of(tally, changes, lang)


@contextmanager
def _rows(out: Path | None) -> Iterator[Callable[[pa.RecordBatch], None]]:
    if out is None:
        yield lambda _: None
        return
    with row_file(out) as write:
        yield write


def _drill(changes: RulesetChanges, files: Sequence[Path], asked: str, lang: Language) -> tuple[Drill, ...]:
    common = CommonVocabulary(changes.before.vocabulary, changes.after.vocabulary)
    wanted = find_case(read_chunks(files, common), asked)
    with Evaluator(changes.before) as before, Evaluator(changes.after) as after:
        return drilled(wanted, before, after, common, lang)


_PROGRESS = {
    "zh": "已对照 {subjects:,} 个主体，{changed:,} 个有变",
    "en": "compared: {subjects:,} subjects, changed: {changed:,}",
}

_BOTH = Problem(
    "two_questions",
    "--drill looks at one case, --out writes all that changed",
    mend="Leave one of the two out.",
    zh=Chinese("--drill 只看一个案件，--out 写出全部有变的主体", "请只用其中一个"),
)


def _no_ruleset(name: str) -> Problem:
    return Problem(
        "no_ruleset",
        f"{name} is no folder of rulesets: it has no manifest.yaml",
        mend=f"Name a folder such as rulesets/, or '{CURRENT}' for those that come with the project.",
        zh=Chinese(
            f"{name} 不是规则集目录：没有 manifest.yaml",
            f"请写 rulesets/ 这样的目录，或者 {CURRENT}（自带的规则集）",
        ),
    )
