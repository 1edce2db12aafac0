"""How the command ends: exit codes that scripts can rely on, and messages instead of tracebacks.

====  =============================================================================
0     answered
1     a failure inside the program, which is ours to mend; or what was to be verified is not as it must be
2     bad input: a file, a ruleset or the command line itself
3     the two engines differ, so there is no answer
4     a batch is done, and some of its rows were bad; each says why
5     something changed, and the command was asked to say so by its exit code
130   interrupted by the user
141   whoever read the output stopped reading
====  =============================================================================
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from zhunsheng.engine.evaluation import EnginesDiffer
from zhunsheng.engine.problems import InputError, Problem

ANSWERED = 0
FAILED = 1
FOUND = 1
BAD_INPUT = 2
ENGINES_DIFFER = 3
BAD_ROWS = 4
CHANGED = 5
INTERRUPTED = 130
UNREAD = 141

#: So many problems are shown at once; who has more will run the command again anyway.
MAXIMUM_SHOWN = 50


#: Set to anything, it lets the stack of an internal failure through.
DEBUG = "ZHUNSHENG_DEBUG"


@contextmanager
def told(language: str = "zh") -> Iterator[None]:
    """Runs a command; whatever it raises becomes a message on standard error and an exit code."""
    try:
        yield
    except typer.Exit:
        raise
    except InputError as error:
        show_problems(error.problems, language)
        raise typer.Exit(BAD_INPUT) from None
    except EnginesDiffer as error:
        _say("两个引擎结论不一致，不予给出建议 · the engines differ, so no suggestion is given", *error.where)
        _say("help: 请将以上编号报给规则维护人员 · report these ids to those who maintain the rules")
        raise typer.Exit(ENGINES_DIFFER) from None
    except KeyboardInterrupt:
        _say("已中断 · interrupted")
        raise typer.Exit(INTERRUPTED) from None
    except BrokenPipeError:
        _abandon_output()
        raise typer.Exit(UNREAD) from None
    except Exception as error:
        if DEBUG in os.environ:
            raise
        _say(f"内部错误 · internal error: {type(error).__name__}: {error}")
        _say(f"help: 设环境变量 {DEBUG}=1 可查看详情 · set {DEBUG}=1 to see where")
        raise typer.Exit(FAILED) from None


def show_problems(problems: tuple[Problem, ...], language: str) -> None:
    """The problems on standard error, and how many they are."""
    for problem in problems[:MAXIMUM_SHOWN]:
        _say(problem.render(language))
    if len(problems) > MAXIMUM_SHOWN:
        left = len(problems) - MAXIMUM_SHOWN
        _say(f"……另有 {left} 处未列出 · {left} more are not shown")
    _say(f"共 {len(problems)} 处问题 · problems: {len(problems)}")


def _say(*lines: str) -> None:
    for line in lines:
        typer.echo(line, err=True)


def _abandon_output() -> None:
    """Points standard output at nothing, so that the interpreter's last flush does not fail again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
