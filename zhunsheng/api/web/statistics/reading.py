"""Who reads statistics, of which sources, and the figure that he asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from zhunsheng.api.problems import Refusal, about_parameter, language_of
from zhunsheng.api.records import Records
from zhunsheng.api.state import TheEvaluator
from zhunsheng.api.web.statistics.asking import SOURCES, Asked, Source
from zhunsheng.api.web.statistics.figures import Figure, forms_figure, groups_figure, months_figure
from zhunsheng.api.web.statistics.recorded import recorded_figure
from zhunsheng.api.web.statistics.views import VIEWS, By
from zhunsheng.api.web.visitors import TheVisitor
from zhunsheng.engine.evaluation import Evaluator, Language
from zhunsheng.engine.statistics.published_notices import count_published
from zhunsheng.engine.statistics.tables import statistics
from zhunsheng.engine.vocabulary.facts import Text
from zhunsheng.records.access.accounts import Account
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.access.permissions import ever_allowed
from zhunsheng.records.ledger import Ledger

_NO_RECORDS = Text("这个服务不留存案卷", "this service keeps no records")
_NOT_BY_THIS = Text("这一来源不能这样分组", "this source is not counted by that")


@dataclass(frozen=True)
class Reader:
    """Somebody who reads statistics.

    Attributes:
        recorded: The records and who reads them; None where none are kept.
    """

    evaluator: Evaluator
    recorded: tuple[Ledger, Account] | None
    language: Language

    @property
    def sources(self) -> tuple[Source, ...]:
        """What he may read."""
        if self.recorded is None:
            return ("published",)
        _, account = self.recorded
        all_of_them = ever_allowed(account, Operation.READ_OVERRIDE_STATISTICS) is None
        return SOURCES if all_of_them else ("published",)

    def figure(self, asked: Asked, by: By | None, *, whole: bool = False) -> Figure:
        """The figure that is asked for.

        Args:
            whole: Whether it is for a sheet, which has rows that a page leaves out.

        Raises:
            Refusal: something is wrong with what was asked.
            NotAllowed: the source is not for whoever reads.
        """
        if asked.problems:
            raise Refusal(asked.problems)
        if by is not None and by not in VIEWS[asked.source]:
            options = ", ".join(VIEWS[asked.source])
            detail = _NOT_BY_THIS.get(self.language)
            raise Refusal([about_parameter("unknown_value", "grouping", detail, help=options)])
        if asked.source == "published":
            return self._published(asked, by)
        if self.recorded is None:
            detail = _NO_RECORDS.get(self.language)
            raise Refusal([about_parameter("unknown_value", "source", detail)])
        ledger, account = self.recorded
        release = self.evaluator.release
        return recorded_figure(asked, by, release, ledger, account, self.language, whole=whole)

    def _published(self, asked: Asked, by: By | None) -> Figure:
        release = self.evaluator.release
        found = statistics(count_published(self.evaluator.precedents, asked.narrowing), release, "published")
        if by is None:
            return forms_figure(found, self.language)
        table = next(table for table in found.tables if table.grouping == by)
        if by == "month":
            return months_figure(table, self.language)
        return groups_figure(table, release, self.language)


def reader(request: Request, evaluator: TheEvaluator, visitor: TheVisitor) -> Reader:
    """Who reads."""
    records = request.app.state.records
    if not isinstance(records, Records) or visitor is None:
        return Reader(evaluator, None, language_of(request))
    return Reader(evaluator, (records.ledger, visitor.account), language_of(request))


TheReader = Annotated[Reader, Depends(reader)]
