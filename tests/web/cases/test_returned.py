"""A case that was given back says so where its handler looks first, and what had been proposed."""

from __future__ import annotations

import pytest

from tests.web.cases.working import done, subjects, under_review
from tests.web.site import Site, text_of

SAYS = {"zh": "已退回，须重新提出", "en": "Returned, to be proposed anew"}
WHY = {"zh": "事实不清", "en": "Facts incomplete"}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_returned_case_says_why_until_it_is_proposed_anew(busy_site: Site, language: str) -> None:
    handler, reviewer = busy_site.people["handler"], busy_site.people["reviewer"]
    case_id = under_review(busy_site, handler)
    visitor = busy_site.as_("handler", language)
    pages = (f"/cases/{case_id}", f"/cases/{case_id}/moves/opinion-given")
    assert SAYS[language] not in text_of(visitor.get(pages[0]).text)

    number = 4 + len(subjects(busy_site))
    words = {"content": {"text": "请补充<b>会议记录</b>"}}
    done(reviewer.move(case_id, "review.returned", number, "reviewer", grounds=["facts_incomplete"], **words))
    for page in pages:
        said = text_of(visitor.get(page).text)
        assert SAYS[language] in said
        assert WHY[language] in said
        assert f'href="/cases/{case_id}/events/{number}"' in visitor.get(page).text
    returned = visitor.get(f"{pages[0]}.json").json()["case"]["stands"]["returned"]
    assert returned["step"]["number"] == number
    assert [step["number"] for step in returned["void"]] == list(range(4, number))

    for at, subject in enumerate(subjects(busy_site), number + 1):
        opinion = {"evaluation": 3, "subject": subject, "opinion": {"choice": "adopted"}}
        done(handler.move(case_id, "opinion.given", at, "handler", **opinion))
    assert SAYS[language] not in text_of(visitor.get(pages[0]).text)
