"""``zhunsheng serve``: the API on this machine."""

from __future__ import annotations

from typing import Annotated

import typer
import uvicorn

from zhunsheng.api.app import create_app
from zhunsheng.cli.exits import ANSWERED, FAILED, told
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.release import default_release


def serve(
    host: Annotated[str, typer.Option(help="监听地址 · Address to listen on")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="端口，0 为任选空闲端口 · Port; 0 picks a free one")
    ] = 8000,
) -> None:
    """启动 HTTP 服务 · Serve the API.

    默认只在本机可用；对外开放前请先置于鉴权和加密的反向代理之后 · On this machine only by default; put a proxy that
    authenticates and encrypts in front of it before you open it to others.
    """
    with told(), Evaluator(default_release()) as evaluator:
        try:
            uvicorn.run(create_app(evaluator), host=host, port=port, server_header=False)
        except SystemExit as ended:
            # The server has said why (a port that is taken, say). Its own codes mean other things here.
            raise typer.Exit(FAILED if ended.code else ANSWERED) from None
