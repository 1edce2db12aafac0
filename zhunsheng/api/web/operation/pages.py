"""The page on how the service runs. It shows nothing of any case: whoever looks after a service need not see what is in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from anyio import to_thread
from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from zhunsheng.api.readiness import Checked, State, overall
from zhunsheng.api.records import Records, TheRecords
from zhunsheng.api.state import TheOperation, TheReadiness, TheRelease
from zhunsheng.api.version import version
from zhunsheng.api.web.language import TheLanguage
from zhunsheng.api.web.operation.measured import Measured, measured
from zhunsheng.api.web.pages import Page, page
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.vocabulary.facts import Text
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.log.refusals import LogRefused
from zhunsheng.records.storage.database import StorageUnavailable

router = APIRouter(include_in_schema=False)

_CHECKS: Final[Mapping[str, Text]] = {
    "accepting": Text("接收请求", "Takes requests"),
    "ruleset": Text("规则集", "Ruleset"),
    "second_engine": Text("第二个引擎", "Second engine"),
    "database": Text("数据库", "Database"),
    "witness": Text("日志与见证文件", "The log and its witness"),
    "tree": Text("日志的哈希树", "The tree of the log"),
    "signing_key": Text("签名密钥", "Signing key"),
}


class Part(BaseModel):
    """A part of the service; ``reason`` is null where it is in order."""

    model_config = ConfigDict(frozen=True)
    key: str
    name: str
    state: State
    reason: str | None


class LogStanding(BaseModel):
    """The log and what its witness knows.

    Attributes:
        entries: How many it has.
        witnessed: How many of them the witness knows; null where none is kept.
        signed: Whether its checkpoints are signed, and by which key.
    """

    model_config = ConfigDict(frozen=True)
    entries: int
    origin: str
    witnessed: int | None
    signed: bool


class OperationShown(BaseModel):
    """How the service runs; ``log`` is null while the database does not answer or the witness cannot be read."""

    model_config = ConfigDict(frozen=True)
    state: State
    parts: tuple[Part, ...]
    log: LogStanding | None
    version: str
    release: str
    release_version: str
    release_digest: str
    database: str
    measured: Measured


@page(router, "/operation", needs=Operation.READ_METRICS)
async def operation(
    readiness: TheReadiness,
    records: TheRecords,
    running: TheOperation,
    release: TheRelease,
    language: TheLanguage,
) -> Page:
    """Readiness of each part, the log, versions, and what was counted."""
    checked = await readiness.now()
    shown = OperationShown(
        state=overall(checked),
        parts=tuple(_part(each, language) for each in checked),
        log=await to_thread.run_sync(_standing, records),
        version=version(),
        release=release.name,
        release_version=release.version,
        release_digest=release.digest,
        database=records.ledger.database.engine.dialect.name,
        measured=measured(running.metrics.registry, language),
    )
    return Page("operation/operation.html", shown)


def _part(checked: Checked, language: Language) -> Part:
    title, reason = _CHECKS.get(checked.name), checked.finding.reason
    return Part(
        key=checked.name,
        name=checked.name if title is None else title.get(language),
        state=checked.finding.state,
        reason=None if reason is None else reason.get(language),
    )


def _standing(records: Records) -> LogStanding | None:
    ledger = records.ledger
    try:
        found = ledger.standing()
    except (StorageUnavailable, LogRefused):
        return None
    return LogStanding(
        entries=found.size,
        origin=ledger.origin,
        witnessed=None if found.kept is None else found.kept.size,
        signed=ledger.signing.key is not None,
    )
