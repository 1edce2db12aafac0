"""Loads a command when it is asked for, and none before: `--version`, `--help` and a slip in a name need no libraries.

What Typer is told of when the program starts is the list alone (`listed_commands`); the command that a command line names is put
in the place of its line on the list while the line is read.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command, get_group


class LoadingGroup(TyperGroup):
    """A group whose commands are lines on a list until one of them is asked for."""

    def resolve_command(
        self, ctx: Any, args: list[str]
    ) -> tuple[str | None, TyperCommand | TyperGroup | None, list[str]]:
        """The command that `args` name, loaded, and what is left of `args`; ends with a message where there is none."""
        name, listed, rest = super().resolve_command(ctx, args)
        return name, None if listed is None or listed.name is None else loaded(listed.name), rest


def loaded(name: str) -> TyperCommand | TyperGroup:
    """The command, or the group of commands, of this name: that of the module in `commands` that is called like it."""
    word = name.replace("-", "_")
    found = getattr(import_module(f"zhunsheng.cli.commands.{word}"), word)
    if isinstance(found, typer.Typer):
        return get_group(found)
    alone = typer.Typer(add_completion=False, rich_markup_mode=None)
    alone.command(name)(found)
    made = get_command(alone)
    if not isinstance(made, TyperCommand):
        raise TypeError(f"Typer made no command of '{name}'")
    return made


def not_loaded() -> None:
    """Stands on the list for a command that is loaded before it is called."""
    raise RuntimeError("a command was called that had not been loaded")
