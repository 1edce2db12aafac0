"""How the register is shown: a record a row, in codes, with the names that people read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from zhunsheng.engine.evaluation import Language
from zhunsheng.records.evaluating import evaluation_id
from zhunsheng.records.register.counting import Counts
from zhunsheng.records.register.searching import Found, FoundPage
from zhunsheng.records.workflow.move_words import PHASES
from zhunsheng.records.workflow.state import Phase


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True)


class FoundSubjectAnswer(_Answer):
    """A subject of an evaluation."""

    subject: str
    recommended: Annotated[int, Field(description="建议的形态，0 为不予问责 · The form recommended")]
    at_least: Annotated[
        int | None, Field(description="较早的记录没有，为空 · Null in records from before it was kept")
    ]
    at_most: int | None
    opinion: Annotated[
        str | None,
        Field(description="adopted 采纳、overridden 不采纳；为空即尚无 · Null: nothing was said yet"),
    ]
    decided: Annotated[bool, Field(description="是否据此决定 · Whether it was decided with that")]


class FoundAnswer(_Answer):
    """A recorded evaluation."""

    id: str
    case: str
    number: Annotated[int, Field(description="在案卷中的编号 · Its place among the events of the case")]
    entry: Annotated[int, Field(description="在日志中的编号 · The number of its entry in the log")]
    at: datetime
    actor: str
    owner: str
    state: Phase
    state_name: str
    newest: Annotated[bool, Field(description="是否为该案最近一次 · Whether it is the last one of its case")]
    release: str
    law: str | None
    engines: str | None
    subjects: tuple[FoundSubjectAnswer, ...]
    categories: tuple[str, ...]
    rules: tuple[str, ...]
    reasons: tuple[str, ...]


class CountsAnswer(_Answer):
    """How many there are."""

    total: int
    at_least: Annotated[
        bool,
        Field(
            description="真：不止这些，各取值的数目以最近的 total 条计 · True: there are more, and values are counted among the "
            "newest of them"
        ),
    ]
    values: Mapping[str, Mapping[str, int]]


class RegisterAnswer(_Answer):
    """A page of the register."""

    records: tuple[FoundAnswer, ...]
    next: Annotated[
        str | None,
        Field(
            description="下一页的 cursor；为空即已到末页 · The next page's cursor; null where this is the last"
        ),
    ]
    counts: CountsAnswer | None


def register_answer(page: FoundPage, counts: Counts | None, language: Language) -> RegisterAnswer:
    """A page of the register, with counts where they were asked."""
    return RegisterAnswer(
        records=tuple(found_answer(of, language) for of in page.found),
        next=None if page.following is None else str(page.following),
        counts=None if counts is None else counts_answer(counts),
    )


def counts_answer(counts: Counts) -> CountsAnswer:
    """How many there are, values by their names."""
    return CountsAnswer(
        total=counts.total,
        at_least=counts.at_least,
        values={facet.value: dict(values) for facet, values in counts.values.items()},
    )


def found_answer(of: Found, language: Language) -> FoundAnswer:
    """A record."""
    return FoundAnswer(
        id=evaluation_id(of.case, of.number),
        case=of.case,
        number=of.number,
        entry=of.entry,
        at=datetime.fromisoformat(of.at),
        actor=of.actor,
        owner=of.owner,
        state=of.state,
        state_name=PHASES[of.state].get(language),
        newest=of.newest,
        release=of.release,
        law=of.law,
        engines=of.engines,
        subjects=tuple(
            FoundSubjectAnswer(
                subject=one.subject,
                recommended=one.recommended,
                at_least=one.at_least,
                at_most=one.at_most,
                opinion=one.opinion,
                decided=one.decided,
            )
            for one in of.subjects
        ),
        categories=of.categories,
        rules=of.rules,
        reasons=of.reasons,
    )
