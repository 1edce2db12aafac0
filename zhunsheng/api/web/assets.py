"""Style sheets, modules and pictures: read once, and named in pages together with their digest.

A browser keeps what it has for a year under such a name; a file that has changed has another. What is asked for without a digest
(a module that imports another one) is asked for again each time, and answered by "not modified".
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

from fastapi import APIRouter, HTTPException, Request, Response

router = APIRouter(include_in_schema=False)

_MEDIA_TYPES: Final = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}


@dataclass(frozen=True)
class Asset:
    """A file that pages need.

    Attributes:
        digest: Of its content, shortened: it tells two versions of one file apart.
    """

    content: bytes
    media_type: str
    digest: str


@cache
def assets() -> Mapping[str, Asset]:
    """Every file by its path, such as ``css/base.css``."""
    return {
        path: _asset(path, file.read_bytes()) for path, file in _under(files("zhunsheng.api.web") / "static")
    }


def address(path: str) -> str:
    """Where a page finds a file.

    Raises:
        KeyError: there is no such file.
    """
    return f"/static/{path}?v={assets()[path].digest}"


@router.get("/static/{path:path}")
def asset(path: str, request: Request, v: str = "") -> Response:
    """A file, for as long as its digest is the one asked for."""
    found = assets().get(path)
    if found is None:
        raise HTTPException(404)
    tag = f'"{found.digest}"'
    headers = {
        "ETag": tag,
        "Cache-Control": "public, max-age=31536000, immutable" if v == found.digest else "no-cache",
    }
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(found.content, headers=headers, media_type=found.media_type)


def _asset(path: str, content: bytes) -> Asset:
    return Asset(content, _MEDIA_TYPES[path.rpartition(".")[2]], hashlib.sha256(content).hexdigest()[:12])


def _under(folder: Traversable, before: str = "") -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _under(entry, f"{before}{entry.name}/")
        elif entry.name.rpartition(".")[2] in _MEDIA_TYPES:
            yield before + entry.name, entry
