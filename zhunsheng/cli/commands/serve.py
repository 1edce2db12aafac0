"""``zhunsheng serve``: the API on this machine. How it is operated: docs/operation.md."""

from __future__ import annotations

from typing import Annotated

import typer

from zhunsheng.api.app import create_app
from zhunsheng.api.logs import LogFormat, LogLevel, log_to_standard_error
from zhunsheng.api.operation import Operation
from zhunsheng.cli.exits import FAILED, told
from zhunsheng.cli.serving import Ending, run_until_told, server_for
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.release import default_release


def serve(
    host: Annotated[
        str, typer.Option(envvar="ZHUNSHENG_HOST", help="监听地址 · Address to listen on")
    ] = "127.0.0.1",
    port: Annotated[
        int,
        typer.Option(
            min=0,
            max=65535,
            envvar="ZHUNSHENG_PORT",
            help="端口，0 为任选空闲端口 · Port; 0 picks a free one",
        ),
    ] = 8000,
    log_format: Annotated[
        LogFormat,
        typer.Option(
            envvar="ZHUNSHENG_LOG_FORMAT", help="日志格式：每行一个 JSON，或文本 · Lines of JSON, or text"
        ),
    ] = "json",
    log_level: Annotated[
        LogLevel, typer.Option(envvar="ZHUNSHENG_LOG_LEVEL", help="日志级别 · Least level that is logged")
    ] = "info",
    notice: Annotated[
        float,
        typer.Option(
            min=0,
            max=300,
            envvar="ZHUNSHENG_NOTICE_SECONDS",
            help="收到停止信号后，先只让 /readyz 失败几秒 · Seconds for which only /readyz fails, before the end",
        ),
    ] = 0.0,
    grace: Annotated[
        int,
        typer.Option(
            min=1,
            max=600,
            envvar="ZHUNSHENG_GRACE_SECONDS",
            help="停止前，进行中的请求最多还有几秒 · Seconds that requests under way have before the end",
        ),
    ] = 30,
) -> None:
    """启动 HTTP 服务 · Serve the API.

    默认只在本机可用；对外开放前请先置于鉴权和加密的反向代理之后 · On this machine only by default; put a proxy that
    authenticates and encrypts in front of it before you open it to others.
    """
    with told():
        log_to_standard_error(log_format, log_level)
        operation = Operation()
        evaluator = Evaluator(default_release(), watch=operation.metrics.evaluated)
        ending = Ending(notice, grace)
        server = server_for(create_app(evaluator, operation), host, port, ending)
        if not run_until_told(server, operation.draining, ending, evaluator.close):
            # The server has said why (a port that is taken, say).
            raise typer.Exit(FAILED)
