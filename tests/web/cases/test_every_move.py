"""Every kind of move that people make is made on its page once, and no kind is without one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

import pytest

from tests.web.cases.working import (
    ADOPTED,
    OVERRIDDEN,
    evaluated,
    move,
    newcomer,
    opened,
    stands,
    subjects,
    under_review,
    went_well,
)
from tests.web.site import Site, Visitor
from zhunsheng.api.move_bodies import BODIES
from zhunsheng.api.web.cases.move_pages import (
    BY_THE_ENGINE,
    MEANING,
    OF_THE_ENGINE,
    address_of,
    kind_of_slug,
    slug_of,
)
from zhunsheng.api.web.cases.particular_words import words_of
from zhunsheng.api.web.cases.particulars import fields_of
from zhunsheng.records.access.roles import Role
from zhunsheng.records.workflow.events import Kind

KINDS: tuple[Kind, ...] = get_args(Kind)
#: The page of new cases is the interview's.
OPENING: Kind = "case.opened"


def test_no_kind_of_move_is_without_a_page() -> None:
    assert set(KINDS) == {OPENING, *MEANING, *BY_THE_ENGINE}
    assert set(MEANING) == set(BODIES)
    assert set(OF_THE_ENGINE) == set(BY_THE_ENGINE) - {"evaluation.recorded"}
    for kind in MEANING:
        assert kind_of_slug(slug_of(kind)) == kind
        assert address_of("c", kind) == f"/cases/c/moves/{slug_of(kind)}"
    assert kind_of_slug("terms-computed") is None


@pytest.mark.parametrize("kind", [kind for kind in MEANING if kind != "opinion.given"])
def test_every_field_of_a_move_has_words(kind: Kind) -> None:
    for name in fields_of(kind):
        if name == "result":  # of which the form is made of two fields
            continue
        words = words_of(kind, name)
        assert all((words.label.zh, words.label.en, words.help.zh, words.help.en))


def test_every_kind_of_move_is_made_on_its_page(busy_site: Site) -> None:
    made = {*_decided(busy_site), *_discontinued(busy_site), *_given_away(busy_site)}
    assert made == set(MEANING)


def _opinions(handler: Visitor, site: Site, case_id: str) -> Iterator[Kind]:
    for subject in subjects(site):
        if subject in {one["subject"] for one in stands(handler, case_id)["subjects"] if one["opinion"]}:
            continue
        went_well(move(handler, case_id, "opinion-given", f"?subject={subject}", **ADOPTED))
        yield "opinion.given"


def _decided(site: Site) -> Iterator[Kind]:
    handler, reviewer = site.as_("handler"), site.as_("reviewer")
    case_id = evaluated(site, site.people["handler"])
    first = subjects(site)[0]

    went_well(move(handler, case_id, "opinion-given", f"?subject={first}", **OVERRIDDEN), f"/cases/{case_id}")
    (opinion,) = [one["opinion"] for one in stands(handler, case_id)["subjects"] if one["opinion"]]
    assert not opinion["adopted"]
    went_well(move(handler, case_id, "opinion-withdrawn", subject=first, text="重新考虑"))
    yield "opinion.withdrawn"
    yield from _opinions(handler, site, case_id)

    went_well(
        move(reviewer, case_id, "review-returned", grounds=["facts_incomplete", "procedure"], text="补充"),
        "/cases?done=review-returned",
    )
    yield "review.returned"
    yield from _opinions(handler, site, case_id)
    went_well(move(reviewer, case_id, "review-approved"), f"/cases/{case_id}?done=review-approved")
    yield "review.approved"
    went_well(move(handler, case_id, "case-closed"))
    yield "case.closed"

    duty = next(term for term in stands(handler, case_id)["terms"] if term["due"])
    went_well(
        handler.fill(duty["done"], {"on": "2020-09-01"}, f"/cases/{case_id}/moves/duty-done"),
        f"/cases/{case_id}?done=duty-done",
    )
    assert [term["status"] for term in stands(handler, case_id)["terms"]].count("done") == 1
    yield "duty.done"
    went_well(move(handler, case_id, "appeal-filed", subject=subjects(site)[1], received="2020-09-20"))
    yield "appeal.filed"
    another = newcomer(site, "another-reviewer", Role.REVIEWER)
    appeal = stands(handler, case_id)["appeals"][0]["number"]
    went_well(
        move(
            another,
            case_id,
            "appeal-decided",
            appeal=str(appeal),
            outcome="changed",
            measures=["admonition"],
            text="处理过重",
        )
    )
    decided = {one["subject"]: one["decided"] for one in stands(handler, case_id)["subjects"]}
    assert decided[subjects(site)[1]]["form"] == 1
    yield "appeal.decided"
    went_well(move(handler, case_id, "correction-clerical", part="date", text="文号日期"))
    yield "correction.clerical"
    went_well(move(handler, case_id, "correction-reopened", fact="/incident/consequence", text="查明不实"))
    assert stands(handler, case_id)["stands"]["state"] == "facts"
    yield "correction.reopened"


def _discontinued(site: Site) -> Iterator[Kind]:
    handler, reviewer = site.as_("handler"), site.as_("reviewer")
    case_id = opened(site.people["handler"])
    went_well(move(handler, case_id, "discontinuance-proposed", ground="unfounded", text="查无实据"))
    yield "discontinuance.proposed"
    went_well(move(handler, case_id, "discontinuance-withdrawn"))
    yield "discontinuance.withdrawn"
    went_well(move(handler, case_id, "discontinuance-proposed", ground="duplicate", text="重复"))
    went_well(move(reviewer, case_id, "review-approved"))
    went_well(move(handler, case_id, "case-closed-without-accountability"))
    assert stands(handler, case_id)["decided"]
    yield "case.closed_without_accountability"


def _given_away(site: Site) -> Iterator[Kind]:
    handler, reviewer = site.as_("handler"), site.as_("reviewer")
    colleague = newcomer(site, "colleague", Role.HANDLER)
    third = newcomer(site, "third", Role.HANDLER)
    assert colleague.person is not None
    assert third.person is not None
    case_id = under_review(site, site.people["handler"])
    went_well(
        move(handler, case_id, "case-handed-over", to=colleague.person.id), "/cases?done=case-handed-over"
    )
    assert handler.get(f"/cases/{case_id}").status_code == 403
    yield "case.handed_over"
    went_well(move(colleague, case_id, "recusal-declared", ground="interest"), "/cases?done=recusal-declared")
    assert colleague.get(f"/cases/{case_id}").status_code == 403
    yield "recusal.declared"
    went_well(move(reviewer, case_id, "case-reassigned", to=third.person.id))
    yield "case.reassigned"

    other = under_review(site, site.people["handler"])
    went_well(
        move(
            reviewer,
            other,
            "recusal-ordered",
            person=site.people["handler"].id,
            ground="close_relative",
            text="责令",
        )
    )
    assert handler.get(f"/cases/{other}").status_code == 403
    yield "recusal.ordered"
