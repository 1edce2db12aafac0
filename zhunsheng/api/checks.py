"""What is looked at before the service calls itself ready.

What the checks ask is told them as plain functions, so that this file knows no database and no key; the names and the reasons, in
both languages, are here, for operators write alarms by them. A function that raises makes its check fail (`readiness`), so
none of these has to foresee how a database can be away.
"""

from __future__ import annotations

from collections.abc import Callable

from zhunsheng.api.draining import Draining
from zhunsheng.api.readiness import OK, Check, Finding, degraded, failed
from zhunsheng.engine.evaluation import Evaluator


def accepting(draining: Draining) -> Check:
    """`accepting`: fails from the moment the service was told to end, first of all, so that no new request is sent here."""

    def look() -> Finding:
        return failed("服务正在停止", "the service is ending") if draining.begun else OK

    return Check("accepting", look)


def ruleset(evaluator: Evaluator) -> Check:
    """`ruleset`: a release is loaded. It is, or there would be no service; rules without rules would be a broken installation."""

    def look() -> Finding:
        return OK if evaluator.release.rules else failed("没有规则", "there are no rules")

    return Check("ruleset", look)


def second_engine(evaluator: Evaluator) -> Check:
    """`second_engine`: its process runs. Without it cases are answered, and each answer says that one engine checked it."""

    def look() -> Finding:
        if evaluator.second is not None and evaluator.second.running:
            return OK
        return degraded(
            "第二个引擎没有运行，答复仅由一个引擎核对",
            "the second engine is not running; answers are checked by one engine",
        )

    return Check("second_engine", look)


def database(reach: Callable[[], None], migrated: Callable[[], bool]) -> Check:
    """`database`: it answers, and its tables are those of this program.

    Args:
        reach: Asks it something small; raises if it does not answer.
        migrated: Whether its tables have the shape that this program needs.
    """

    def look() -> Finding:
        reach()
        if migrated():
            return OK
        return failed(
            "数据库的表结构与程序版本不符，请先迁移",
            "the tables are not those of this version; migrate the database first",
        )

    return Check("database", look)


def witness(consistent: Callable[[], bool]) -> Check:
    """`witness`: the log contains what was last witnessed outside of it (docs/decisions/0022).

    Args:
        consistent: Whether the log's tree has at least the witness's size and contains it.
    """

    def look() -> Finding:
        if consistent():
            return OK
        return failed(
            "日志与见证文件不符：记录丢失或被改动，请停止写入并核查",
            "the log does not contain what the witness saw: its tail was lost or its past changed; stop writing and look into it",
        )

    return Check("witness", look)


def signing_key(present: Callable[[], bool]) -> Check:
    """`signing_key`: the key that signs checkpoints is there and can be used."""

    def look() -> Finding:
        return OK if present() else failed("没有签名密钥", "there is no signing key")

    return Check("signing_key", look)
