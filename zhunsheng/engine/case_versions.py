"""Other versions of a case document: the same with other values in some places, written as ``/pointer=value``."""

from __future__ import annotations

import copy
from collections.abc import Iterable

from zhunsheng.engine.language.documents import Document
from zhunsheng.engine.language.values import Value
from zhunsheng.engine.language.yaml_documents import parse_yaml
from zhunsheng.engine.problems import Chinese, InputError, Problem, nearest


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
        _set(value, where.split("/")[1:], parse_yaml(written, setting)[0], setting)
    return Document(value, document.file)


def _set(value: Value, steps: list[str], new: Value, setting: str) -> None:
    *path, last = steps
    place = value
    for step in path:
        place = _inside(place, step, setting)
    if isinstance(place, dict):
        place[last] = new
    elif isinstance(place, list) and last.isdecimal() and int(last) < len(place):
        place[int(last)] = new
    else:
        raise _nowhere(place, last, setting)


def _inside(place: Value, step: str, setting: str) -> Value:
    if isinstance(place, dict) and step in place:
        return place[step]
    if isinstance(place, dict) and step == "circumstances":
        return place.setdefault(step, {})  # a subject without any circumstance may get its first one
    if isinstance(place, list) and step.isdecimal() and int(step) < len(place):
        return place[int(step)]
    raise _nowhere(place, step, setting)


def _nowhere(place: Value, step: str, setting: str) -> InputError:
    known = (
        list(place)
        if isinstance(place, dict)
        else [str(n) for n in range(len(place))]
        if isinstance(place, list)
        else []
    )
    near = nearest(step, known)
    listed = ", ".join(known) or "nothing"
    return _refused(f"there is no '{step}' there: {setting}", f"There is: {listed}.", setting, near)


def _refused(what: str, mend: str, setting: str, near: str | None = None) -> InputError:
    zh = Chinese(
        f"“{setting}”没有指向案卷中的位置", "写成 /subjects/0/conducts/0/intent=negligence 这样的形式"
    )
    return InputError([Problem("setting", what, mend=mend, near=near, zh=zh)])
