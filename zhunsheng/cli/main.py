"""The entry point of the ``zhunsheng`` command."""

from __future__ import annotations

from typing import Annotated

import typer

from zhunsheng.api.version import version
from zhunsheng.cli.listed_commands import COMMANDS
from zhunsheng.cli.loading import LoadingGroup, not_loaded
from zhunsheng.cli.terminal import write_any_character

app = typer.Typer(
    cls=LoadingGroup,
    name="zhunsheng",
    help="准绳：以事实为根据，每一步都有条款依据；只提建议，决定由人作出 · Decision support; people decide.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for command in COMMANDS:
    app.command(command.name, help=command.summary)(not_loaded)


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
