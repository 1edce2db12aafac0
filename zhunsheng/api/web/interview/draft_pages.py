"""What every page of the interview begins with: the draft of a case, read for its owner."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import Annotated, Any

from anyio import to_thread
from fastapi import Depends, Request

from zhunsheng.api.records import Records, TheRecords
from zhunsheng.api.security.current import TheSigned
from zhunsheng.api.web.interview.grounds import Grounds, grounds_of
from zhunsheng.api.web.interview.showing import Showing
from zhunsheng.api.web.language import TheLanguage
from zhunsheng.engine.evaluation import Evaluator, Language
from zhunsheng.records.access.accounts import Account
from zhunsheng.records.drafting import Change, Draft, change_draft, read_draft
from zhunsheng.records.drafts.changing import Changed
from zhunsheng.records.workflow.identifiers import CaseId


@dataclass(frozen=True)
class Interview:
    """The interview about a case, with somebody who asks for a page of it."""

    records: Records = field(repr=False)
    grounds: Grounds = field(repr=False)
    account: Account
    language: Language
    case_id: str

    @property
    def evaluator(self) -> Evaluator:
        """What facts are read and asked by."""
        return self.records.answers.evaluator

    def draft(self) -> Draft:
        """The draft.

        Raises:
            NotFound, NotAllowed, MoveRefused: see `drafting.read_draft`.
        """
        return read_draft(self.records.ledger, self.account, self.case_id)

    def showing(self, document: dict[str, Any], subject: str | None = None) -> Showing:
        """What makes pages of a draft."""
        return Showing(self.evaluator, self.grounds, self.language, self.case_id, document, subject)

    async def change(self, change: Change) -> Changed:
        """Changes the draft.

        Raises:
            NotFound, NotAllowed, MoveRefused, InputError: see `drafting.change_draft`.
        """
        return await to_thread.run_sync(self.changing(change))

    def changing(self, change: Change) -> partial[Changed]:
        """The same as an operation that keeps its answer (`answering`)."""
        return partial(change_draft, self.records.ledger, self.account, self.case_id, change)

    def about(self, _changed: object) -> str:
        """The case that every answer of the interview is about: erasing its contents reaches it."""
        return self.case_id

    def path(self, *steps: str) -> str:
        """An address of the interview."""
        return "/".join((f"/cases/{self.case_id}/facts", *steps))


def interview(
    request: Request, case_id: CaseId, records: TheRecords, signed: TheSigned, language: TheLanguage
) -> Interview:
    """The interview that a request is about."""
    return Interview(records, grounds_of(request), signed.account, language, case_id)


TheInterview = Annotated[Interview, Depends(interview)]
