"""What is refused stands beside its field, and nothing that was typed is lost."""

from __future__ import annotations

from html import escape
from typing import Any

import httpx
import pytest

from tests.web.cases.working import (
    ADOPTED,
    OVERRIDDEN,
    closed,
    evaluated,
    move,
    newcomer,
    opened,
    stands,
    subjects,
    under_review,
    went_well,
)
from tests.web.site import MARKUP, Site, forms, text_of
from zhunsheng.records.access.roles import Role


def _wrong(answer: httpx.Response) -> set[str]:
    """The fields that something is wrong with: each has its complaint beside it, and in the summary a link to it."""
    page = answer.text
    fields = set()
    for piece in page.split('<p class="error" id="f-')[1:]:
        fields.add(piece.partition("-error")[0])
    for field in fields:
        assert f'href="#f-{field}"' in page, field
        assert f'id="f-{field}"' in page, field
    return fields


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_missing_is_said_beside_its_field(busy_site: Site, language: str) -> None:
    handler = busy_site.as_("handler", language)
    case_id = closed(busy_site, busy_site.people["handler"])
    expected = {
        "appeal-filed": {"subject", "received"},
        "correction-clerical": {"part", "text"},
        "correction-reopened": {"fact", "text"},
        "duty-done": {"duty", "on"},
        "recusal-declared": {"ground"},
    }
    for slug, fields in expected.items():
        answer = move(handler, case_id, slug)
        assert answer.status_code == 422, (slug, answer.status_code)
        assert _wrong(answer) == fields, slug
    before = stands(handler, case_id)["stands"]["number"]
    answer = move(
        handler, case_id, "appeal-filed", subject=subjects(busy_site)[0], received="2999-01-01", text=MARKUP
    )
    assert answer.status_code == 422
    assert _wrong(answer) == {"received"}
    assert escape(MARKUP, quote=False) in answer.text or "&lt;script&gt;" in answer.text
    assert MARKUP not in answer.text
    answer = move(handler, case_id, "appeal-filed", subject=subjects(busy_site)[0], received="去年")
    assert _wrong(answer) == {"received"}
    assert 'value="去年"' in answer.text
    assert stands(handler, case_id)["stands"]["number"] == before


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_override_without_reasons(busy_site: Site, language: str) -> None:
    handler = busy_site.as_("handler", language)
    case_id = evaluated(busy_site, busy_site.people["handler"])

    def given(**typed: Any) -> httpx.Response:
        return move(handler, case_id, "opinion-given", **typed)

    assert _wrong(given()) == {"choice"}
    answer = given(choice="overridden", measures=["admonition"])
    assert answer.status_code == 422
    assert _wrong(answer) == {"grounds", "text"}
    # What was chosen stays chosen.
    sent = next(form for form in forms(answer.text) if form.action.endswith("/opinion-given"))
    assert sent.values["choice"] == "overridden"
    assert sent.values["measures"] == "admonition"
    assert _wrong(given(**{**OVERRIDDEN, "grounds": ["fact_disputed", "open_norm", "rule_wrong"]})) == {
        "disputed",
        "norms",
        "rules",
    }
    # What the ruleset does not know is complained of where it was typed, and what is near is named.
    answer = given(**OVERRIDDEN, other_rules="tolerance.urgnet, disposition.tolerated")
    assert _wrong(answer) == {"other_rules"}
    assert "tolerance.urgent" in text_of(answer.text)
    assert stands(handler, case_id)["stands"]["number"] == 3


def test_an_override_that_changes_nothing(busy_site: Site) -> None:
    handler = busy_site.as_("handler")
    case_id = evaluated(busy_site, busy_site.people["handler"])
    (first, second) = subjects(busy_site)
    nothing = {**OVERRIDDEN, "measures": []}
    assert _wrong(move(handler, case_id, "opinion-given", f"?subject={first}", **nothing)) == {"choice"}
    went_well(move(handler, case_id, "opinion-given", f"?subject={second}", **nothing))


def test_reasons_are_told_apart(busy_site: Site) -> None:
    handler = busy_site.as_("handler")
    case_id = evaluated(busy_site, busy_site.people["handler"])
    page = handler.get(f"/cases/{case_id}/moves/opinion-given.json?subject={subjects(busy_site)[1]}").json()
    form = page["opinion"]
    fact, norm = form["facts"][0]["value"], form["norms"][0]["value"]
    answer = move(
        handler,
        case_id,
        "opinion-given",
        f"?subject={form['subject']}",
        choice="overridden",
        measures=["expulsion_from_party", "reminder_talk"],
        grounds=["new_facts"],
        disputed=[fact],
        norms=[norm],
        rules=[form["rules"][0]["value"]],
        other_rules="tolerance.urgent",
        text="理由",
    )
    went_well(answer)
    assert handler.person is not None
    event = handler.person.get(f"/v1/cases/{case_id}/events/4").json()["event"]
    assert event["opinion"]["form"] == 3
    assert event["opinion"]["reasons"] == [
        {"ground": "fact_disputed", "fact": fact},
        {"ground": "open_norm", "fact": norm},
        {"ground": "rule_wrong", "rules": [form["rules"][0]["value"], "tolerance.urgent"]},
        {"ground": "new_facts"},
    ]
    (beside,) = [one["opinion"] for one in stands(handler, case_id)["subjects"] if one["opinion"]]
    assert beside["outside"] == ["开除党籍"]
    assert "（在法定幅度之外）" in handler.get(f"/cases/{case_id}").text


