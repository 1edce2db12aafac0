"""What is wrong with an input, said so that its author can mend it.

Every complaint of the project has the same five parts: what, where (a JSON pointer, or file:line:column), why, how to mend
it, and, where a known word is near, "did you mean". Interfaces only render it: the command line as text, the API as an
RFC 9457 problem document. Whoever finds a problem goes on looking, so that one run reports all of them.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Span:
    """A place in a file. Lines and columns count from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True)
class Chinese:
    """What is wrong and how to mend it, in Chinese. Whatever case handlers may meet has it; rule maintainers read English."""

    what: str
    mend: str = ""


@dataclass(frozen=True)
class Problem:
    """One complaint about an input.

    Attributes:
        code: A stable ASCII identifier of the kind of problem, such as ``unknown_field``.
        what: One sentence on what is wrong.
        why: Why it is refused.
        mend: What to do about it.
        pointer: RFC 6901 JSON pointer into the document, "" for the whole of it.
        span: The place in the file, where there is a file.
        near: The nearest known word, if any is near.
        zh: The same in Chinese.
    """

    code: str
    what: str
    why: str = ""
    mend: str = ""
    pointer: str = ""
    span: Span | None = None
    near: str | None = None
    zh: Chinese | None = None

    def say(self, language: str) -> tuple[str, str]:
        """What is wrong and how to mend it, in ``zh`` where there is Chinese, else in English."""
        return (
            (self.zh.what, self.zh.mend or self.mend)
            if language == "zh" and self.zh
            else (self.what, self.mend)
        )

    def render(self, language: str = "en") -> str:
        """The problem as text of a few lines, for a terminal."""
        what, mend = self.say(language)
        words = _WORDS["zh" if language == "zh" else "en"]
        lines = [f"{self.span or self.pointer or 'input'}: {what}"]
        if self.span and self.pointer:
            lines.append(f"  {words['at']}: {self.pointer}")
        if self.why and not (language == "zh" and self.zh):
            lines.append(f"  {words['why']}: {self.why}")
        if self.near:
            lines.append(f"  {words['near']}: {self.near}")
        if mend:
            lines.append(f"  {words['help']}: {mend}")
        return "\n".join(lines)


_WORDS = {
    "zh": {"at": "位置", "why": "原因", "near": "是否想写", "help": "处理"},
    "en": {"at": "at", "why": "why", "near": "did you mean", "help": "help"},
}


class InputError(Exception):
    """An input that cannot be used, with every problem found in it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problem.render() for problem in self.problems))


class RulesetError(InputError):
    """A ruleset that cannot be used."""


def refuse(problems: Iterable[Problem], error: type[InputError] = InputError) -> None:
    """Raises `error` with the problems, if there are any."""
    found = tuple(problems)
    if found:
        raise error(found)


def nearest(word: str, known: Iterable[str], least: float = 0.5) -> str | None:
    """The known word that is nearest to `word`, or None if none is near.

    Chinese words are short, so a shared character counts for more than in English; the threshold is lower than difflib's
    default of 0.6 and the comparison is made on the compatibility-normalized form (full-width letters, for one).

    Args:
        least: How alike the two must be at least, from 0 to 1.
    """
    normal = {unicodedata.normalize("NFKC", candidate): candidate for candidate in known}
    matches = difflib.get_close_matches(unicodedata.normalize("NFKC", word), normal, n=1, cutoff=least)
    return normal[matches[0]] if matches else None


def pointer(*steps: str | int) -> str:
    """An RFC 6901 JSON pointer of the steps."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)
