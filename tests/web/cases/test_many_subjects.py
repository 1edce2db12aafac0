"""A case with more subjects than fit a page: some are shown, the others are a step away, and no page is heavy."""

from __future__ import annotations

import copy
import re
from typing import Any

from tests.web.cases.working import done, opened
from tests.web.site import Site, text_of

MANY = 34
#: What pages may weigh, in bytes.
LIGHT = 100_000


def _crowd(example: dict[str, Any]) -> dict[str, Any]:
    """The example with many subjects, each one of those that it has."""
    subjects = [copy.deepcopy(example["subjects"][n % len(example["subjects"])]) for n in range(MANY)]
    for number, subject in enumerate(subjects):
        subject["id"] = f"S{number + 1}"
    return {**example, "subjects": subjects}


def test_subjects_are_shown_some_at_a_time(busy_site: Site) -> None:
    handler = busy_site.people["handler"]
    case_id = opened(handler)
    done(handler.post(f"/v1/cases/{case_id}/evaluations", _crowd(dict(busy_site.example))))
    reasons = [{"ground": "proportionality"}]
    said = {"choice": "overridden", "form": 1, "measures": ["reminder_talk"], "reasons": reasons}
    for number in range(1, MANY + 1):
        opinion = {"evaluation": 3, "subject": f"S{number}", "opinion": said}
        done(
            handler.move(
                case_id, "opinion.given", number + 3, "handler", **opinion, content={"text": "情节轻微" * 50}
            )
        )

    visitor, seen, query = busy_site.as_("auditor"), [], ""
    while True:
        page = visitor.get(f"/cases/{case_id}{query}")
        assert page.status_code == 200
        english = busy_site.as_("auditor", "en").get(f"/cases/{case_id}{query}")
        assert max(len(page.content), len(english.content)) < LIGHT
        case = visitor.get(f"/cases/{case_id}.json{query}").json()["case"]
        seen += [one["subject"] for one in case["subjects"]]
        if case["after"] + len(case["subjects"]) == MANY:
            break
        query = f"?after={case['after'] + len(case['subjects'])}"
        assert f'href="{query}#suggestion"' in page.text
    assert seen == [f"S{number}" for number in range(1, MANY + 1)]
    assert f"共 {MANY} 名" in text_of(page.text)
    # Whoever decides on all of them sees all of them, in a row each.
    for language in ("zh", "en"):
        for move in ("review-approved", "review-returned"):
            deciding = busy_site.as_("reviewer", language).get(f"/cases/{case_id}/moves/{move}")
            assert (deciding.status_code, len(deciding.content) < LIGHT) == (200, True)
            rows = re.findall(r'<tr><th scope="row"><a href="([^"]+)">(S\d+)<', deciding.text)
            assert [subject for _, subject in rows] == seen
            assert rows[33][0] == f"/cases/{case_id}?after=30#suggestion"
            assert deciding.text.count("情节轻微") > MANY
    # Beyond the last one begins again; what is no number is said.
    assert visitor.get(f"/cases/{case_id}.json?after=1000").json()["case"]["after"] == 0
    assert visitor.get(f"/cases/{case_id}?after=x").status_code == 422
