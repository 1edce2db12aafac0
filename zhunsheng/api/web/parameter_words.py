"""What is wrong with a part of an address, in the words of a page: the framework's sentences are English, and for programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from zhunsheng.api.handlers import parameter_problem
from zhunsheng.api.problems import ProblemItem
from zhunsheng.api.web.problem_words import for_people
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.vocabulary.facts import Text

_NOT_ACCEPTABLE: Final = Text("「{given}」不合要求", "'{given}' is not acceptable")
_NUMBER: Final = Text("请写整数。", "Write a whole number.")
_DAY: Final = Text("请写作 2024-03-01 这样的日期。", "Write a day as 2024-03-01.")
_FLAG: Final = Text("请写 true 或者 false。", "Write true or false.")
#: How it is written, by the kind of the framework's complaint; what stands in braces is what the complaint says of it.
_WRITTEN: Final[Mapping[str, Text]] = {
    "int_parsing": _NUMBER,
    "int_parsing_size": _NUMBER,
    "int_type": _NUMBER,
    "int_from_float": _NUMBER,
    "greater_than_equal": Text("最小为 {ge}。", "It is at least {ge}."),
    "less_than_equal": Text("最大为 {le}。", "It is at most {le}."),
    "string_too_long": Text("至多 {max_length} 个字符。", "It has at most {max_length} characters."),
    "too_long": Text("至多 {max_length} 项。", "There are at most {max_length}."),
    "date_parsing": _DAY,
    "date_from_datetime_parsing": _DAY,
    "date_from_datetime_inexact": _DAY,
    "flag": _FLAG,
    "bool_parsing": _FLAG,
    "cursor": Text(
        "翻页的地址不完整，请从第一页重新开始。", "The address is not whole; begin with the first page."
    ),
    "enum": Text("请在页面上选择。", "Choose on the page."),
}
_OTHERWISE: Final = Text(
    "请核对写法，或者从页面上的链接进入。", "Check how it is written, or follow a link to it."
)


def parameter_for_people(item: Mapping[str, Any], known: Sequence[str], language: Language) -> ProblemItem:
    """What is wrong with a parameter, or with a step of the path, as `parameter_problem` has it for programs.

    Args:
        item: As pydantic says it; its place is ``("query", name)`` or ``("path", name)``.
        known: The parameters that there are.
    """
    found = for_people(parameter_problem(item, known, language), language)
    if found.code != "invalid":
        return found
    given = str(item.get("input"))[:80]
    written = _WRITTEN.get(_kind(item), _OTHERWISE).get(language).format(**item.get("ctx", {}))
    return found.model_copy(
        update={"detail": _NOT_ACCEPTABLE.get(language).format(given=given), "help": written}
    )


def _kind(item: Mapping[str, Any]) -> str:
    """The kind of a complaint. How a cursor is written is nobody's to know, so a misspelt one is one of another time."""
    kind = str(item["type"])
    return "cursor" if kind == "string_pattern_mismatch" and item["loc"][-1] == "cursor" else kind
