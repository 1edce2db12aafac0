"""Articles on a page: each is summed up where it is cited first, and every other citation leads there.

A suggestion cites the same few articles dozens of times. Their summaries would make up half of the page, and nobody
reads one twice.
"""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel

_Model = TypeVar("_Model", bound=BaseModel)

#: What tells an article among the parts of an answer (`Cite`).
_OF_CITE = frozenset({"source", "article", "title", "summary", "confidence"})
#: Measures come first on the page, with their articles folded; one better reads those where provisions and duties stand open.
_LAST = "ladders"


def summed_up_once(shown: _Model) -> _Model:
    """The same with the summary of each article where it is cited first, and "" elsewhere."""
    return type(shown).model_validate(_walked(shown.model_dump(by_alias=True), set()))


def _walked(part: Any, seen: set[tuple[str, str]]) -> Any:
    if isinstance(part, list | tuple):
        return [_walked(item, seen) for item in part]
    if not isinstance(part, dict):
        return part
    if part.keys() == _OF_CITE:
        place = (part["source"], part["article"])
        again = place in seen
        seen.add(place)
        return {**part, "summary": ""} if again else part
    names = sorted(part, key=lambda name: name == _LAST)
    return {name: _walked(part[name], seen) for name in names}
