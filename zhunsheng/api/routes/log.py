"""The log, for those who do not have to trust it: its checkpoint, its entries, and proofs that the one holds the others.

A checkpoint is a signed note, as text, for any tool that reads those. Hashes are written in base 64, as checkpoints do. An entry
is answered as the canonical text that was hashed, so that its leaf can be computed from it: SHA-256 of a zero byte and the text.
Entries hold ids, digests and whole numbers only; no content is answered here.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable
from typing import Annotated, TypeVar

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from zhunsheng.api.log_parameters import PAGE, AskedForConsistency, AskedForEntries, AskedForInclusion
from zhunsheng.api.parameters import Asked
from zhunsheng.api.problems import ProblemItem, Refusal, documented, item_of, language_of
from zhunsheng.api.records import TheRecords
from zhunsheng.api.security.current import requires
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.log.proofs import consistency_proof, inclusion_proof
from zhunsheng.records.log.refusals import LogRefused
from zhunsheng.records.storage.tree_rows import TreeRows

router = APIRouter(tags=["log"])

_Made = TypeVar("_Made")

_Hash = Annotated[str, Field(description="SHA-256, in base 64", pattern=r"^[A-Za-z0-9+/]{43}=$")]


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True, populate_by_name=True, serialize_by_alias=True)


class LogEntry(_Answer):
    """An entry in its place."""

    number: int
    body: Annotated[str, Field(description="The canonical text of the entry: the bytes that are hashed")]


class LogEntries(_Answer):
    """A page of the log."""

    size: Annotated[int, Field(description="How many entries the log has")]
    entries: tuple[LogEntry, ...]
    next: Annotated[int | None, Field(description="Where the next page begins; null where there is none")]


class InclusionProof(_Answer):
    """That an entry is in the log of that size (RFC 9162, section 2.1.3)."""

    entry: int
    size: int
    leaf: _Hash
    root: _Hash
    proof: tuple[_Hash, ...]


class ConsistencyProof(_Answer):
    """That the log of the larger size begins with that of the smaller one (RFC 9162, section 2.1.4)."""

    start: Annotated[int, Field(alias="from")]
    end: Annotated[int, Field(alias="to")]
    old_root: _Hash
    root: _Hash
    proof: tuple[_Hash, ...]


@router.get(
    "/v1/log/checkpoint",
    summary="当前检查点 · The log's checkpoint",
    response_class=Response,
    responses={
        200: {
            "content": {"text/plain": {}},
            "description": "签名的文本 · A signed note (C2SP tlog-checkpoint)",
        },
        **documented(401, 403, 422, 503),
    },
    dependencies=[Depends(requires(Operation.READ_CHECKPOINT))],
)
def checkpoint(records: TheRecords, asked: Asked) -> Response:
    """日志现在有多少条、根哈希是什么，附签名；请保存。How large the log is and its root, signed: a text to keep."""
    note = records.ledger.checkpoint().to_bytes()
    return Response(note, media_type="text/plain", headers={"Content-Language": asked.lang})


@router.get(
    "/v1/log/entries",
    summary="日志记录 · Entries of the log",
    responses=documented(401, 403, 422, 503),
    dependencies=[Depends(requires(Operation.READ_LOG))],
)
def entries(records: TheRecords, asked: AskedForEntries) -> LogEntries:
    """按编号分页列出记录的原文。Entries by their numbers, a page at a time, as the texts that were hashed."""
    with records.ledger.reading() as log:
        size = log.size()
        wanted = size if asked.end is None else min(asked.end, size)
        end = min(wanted, asked.start + PAGE)
        found = tuple(
            LogEntry(number=one.number, body=one.data.decode(errors="replace"))
            for one in log.between(asked.start, end)
        )
        return LogEntries(size=size, entries=found, next=end if asked.start < end < wanted else None)


@router.get(
    "/v1/log/proofs/inclusion",
    summary="记录在日志中的证明 · Proof that an entry is in the log",
    responses=documented(401, 403, 422, 503),
    dependencies=[Depends(requires(Operation.READ_PROOFS))],
)
def inclusion(request: Request, records: TheRecords, asked: AskedForInclusion) -> InclusionProof:
    """证明某条记录在某一大小的日志中。That an entry is in the log of a certain size."""

    def read() -> InclusionProof:
        with records.ledger.reading() as log:
            tree = TreeRows(log.connection)
            _refuse_larger(request, "size", asked.size, tree.size())
            proof = inclusion_proof(asked.entry, asked.size, tree)
            return InclusionProof(
                entry=asked.entry,
                size=asked.size,
                leaf=_text(tree.get(0, asked.entry)),
                root=_text(tree.root(asked.size)),
                proof=_texts(proof),
            )

    return _read(request, read)


@router.get(
    "/v1/log/proofs/consistency",
    summary="日志只增不改的证明 · Proof that the log only grew",
    responses=documented(401, 403, 422, 503),
    dependencies=[Depends(requires(Operation.READ_PROOFS))],
)
def consistency(request: Request, records: TheRecords, asked: AskedForConsistency) -> ConsistencyProof:
    """证明较新的日志以较早的日志开头。That the log of a larger size begins with that of a smaller one."""

    def read() -> ConsistencyProof:
        with records.ledger.reading() as log:
            tree = TreeRows(log.connection)
            _refuse_larger(request, "to", asked.end, tree.size())
            return ConsistencyProof(
                start=asked.start,
                end=asked.end,
                proof=_texts(consistency_proof(asked.start, asked.end, tree)),
                old_root=_text(tree.root(asked.start)),
                root=_text(tree.root(asked.end)),
            )

    return _read(request, read)


def _read(request: Request, make: Callable[[], _Made]) -> _Made:
    """What is made of the log.

    Raises:
        Refusal: what was asked for is not in it (422).
        StorageUnavailable: the database does not answer.
    """
    try:
        return make()
    except LogRefused as error:
        items = (item_of(problem, language_of(request)) for problem in error.problems)
        raise Refusal(item.model_copy(update={"pointer": None}) for item in items) from None


def _refuse_larger(request: Request, parameter: str, asked: int, size: int) -> None:
    """The log is not as large as what is to be proved about."""
    if asked <= size:
        return
    say = {
        "zh": f"日志现有 {size} 条记录，不到 {asked} 条",
        "en": f"the log has {size} entries, not yet {asked}",
    }[language_of(request)]
    raise Refusal([ProblemItem(code="proof_sizes", pointer=None, detail=say, parameter=parameter)])


def _text(value: bytes) -> str:
    return b64encode(value).decode()


def _texts(values: Iterable[bytes]) -> tuple[str, ...]:
    return tuple(map(_text, values))
