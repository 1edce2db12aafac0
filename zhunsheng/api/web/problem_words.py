"""What a problem is called on a page. The API tells programs which address or header to use; people are told where to click.

What is said to programs alone is replaced here, wherever a page shows it: on the page of a problem, beside the field of a form,
and in the list of what is wrong with a file. What is said to both stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from zhunsheng.api.problems import ProblemDocument, ProblemItem, item_of
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.problems import Problem
from zhunsheng.engine.vocabulary.facts import Text

#: What nobody can do anything with who has a browser: addresses of the API, its headers, and the command line.
_FOR_PROGRAMS: Final = re.compile(
    r"/v1\b|\bzhunsheng [a-z]|\b(?:X-CSRF-Token|Idempotency-Key|Authorization)\b"
)

_TEMPLATE: Final = Text("下载空白填写表，里面有全部标题。", "Download the empty form; it has every header.")
_CASE_FILE: Final = Text(
    "写法可以照事实总览上“下载已填写的内容（JSON）”的文件；也可以改填空白填写表。",
    "Write it like the file that the page of all facts offers as what was entered; or fill in the empty form instead.",
)

_ADDRESS: Final = Text("地址有误", "The address is not right")
#: What stands above a problem, where its title is of HTTP.
_TITLES: Final[Mapping[str, Text]] = {
    "method_not_allowed": Text("这个地址不能直接打开", "This address is none to open"),
    "unknown_parameter": _ADDRESS,
    "invalid_parameters": _ADDRESS,
}
#: Kinds that are the address's if they are about a part of it, and else those of what was sent.
_OF_EITHER: Final = frozenset({"invalid", "unknown_value", "missing"})
#: What a kind of problem is, where the API says it in terms of HTTP.
_DETAILS: Final[Mapping[str, Text]] = {
    "method_not_allowed": Text(
        "这个地址只接收页面上的按钮送来的内容，不能直接打开",
        "this address only takes what the button of a page sends, and is none to open",
    ),
    "unknown_parameter": Text("地址里的「{name}」不起作用", "'{name}' in the address stands for nothing"),
    "missing": Text("地址里缺少「{name}」", "'{name}' is missing in the address"),
}
#: How to go on after each.
_HELP: Final[Mapping[str, Text]] = {
    "method_not_allowed": Text(
        "请回到原来的页面，再按一次按钮。", "Go back to the page that has the button."
    ),
    "unknown_parameter": Text("请把它从地址里删去。", "Take it out of the address."),
    "unknown_case": Text(
        "请核对编号，或者从案卷列表进入；列表只有您可以查看的案卷。",
        "Check the id, or come from the list of cases; it has those that you may read.",
    ),
    "unknown_account": Text(
        "请核对编号，或者从账户列表进入。", "Check the id, or come from the list of accounts."
    ),
    "own_password": Text(
        "请点页面右上角自己的名字，在那里修改密码（须填写现在的密码）。",
        "Change it where your name leads, above: there it takes the current one.",
    ),
    "not_signed_in": Text("请先登录。", "Sign in first."),
    "csrf": Text(
        "请回到原来的页面，重新载入后再送一次。", "Go back to the page, load it anew, and send it again."
    ),
    "unknown_header": Text(
        "请照空白填写表的标题改正（例如“案件.处理日期”或者 case.decision_date），或者删去该列。",
        "Name it as the empty form does, such as case.decision_date or 案件.处理日期; or delete the column.",
    ),
    "no_header": _TEMPLATE,
}
#: The same, where what the API says is only sometimes for programs.
_INSTEAD: Final[Mapping[str, Text]] = {
    "not_found": Text(
        "请核对地址，或者从上方的导航进入。", "Check the address, or begin with the links above."
    ),
    "empty": _CASE_FILE,
    "not_a_case": _CASE_FILE,
    "unknown_value": Text("全部取值见空白填写表的下拉列表。", "The empty form lists every value."),
}


def title_for_people(problem: ProblemDocument, language: Language) -> str:
    """What stands above a problem."""
    code = problem.type.rpartition("/")[2]
    if code in _OF_EITHER and any(item.parameter for item in problem.errors):
        return _ADDRESS.get(language)
    return _TITLES[code].get(language) if code in _TITLES else problem.title


def said_to_people(problem: Problem, language: Language) -> ProblemItem:
    """A problem of the engine or of the records, as pages say it."""
    return for_people(item_of(problem, language), language)


def for_people(item: ProblemItem, language: Language) -> ProblemItem:
    """A complaint as people are told of it."""
    detail = _DETAILS.get(item.code) if item.parameter or item.code == "method_not_allowed" else None
    help = help_for_people(item.code, item.help or "", language)
    said = item.detail if detail is None else detail.get(language).format(name=(item.parameter or "")[:80])
    return item.model_copy(update={"detail": said, "help": help or None})


def help_for_people(code: str, help: str, language: Language) -> str:
    """How people mend something.

    Args:
        help: How it is mended in the words of the API; "" where it says nothing.
    """
    if code in _HELP:
        return _HELP[code].get(language)
    if _FOR_PROGRAMS.search(help):
        return _INSTEAD[code].get(language) if code in _INSTEAD else ""
    return help
