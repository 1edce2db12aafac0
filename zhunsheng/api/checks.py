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


def database(reach: Callable[[], None], migrated: Callable[[], bool], writable: Callable[[], bool]) -> Check:
    """`database`: it answers, its tables are those of this program, and it takes what is written.

    Args:
        reach: Asks it something small; raises if it does not answer.
        migrated: Whether its tables have the shape that this program needs.
        writable: Whether it can be written to.
    """

    def look() -> Finding:
        reach()
        if not migrated():
            return failed(
                "数据库的表结构与程序版本不符，请先迁移",
                "the tables are not those of this version; migrate the database first",
            )
        if not writable():
            return failed(
                "数据库无法写入，请检查磁盘空间", "the database cannot be written to; is its disk full?"
            )
        return OK

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


def tree(whole: Callable[[], bool]) -> Check:
    """`tree`: no node of the log's tree is missing. Without one some entries can be proved no more, and soon none be added.

    Args:
        whole: Whether every complete subtree has its node.
    """

    def look() -> Finding:
        if whole():
            return OK
        return failed(
            "日志的哈希树缺少节点，请停止写入，运行 zhunsheng log check 并恢复数据库",
            "nodes of the log's tree are missing; stop writing, run `zhunsheng log check`, and restore the database",
        )

    return Check("tree", look)


def signing_key(*, signed: bool, current: Callable[[], bool], there: Callable[[], bool]) -> Check:
    """`signing_key`: the log is signed, by the key that has to sign it, and the next start will find it.

    Args:
        signed: Whether there is a key at all; without one every checkpoint is anybody's.
        current: Whether it is the one that has to sign now.
        there: Whether it still is where it was read from.
    """

    def look() -> Finding:
        if not current():
            return failed(
                "日志已更换密钥，或密钥与日志不符；请换用现在的密钥重新启动",
                "the log has handed over to another key, or the key is not the log's; start again with the one that signs now",
            )
        if not signed:
            return degraded(
                "没有签名密钥，检查点不签名", "there is no signing key, so checkpoints are not signed"
            )
        if not there():
            return degraded(
                "签名密钥文件已缺失、不可读或换成了别的密钥，下次启动将失败",
                "the file of the signing key is gone, cannot be read, or holds another key; the next start will fail",
            )
        return OK

    return Check("signing_key", look)
