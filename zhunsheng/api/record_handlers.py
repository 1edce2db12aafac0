"""From every way in which records can fail to its problem document.

What the database, the file of the witness or a key say of themselves may name hosts and folders: it goes into the service's
log, and the caller hears that the service is not available, and when to come back.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping

from fastapi import FastAPI, Request, Response

from zhunsheng.api.problem_kinds import KINDS
from zhunsheng.api.problems import ProblemItem, item_of, language_of, respond
from zhunsheng.api.records import records_of
from zhunsheng.engine.problems import InputError
from zhunsheng.engine.vocabulary.facts import Text
from zhunsheng.records.account_refusals import AccountRefused
from zhunsheng.records.case_files import MoveRefused
from zhunsheng.records.ledger import NotAcknowledged
from zhunsheng.records.log.refusals import LogRefused
from zhunsheng.records.refusals import ContentErased, NotAllowed, NotFound
from zhunsheng.records.storage.database import StorageUnavailable
from zhunsheng.records.storage.sealing import Sealed
from zhunsheng.records.storage.tree_rows import NodeLost

_LOG = logging.getLogger(__name__)
#: So many seconds a caller is asked to wait.
RETRY_AFTER = "5"
#: What the log refuses because of what is to be written, and not because of itself.
_ABOUT_ENTRIES = frozenset({"entry_too_large", "entry_invalid"})

_AGAIN = Text(
    "请稍后用同一个 Idempotency-Key 重发；持续如此的，请告知运维人员。",
    "Send it again later, with the same Idempotency-Key; tell the operator if it goes on.",
)
_OPERATOR = Text("请告知运维人员。", "Tell the operator.")
_DETAILS: Mapping[str, Text] = {
    "storage_unavailable": Text(
        "数据库暂时不可用，没有写入任何内容", "the database is not available; nothing was written"
    ),
    "log_unavailable": Text(
        "日志与见证文件不符，或者无法签名，没有写入任何内容",
        "the log is not what its witness knows, or cannot be signed; nothing was written",
    ),
    "not_acknowledged": Text(
        "已写入数据库，但还不能确认；请勿另行重做",
        "it is written, and cannot be acknowledged yet; do not do it again in another way",
    ),
    "log_damaged": Text(
        "日志的哈希树缺少节点，没有写入任何内容，也无法给出证明",
        "a node of the log's tree is missing; nothing was written, and nothing can be proved with it",
    ),
    "content_sealed": Text(
        "内容已加密，而服务没有相应的密钥", "the content is sealed with a key that the service does not have"
    ),
}


def install(app: FastAPI) -> None:
    """Gives an application its handlers for records."""
    for refused in (MoveRefused, NotAllowed, NotFound, ContentErased, AccountRefused):
        app.add_exception_handler(refused, _refused)
    app.add_exception_handler(LogRefused, _log)
    app.add_exception_handler(NodeLost, _damaged)
    app.add_exception_handler(StorageUnavailable, _storage)
    app.add_exception_handler(Sealed, _sealed)


def _refused(request: Request, error: Exception) -> Response:
    """A refusal that is about no body, or about places in it."""
    if not isinstance(error, InputError):
        raise TypeError(error)
    language = language_of(request)
    items = (item_of(problem, language) for problem in error.problems)
    return respond(
        tuple(item.model_copy(update={"pointer": item.pointer or None}) for item in items), request
    )


def _log(request: Request, error: Exception) -> Response:
    if not isinstance(error, LogRefused):
        raise TypeError(error)
    if {problem.code for problem in error.problems} <= _ABOUT_ENTRIES:
        return _refused(request, error)
    _LOG.error("the log refuses: %s", error)
    if isinstance(error, NotAcknowledged):
        return _unavailable("not_acknowledged", _AGAIN, request)
    return _unavailable("log_unavailable", _OPERATOR, request)


def _damaged(request: Request, error: Exception) -> Response:
    """A node of the tree is not there: the readiness of the service hears of it (`tree`)."""
    _LOG.error("a node of the log's tree is missing: %s", error)
    records_of(request).tree.doubt()
    return _unavailable("log_damaged", _OPERATOR, request)


def _storage(request: Request, error: Exception) -> Response:
    if not isinstance(error, StorageUnavailable):
        raise TypeError(error)
    _LOG.error("the database is not available: %s", error.reason)
    return _unavailable("storage_unavailable", _AGAIN, request)


def _sealed(request: Request, error: Exception) -> Response:
    _LOG.error("a content cannot be opened: %s", error)
    return _unavailable("content_sealed", _OPERATOR, request)


def _unavailable(code: str, help: Text, request: Request) -> Response:
    language = language_of(request)
    item = ProblemItem(
        code=KINDS[code].code,
        pointer=None,
        detail=_DETAILS[code].get(language),
        help=help.get(language),
    )
    return respond((item,), request, {"Retry-After": RETRY_AFTER})
