"""Other versions of a case document: the same with other values in some places, written as ``/pointer=value``."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable
from dataclasses import replace

from zhunsheng.engine.case import Case
from zhunsheng.engine.language.documents import Document
from zhunsheng.engine.language.values import Value
from zhunsheng.engine.language.yaml_documents import parse_yaml
from zhunsheng.engine.problems import Chinese, InputError, Problem, nearest


def another_version(
    document: Document, case: Case, settings: Iterable[str], read: Callable[[Document], Case]
) -> Case:
    """The case with facts set anew; it is about the same subjects, so that one can be held beside the other.

    Args:
        document: What the case was read from.
        settings: As `with_facts` takes them.
        read: Reads a document as a case.

    Raises:
        InputError: a setting is malformed, what comes of it is no case, or it is one about other subjects.
    """
    other = read(with_facts(document, settings))
    before, after = ([subject.id for subject in each.subjects] for each in (case, other))
    if before != after:
        raise InputError(
            [
                Problem(
                    "setting",
                    f"the subjects were {', '.join(before)} and would be {', '.join(after)}",
                    why="Only what is about the same subjects can be compared.",
                    mend="Set facts of the subjects that are there.",
                    pointer="/subjects",
                    zh=Chinese(
                        f"原有主体为{'、'.join(before)}，改动后为{'、'.join(after)}，无法对照",
                        "请只改动原有主体的事实",
                    ),
                )
            ]
        )
    return other


def with_facts(document: Document, settings: Iterable[str]) -> Document:
    """The document with facts set anew; ``null`` or nothing after the sign makes a fact unknown.

    Args:
        settings: Each a JSON pointer into the document, an equals sign, and a value as YAML writes it.

    Raises:
        InputError: a setting has no equals sign or a malformed value, or its place does not exist.
    """
    value = copy.deepcopy(document.value)
    for setting in settings:
        where, sign, written = setting.partition("=")
        if not sign or not where.startswith("/"):
            raise _refused(
                f"'{setting}' sets no fact", "Write /subjects/0/conducts/0/intent=negligence.", setting
            )
        _set(value, where.split("/")[1:], _written(written, setting), setting)
    return Document(value, document.file)


def _written(text: str, setting: str) -> Value:
    """The value after the sign; what is wrong with it is wrong with the setting."""
    try:
        return parse_yaml(text, setting)[0]
    except InputError as error:
        raise InputError(replace(problem, code="setting", pointer="") for problem in error.problems) from None


def _set(value: Value, steps: list[str], new: Value, setting: str) -> None:
    *path, last = steps
    place = value
    for step in path:
        place = _inside(place, step, setting)
    if isinstance(place, dict):
        place[last] = new
    elif isinstance(place, list) and last in _positions(place):
        place[int(last)] = new
    else:
        raise _nowhere(place, last, setting)


def _inside(place: Value, step: str, setting: str) -> Value:
    if isinstance(place, dict) and step in place:
        return place[step]
    if isinstance(place, dict) and step == "circumstances":
        return place.setdefault(step, {})  # a subject without any circumstance may get its first one
    if isinstance(place, list) and step in _positions(place):
        return place[int(step)]
    raise _nowhere(place, step, setting)


def _positions(items: list[Value]) -> list[str]:
    """The positions in a list, as a pointer writes them."""
    return [str(position) for position in range(len(items))]


def _nowhere(place: Value, step: str, setting: str) -> InputError:
    known = list(place) if isinstance(place, dict) else _positions(place) if isinstance(place, list) else []
    near = nearest(step, known)
    listed = ", ".join(known) or "nothing"
    return _refused(f"there is no '{step}' there: {setting}", f"There is: {listed}.", setting, near)


def _refused(what: str, mend: str, setting: str, near: str | None = None) -> InputError:
    zh = Chinese(
        f"“{setting}”没有指向案卷中的位置", "写成 /subjects/0/conducts/0/intent=negligence 这样的形式"
    )
    return InputError([Problem("setting", what, mend=mend, near=near, zh=zh)])
