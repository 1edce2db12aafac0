"""What is shown in English, with its punctuation: names and values come with that of Chinese."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel

from zhunsheng.engine.explain.phrases import LATIN

_Model = TypeVar("_Model", bound=BaseModel)

#: What keeps its punctuation: summaries of articles are written in Chinese only.
_CHINESE_ONLY = "summary"


def in_latin(shown: _Model) -> _Model:
    """The same with the punctuation of English."""
    return type(shown).model_validate(_changed(shown.model_dump(by_alias=True)))


def _changed(part: Any, name: str = "") -> Any:
    if isinstance(part, str):
        return part if name == _CHINESE_ONLY else part.translate(LATIN).replace("  ", " ")
    if isinstance(part, dict):
        return {key: _changed(value, key) for key, value in part.items()}
    if isinstance(part, list | tuple):
        return [_changed(item, name) for item in part]
    return part
