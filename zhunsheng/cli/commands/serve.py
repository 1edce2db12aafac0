"""``zhunsheng serve``: pages for people and the API, on this machine. How it is operated: docs/operation.md."""

from __future__ import annotations

import os
from contextlib import ExitStack
from typing import Annotated

import typer
from pydantic import SecretStr

from zhunsheng.api.app import create_app
from zhunsheng.api.lasting_objects import set_apart
from zhunsheng.api.logs import LogFormat, LogLevel, log_to_standard_error
from zhunsheng.api.metrics import Metrics
from zhunsheng.api.operation import Operation
from zhunsheng.cli.exits import FAILED, told
from zhunsheng.cli.metrics_token import metrics_token
from zhunsheng.cli.records_serving import served_records
from zhunsheng.cli.serving import Ending, run_until_told, server_for
from zhunsheng.cli.trusted_proxies import DEFAULT, PLACE, trusted_proxies
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.release import default_release
from zhunsheng.records.access.first_run import setup_address


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
    stateless: Annotated[
        bool,
        typer.Option(
            "--stateless",
            envvar="ZHUNSHENG_STATELESS",
            help="不留存记录，也不需要登录 · Keep no records, and have nobody sign in",
        ),
    ] = False,
    migrate: Annotated[
        bool,
        typer.Option(
            "--migrate", help="先升级旧数据库（请先备份）· Migrate an older database first; back it up"
        ),
    ] = False,
    origin: Annotated[
        str | None,
        typer.Option(
            envvar="ZHUNSHENG_ORIGIN",
            help="浏览器看到的地址，如 https://zhunsheng.example · Where browsers find the service",
        ),
    ] = None,
    trusted: Annotated[
        str,
        typer.Option(
            "--trusted-proxies",
            envvar=PLACE,
            help="反向代理的地址或网段，逗号分隔；只信它们的 X-Forwarded-For · Addresses of proxies whose word counts",
        ),
    ] = DEFAULT,
) -> None:
    """启动网页和接口的服务 · Serve the pages and the API.

    案卷和办理记录存入 ZHUNSHENG_DATABASE_URL（默认为用户数据目录中的 SQLite），须登录使用；--stateless 不留存任何内容。
    默认只在本机可用；对外开放前请先置于加密的反向代理之后 · Keeps records in ZHUNSHENG_DATABASE_URL (SQLite in the user's
    data folder by default) of people who sign in; --stateless keeps nothing. On this machine only by default; put a proxy that
    encrypts in front of it before you open it to others.
    """
    with told():
        log_to_standard_error(log_format, log_level)
        proxies = trusted_proxies(trusted)
        metrics, collector = Metrics(), metrics_token(os.environ)
        with ExitStack() as opened:
            evaluator = Evaluator(default_release(), watch=metrics.evaluated)
            opened.callback(evaluator.close)
            address = (origin or f"http://{host}:{port}").rstrip("/")
            if stateless:
                operation = Operation(metrics, metrics_token=collector)
                app = create_app(evaluator, operation)
            else:
                kept = served_records(
                    evaluator, os.environ, address, migrating=migrate, appended=metrics.records_appended
                )
                opened.callback(kept.close)
                operation = Operation(metrics, checks=kept.checks, metrics_token=collector)
                app = create_app(evaluator, operation, security=kept.security, records=kept.records)
                if kept.code is not None:
                    _show_code(kept.code, address)
            set_apart()
            ending = Ending(notice, grace)
            server = server_for(app, host, port, ending, proxies)
            # From here on it is the server's end that closes, and only once.
            if not run_until_told(server, operation.draining, ending, opened.pop_all().close):
                # The server has said why (a port that is taken, say).
                raise typer.Exit(FAILED)


def _show_code(code: SecretStr, address: str) -> None:
    """Says once how the first administrator is made. It is no line of the log, which others read as well."""
    typer.echo(
        f"初始设置码（一天内有效，只能用一次）· setup code (for a day, works once): {code.get_secret_value()}\n"
        "用浏览器打开，建立首个账户管理员 · make the first administrator in a browser: "
        f"{setup_address(address, code).get_secret_value()}\n"
        f"程序用 POST {address}/v1/setup · programs use that",
        err=True,
    )
