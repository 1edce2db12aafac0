"""How nodes and places are called in addresses: ``s1`` is the first subject, ``s1c2`` its second conduct, ``n12`` a node.

A trace is never changed, so a node has its number for ever, and an address with it leads to the same one.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote, urlencode

#: The code of the case as a whole.
CASE: Final = "case"

_POINTER = re.compile(r"/subjects/(\d+)(?:/conducts/(\d+))?")
_CODE = re.compile(r"s([1-9]\d{0,5})(?:c([1-9]\d{0,5}))?")


def code_of(pointer: str) -> str:
    """The code of an instance by its pointer; "" is the case.

    Raises:
        ValueError: it is no pointer of an instance.
    """
    if not pointer:
        return CASE
    found = _POINTER.fullmatch(pointer)
    if found is None:
        raise ValueError(pointer)
    conduct = "" if found[2] is None else f"c{int(found[2]) + 1}"
    return f"s{int(found[1]) + 1}{conduct}"


def pointer_of(code: str) -> str | None:
    """The pointer of an instance by its code; None where it is none."""
    if code == CASE:
        return ""
    found = _CODE.fullmatch(code)
    if found is None:
        return None
    conduct = "" if found[2] is None else f"/conducts/{int(found[2]) - 1}"
    return f"/subjects/{int(found[1]) - 1}{conduct}"


def node_href(id: str, root: str) -> str:
    """The page of a node by its id in the trace.

    Args:
        root: From the page that links to it to the folder of the nodes' pages: ``trace/``, ``../``.
    """
    pointer, _, name = id.partition("#")
    return f"{root}{code_of(pointer)}/{quote(name, safe=':')}"


def tree_href(place: str = "", layer: str = "", truth: str = "", anchor: str = "", first: int = 0) -> str:
    """The tree narrowed to something, relative to the tree itself."""
    asked = {"place": place, "layer": layer, "truth": truth, "first": first}
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"?{query}{'#' + anchor if anchor else ''}"
