"""What there is: as a page of plain HTML that needs nothing else, and as the OpenAPI document.

Both are made from the description, whose first making evaluates an example; so neither may run in the event loop.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse

from zhunsheng.api.version import version

router = APIRouter(include_in_schema=False)

_PAGE = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>准绳 Zhunsheng</title>
</head>
<body>
<main>
<h1>准绳 <span lang="en">Zhunsheng</span></h1>
<p>问责案件的决策支持：以事实为根据，每一步都有条款依据；系统只提建议，决定由人作出。</p>
<p lang="en">Decision support for accountability cases: every step cites its article. It suggests; people decide.</p>
<table>
<caption>接口 <span lang="en">Endpoints</span></caption>
<thead><tr><th scope="col">方法</th><th scope="col">地址</th><th scope="col">用途</th></tr></thead>
<tbody>
{rows}
</tbody>
</table>
<p>机器可读的完整说明 <span lang="en">Machine-readable description</span>: <a href="/openapi.json">/openapi.json</a></p>
<p>版本 <span lang="en">Version</span> {version}</p>
</main>
</body>
</html>
"""


@router.get("/v1")
def index(request: Request) -> HTMLResponse:
    """The list of endpoints, made from the service's own description."""
    return HTMLResponse(_PAGE.format(rows="\n".join(_rows(request.app.openapi())), version=escape(version())))


@router.get("/openapi.json")
def openapi(request: Request) -> JSONResponse:
    """The OpenAPI document."""
    return JSONResponse(request.app.openapi())


def _rows(description: dict[str, Any]) -> Iterator[str]:
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            plain = method == "get" and "{" not in path
            shown = (
                f'<a href="{escape(path)}">{escape(path)}</a>' if plain else f"<code>{escape(path)}</code>"
            )
            yield f"<tr><td>{escape(method.upper())}</td><td>{shown}</td><td>{escape(operation['summary'])}</td></tr>"
