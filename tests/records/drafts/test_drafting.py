"""Who enters facts for a case, how long they are kept, and what reaches them; on both databases."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select

from tests.records.recorded import FACTS, START
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.language.documents import Document
from zhunsheng.records.access.accounts import Account
from zhunsheng.records.access.roles import Role
from zhunsheng.records.case_files import MoveRefused
from zhunsheng.records.casework import evaluate_case, make_move, open_case
from zhunsheng.records.checking import findings
from zhunsheng.records.drafting import change_draft, drop_draft, read_draft
from zhunsheng.records.drafts.changing import Changed, set_facts
from zhunsheng.records.drafts.documents import begun, facts_at
from zhunsheng.records.drafts.places import Place
from zhunsheng.records.erasing import Wanted, erase_contents
from zhunsheng.records.evaluating import Answers
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.log.erasures import ERASED
from zhunsheng.records.refusals import NotAllowed, NotFound
from zhunsheng.records.storage import tables
from zhunsheng.records.storage.access_rows import AccountRows
from zhunsheng.records.storage.backups import back_up, restore
from zhunsheng.records.storage.database import Database, open_database
from zhunsheng.records.storage.migrating import migrate
from zhunsheng.records.storage.sealing import Seals
from zhunsheng.records.workflow.contents import FreeText
from zhunsheng.records.workflow.events import DiscontinuanceProposed, HandedOver, ReviewApproved

CONDUCT = Place("conduct", "S1", "C1")
OWNER, OTHER, REVIEWER, ADMINISTRATOR = (
    Account(id, id, id, frozenset({role}), None)
    for id, role in (
        ("u-1", Role.HANDLER),
        ("u-2", Role.HANDLER),
        ("u-3", Role.REVIEWER),
        ("u-4", Role.ADMINISTRATOR),
    )
)


@pytest.fixture
def ledger(database: Database) -> Ledger:
    with database.writing() as connection:
        for account in (OWNER, OTHER, REVIEWER, ADMINISTRATOR):
            AccountRows(connection).add(account)
    return Ledger(database, clock=lambda: START)


@pytest.fixture
def case(ledger: Ledger) -> str:
    found = open_case(ledger, OWNER).case
    assert found is not None
    return found


def enter(ledger: Ledger, evaluator: Evaluator, case: str, **facts: Any) -> Changed:
    """Enters facts of the conduct."""
    return change_draft(ledger, OWNER, case, lambda draft: set_facts(draft, CONDUCT, facts, evaluator.read))


def record(ledger: Ledger, evaluator: Evaluator, case: str, facts: dict[str, Any]) -> None:
    answers = Answers(evaluator)
    answered = answers.answer(Document(facts, "facts"), "zh")
    evaluate_case(ledger, answers, OWNER, case, answered)


def size(ledger: Ledger) -> int:
    with ledger.reading() as log:
        return log.size()


def test_facts_are_entered_one_after_the_other_and_are_no_entries(
    ledger: Ledger, evaluator: Evaluator, case: str
) -> None:
    before = size(ledger)
    assert read_draft(ledger, OWNER, case).document == begun(case)
    enter(ledger, evaluator, case, intent="negligence")
    changed = enter(ledger, evaluator, case, concealed=True, part="none at all")
    assert [problem.code for problem in changed.problems] == ["unknown_value"]
    draft = read_draft(ledger, OWNER, case)
    assert facts_at(draft.document, CONDUCT) == {"intent": "negligence", "concealed": True}
    assert (draft.changed_at, draft.recorded) == (START, None)
    assert size(ledger) == before
    with ledger.reading() as log:
        assert list(findings(log)) == []


def test_only_the_owner_enters_and_reads_them(ledger: Ledger, evaluator: Evaluator, case: str) -> None:
    enter(ledger, evaluator, case, concealed=True)
    for account in (OTHER, REVIEWER, ADMINISTRATOR):
        with pytest.raises(NotAllowed):
            read_draft(ledger, account, case)
        with pytest.raises(NotAllowed):
            change_draft(ledger, account, case, Changed)
        with pytest.raises(NotAllowed):
            drop_draft(ledger, account, case)
    with pytest.raises(NotFound):
        read_draft(ledger, OWNER, "no-such-case")


def test_they_go_with_the_case_to_another_owner(ledger: Ledger, evaluator: Evaluator, case: str) -> None:
    enter(ledger, evaluator, case, concealed=True)
    handed = HandedOver(case=case, number=2, at=START, actor=OWNER.id, acting_as="handler", to=OTHER.id)
    make_move(ledger, evaluator.release, OWNER, handed)
    assert facts_at(read_draft(ledger, OTHER, case).document, CONDUCT) == {"concealed": True}
    with pytest.raises(NotAllowed):
        read_draft(ledger, OWNER, case)


def test_they_are_gone_when_they_are_recorded_and_begin_from_there(
    ledger: Ledger, evaluator: Evaluator, case: str
) -> None:
    entered = enter(ledger, evaluator, case, intent="negligence").document
    record(ledger, evaluator, case, entered)
    before = size(ledger)
    draft = read_draft(ledger, OWNER, case)
    assert (draft.document, draft.changed_at, draft.recorded) == (entered, None, 2)
    # What was recorded is contents of the log, and whoever reads it stands there.
    assert size(ledger) == before + 1
    enter(ledger, evaluator, case, concealed=True)
    draft = read_draft(ledger, OWNER, case)
    assert facts_at(draft.document, CONDUCT) == {"intent": "negligence", "concealed": True}
    assert draft.recorded is None
    drop_draft(ledger, OWNER, case)
    assert read_draft(ledger, OWNER, case).document == entered


def test_what_was_entered_while_others_were_recorded_stays(
    ledger: Ledger, evaluator: Evaluator, case: str
) -> None:
    entered = enter(ledger, evaluator, case, intent="negligence").document
    enter(ledger, evaluator, case, concealed=True)
    record(ledger, evaluator, case, entered)
    draft = read_draft(ledger, OWNER, case)
    assert facts_at(draft.document, CONDUCT) == {"intent": "negligence", "concealed": True}


def test_an_administrator_erases_them_with_the_case(ledger: Ledger, evaluator: Evaluator, case: str) -> None:
    record(ledger, evaluator, case, FACTS)
    enter(ledger, evaluator, case, concealed=True)
    erase_contents(ledger, ADMINISTRATOR, case, Wanted("retention_expired"))
    assert read_draft(ledger, OWNER, case).document == begun(case)


def test_nothing_but_a_draft_is_erased_as_well(ledger: Ledger, evaluator: Evaluator, case: str) -> None:
    enter(ledger, evaluator, case, concealed=True)
    erased = erase_contents(ledger, ADMINISTRATOR, case, Wanted("retention_expired"))
    assert (erased.events, erased.contents) == ((), 0)
    assert read_draft(ledger, OWNER, case).document == begun(case)
    with ledger.reading() as log:
        assert [numbered.entry.kind for numbered in log.of_case(case)][-1] == ERASED
        assert list(findings(log)) == []


def test_no_facts_are_entered_where_nothing_is_evaluated(
    ledger: Ledger, evaluator: Evaluator, case: str
) -> None:
    proposed = DiscontinuanceProposed(
        case=case,
        number=2,
        at=START,
        actor=OWNER.id,
        acting_as="handler",
        ground="duplicate",
        content=FreeText(text="重复"),
    )
    approved = ReviewApproved(case=case, number=3, at=START, actor=REVIEWER.id, acting_as="reviewer")
    make_move(ledger, evaluator.release, OWNER, proposed)
    enter(ledger, evaluator, case, concealed=True)
    make_move(ledger, evaluator.release, REVIEWER, approved)
    with pytest.raises(MoveRefused):
        read_draft(ledger, OWNER, case)
    with pytest.raises(MoveRefused):
        enter(ledger, evaluator, case, concealed=True)


def test_a_change_that_is_refused_changes_nothing(ledger: Ledger, evaluator: Evaluator, case: str) -> None:
    enter(ledger, evaluator, case, concealed=True)

    def refuse(_draft: dict[str, Any]) -> Changed:
        raise NotFound([])

    with pytest.raises(NotFound):
        change_draft(ledger, OWNER, case, refuse)
    assert facts_at(read_draft(ledger, OWNER, case).document, CONDUCT) == {"concealed": True}


def test_they_are_sealed_as_contents_are(
    database: Database, ledger: Ledger, evaluator: Evaluator, case: str
) -> None:
    def kept() -> bytes:
        with database.reading() as connection:
            return bytes(connection.execute(select(tables.drafts.c.data)).scalar_one())

    enter(ledger, evaluator, case, intent="negligence")
    assert b"negligence" in kept()
    sealed = Ledger(database, Seals.of([Fernet.generate_key().decode()]), clock=lambda: START)
    enter(sealed, evaluator, case, concealed=True)
    assert b"negligence" not in kept()
    facts = facts_at(read_draft(sealed, OWNER, case).document, CONDUCT)
    assert facts == {"intent": "negligence", "concealed": True}


@pytest.fixture
def other(other_url: str) -> Iterator[Database]:
    database = open_database(other_url)
    migrate(database)
    yield database
    database.close()


def test_a_backup_has_them(ledger: Ledger, other: Database, evaluator: Evaluator, case: str) -> None:
    enter(ledger, evaluator, case, intent="negligence")
    saved = io.BytesIO()
    back_up(ledger.database, saved)
    restore(other, io.BytesIO(saved.getvalue()))
    restored = Ledger(other, clock=lambda: START)
    assert read_draft(restored, OWNER, case) == read_draft(ledger, OWNER, case)
