"""The entry point of the ``zhunsheng`` command."""

from __future__ import annotations

from typing import Annotated

import typer

from zhunsheng.api.version import version
from zhunsheng.cli.commands.account import account
from zhunsheng.cli.commands.agreement import agreement
from zhunsheng.cli.commands.batch import batch
from zhunsheng.cli.commands.check import check
from zhunsheng.cli.commands.database import database
from zhunsheng.cli.commands.evaluate import evaluate
from zhunsheng.cli.commands.explain import explain
from zhunsheng.cli.commands.graph import graph
from zhunsheng.cli.commands.impact import impact
from zhunsheng.cli.commands.log import log
from zhunsheng.cli.commands.questions import questions
from zhunsheng.cli.commands.replay import replay
from zhunsheng.cli.commands.report import report
from zhunsheng.cli.commands.schema import schema
from zhunsheng.cli.commands.serve import serve
from zhunsheng.cli.commands.similar import similar
from zhunsheng.cli.commands.statistics import statistics
from zhunsheng.cli.commands.template import template
from zhunsheng.cli.commands.what_if import what_if
from zhunsheng.cli.exits import write_any_character

app = typer.Typer(
    name="zhunsheng",
    help="准绳：以事实为根据，每一步都有条款依据；只提建议，决定由人作出 · Decision support; people decide.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for command in (
    evaluate,
    batch,
    template,
    explain,
    report,
    graph,
    questions,
    what_if,
    similar,
    check,
    impact,
    agreement,
    statistics,
    schema,
    replay,
    serve,
):
    app.command()(command)
for group in (log, database, account):
    app.add_typer(group)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"zhunsheng {version()}")
        raise typer.Exit


@app.callback()
def options(
    show_version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="显示版本 · Show the version"),
    ] = False,
) -> None:
    """准绳：以事实为根据，每一步都有条款依据；只提建议，决定由人作出 · Decision support; people decide."""


def main() -> None:
    """Runs the command line; ends the process with one of the codes of `exits`, never with a traceback."""
    write_any_character()
    app(prog_name="zhunsheng")


if __name__ == "__main__":
    main()