def test_what_is_not_on_the_page_is_refused(busy_site: Site) -> None:
    """Somebody who makes up a form is told so, and not that the service has failed."""
    handler = busy_site.as_("handler")
    case_id = evaluated(busy_site, busy_site.people["handler"])
    for slug, typed in (
        ("recusal-declared", {"ground": "made_up"}),
        ("case-handed-over", {"to": "姓名"}),
        ("case-handed-over", {"to": "nobody"}),
        ("discontinuance-proposed", {"ground": "unfounded", "text": "x", "number": "many"}),
        ("discontinuance-proposed", {"ground": "unfounded", "text": "x", "acting_as": "auditor"}),
        ("discontinuance-proposed", {"ground": "unfounded", "text": "长" * 20_001}),
        ("duty-done", {"duty": "no_such_duty", "on": "2020-01-01"}),
        ("opinion-given", {**ADOPTED, "subject": "Nobody"}),
        ("opinion-given", {**OVERRIDDEN, "measures": ["made_up"]}),
        ("opinion-given", {**OVERRIDDEN, "disputed": ["/made/up"]}),
        ("opinion-given", {**ADOPTED, "choice": "perhaps"}),
    ):
        answer = move(handler, case_id, slug, **typed)
        assert 400 <= answer.status_code < 500, (slug, typed)
        assert 'id="errors"' in answer.text, (slug, typed)
    assert stands(handler, case_id)["stands"]["number"] == 3


def test_a_move_that_cannot_be_made_has_no_form(busy_site: Site) -> None:
    handler, reviewer = busy_site.as_("handler"), busy_site.as_("reviewer")
    case_id = under_review(busy_site, busy_site.people["handler"])
    early = handler.get(f"/cases/{case_id}/moves/case-closed")
    assert early.status_code == 409
    assert "案件待审核，不能按决定结案" in early.text
    assert handler.get(f"/cases/{case_id}/moves/review-approved").status_code in (403, 409)
    assert reviewer.get(f"/cases/{case_id}/moves/opinion-withdrawn").status_code in (403, 409)
    assert handler.get(f"/cases/{case_id}/moves/nothing-of-the-kind").status_code == 404
    assert handler.get(f"/cases/{case_id}/moves/terms-computed").status_code == 404
    assert handler.get("/cases/no-such-case").status_code == 404
    assert busy_site.as_("auditor").get(f"/cases/{case_id}/moves/review-approved").status_code in (403, 409)


def test_a_case_is_offered_to_those_who_can_have_it(busy_site: Site) -> None:
    handler = busy_site.as_("handler")
    both = newcomer(busy_site, "both", Role.HANDLER, Role.REVIEWER)
    free = newcomer(busy_site, "free", Role.HANDLER)
    case_id = under_review(busy_site, busy_site.people["handler"])
    path = f"/cases/{case_id}/moves/case-handed-over.json"

    def offered() -> set[str]:
        (to,) = handler.get(path).json()["particulars"]
        return {option["name"] for option in to["options"]}

    assert offered() >= {"both", "free"}
    assert "handler" not in offered()
    went_well(move(both, case_id, "review-approved"))
    # Whoever has reviewed a case cannot have it.
    assert "both" not in offered()
    assert "free" in offered()
    assert both.person is not None
    answer = move(handler, case_id, "case-handed-over", to=both.person.id)
    assert answer.status_code == 409
    assert _wrong(answer) == {"to"}
    assert free.get(f"/cases/{case_id}").status_code == 403


def test_another_ground_of_a_recusal_has_to_be_said(busy_site: Site) -> None:
    """It cannot be taken back, and a code that says nothing would be all that is known of it."""
    case_id = opened(busy_site.people["handler"])
    visitor = busy_site.as_("handler")
    refused = move(visitor, case_id, "recusal-declared", ground="other_partiality")
    assert refused.status_code == 422
    assert "请在文字说明中写明是什么情形" in text_of(refused.text)
    went_well(move(visitor, case_id, "recusal-declared", ground="other_partiality", text="曾任其下属"))
