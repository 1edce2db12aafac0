"""Query parameters of the log: entries and sizes, which count from 0 and have no gaps."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from pydantic import BeforeValidator, Field

from zhunsheng.api.parameters import LanguageQuery, flag

#: So many entries are answered at once.
PAGE = 200

_LARGEST = 2**53 - 1


class EntriesQuery(LanguageQuery):
    """Which entries are to be read."""

    start: Annotated[
        int, Field(alias="from", ge=0, le=_LARGEST, description="从哪一条起 · The first entry, from 0")
    ] = 0
    end: Annotated[
        int | None,
        Field(
            alias="to",
            ge=0,
            le=_LARGEST,
            description="到哪一条止（不含）；一次至多 200 条 · Up to and without this one; at most 200 at a time",
        ),
    ] = None


class ExportQuery(LanguageQuery):
    """Whether what was written down is exported, too."""

    contents: Annotated[
        bool,
        BeforeValidator(flag),
        Field(description="连同内容，限审计人 · With contents; for auditors alone"),
    ] = False


class InclusionQuery(LanguageQuery):
    """Which entry is to be proved in a log of which size."""

    entry: Annotated[int, Field(ge=0, le=_LARGEST, description="记录编号，从 0 起 · The entry, from 0")]
    size: Annotated[
        int, Field(ge=0, le=_LARGEST, description="检查点的大小 · The size that the checkpoint says")
    ]


class ConsistencyQuery(LanguageQuery):
    """Which two sizes are to be proved to be of one log."""

    start: Annotated[
        int,
        Field(
            alias="from", ge=0, le=_LARGEST, description="较早检查点的大小 · The size of the older checkpoint"
        ),
    ]
    end: Annotated[
        int,
        Field(
            alias="to", ge=0, le=_LARGEST, description="较新检查点的大小 · The size of the newer checkpoint"
        ),
    ]


AskedForEntries = Annotated[EntriesQuery, Query()]
AskedForExport = Annotated[ExportQuery, Query()]
AskedForInclusion = Annotated[InclusionQuery, Query()]
AskedForConsistency = Annotated[ConsistencyQuery, Query()]
