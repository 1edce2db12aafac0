"""What was typed before somebody had to sign in again is shown in the words of its form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest

from tests.api.records.people import PASSWORD
from tests.web.every_page import EVERY_PAGE
from tests.web.site import Site, forms, text_of
from zhunsheng.api.web.cases.move_pages import MEANING, slug_of
from zhunsheng.api.web.field_names import FORMS, OF_MOVES, OPINION, names_at, said
from zhunsheng.engine.release import default_release
from zhunsheng.records.access.roles import Role

VOCABULARY = default_release().vocabulary
#: Forms that nobody has to sign in for, or whose fields are never shown again.
_NEVER_RESUMED = ("/sign-in", "/sign-out", "/setup", "/account/password")


@pytest.mark.parametrize("role", [role.value for role in Role])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_fields_are_called_as_their_forms_call_them(site: Site, role: str, language: str) -> None:
    visitor, missed = site.as_(role, language), []
    for address in _addresses(site):
        answer = visitor.get(address)
        for action, field, label in _labelled(answer.text) if answer.status_code == 200 else ():
            name = names_at(action, VOCABULARY)(field)
            shown = name.get(language) if name else ""
            if shown != label and not shown.endswith(f"· {label}"):
                missed.append((address, action, field, label, shown))
    assert missed == []


def test_every_name_has_its_english() -> None:
    sentences = [name for _, known in FORMS for name in known.values()]
    sentences += [*OPINION.values(), *OF_MOVES.values()]
    assert [sentence for sentence in sentences if said(sentence).en == sentence] == []
    named = names_at("/cases/c/facts/evidence", VOCABULARY)
    assert [name.en for name in (named("title.E1"), named("remove")) if name] == ["Name of E1", "Remove"]


def _addresses(site: Site) -> Iterator[str]:
    yield from (looked.of(site) for looked in EVERY_PAGE)
    for case in site.cases.values():
        yield from (f"/cases/{case}/moves/{slug_of(kind)}" for kind in MEANING)


def _labelled(page: str) -> Iterator[tuple[str, str, str]]:
    """The fields of the forms of a page that are carried along: where they go, their names, and what they are called."""
    for form in re.findall(r'(?s)<form method="post".*?</form>', page):
        action = unescape(re.findall(r'action="([^"]*)"', form)[0])
        if action in _NEVER_RESUMED:
            continue
        for id, label in re.findall(r'(?s)<label for="(f-[^"]+)">(.*?)</label>', form):
            field = re.search(rf'id="{re.escape(id)}"[^>]* name="([^"]*)"', form)
            kind = re.search(rf'<input type="(?:radio|checkbox|file)" id="{re.escape(id)}"', form)
            if field and not kind:
                yield action, unescape(field[1]), _text(label)
        for legend, rest in re.findall(
            r'(?s)<fieldset class="field[^>]*>\s*<legend>(.*?)</legend>(.*?)</fieldset>', form
        ):
            field = re.search(r'<input [^>]*name="([^"]*)"', rest)
            if field:
                yield action, unescape(field[1]), _text(legend)


def _text(label: str) -> str:
    return unescape(text_of(re.sub(r'(?s)<span class="(?:optional|help)">.*?</span>', "", label)))


@pytest.mark.parametrize(
    ("path", "sent", "shown"),
    [
        (
            "facts/procurer~C1~conduct",
            {"intent": "negligence", "concealed": "true", "evidence.intent": "E1", "was": "{}"},
            ("过失", "是", "· 证据的编号或者名称 E1"),
        ),
        (
            "moves/opinion-given",
            {
                "choice": "overridden",
                "grounds": ["fact_disputed", "rule_wrong"],
                "disputed": "/subjects/0/conducts/0/intent",
                "number": "3",
                "text": "许多话",
            },
            (
                "意见 不采纳，另提处理意见",
                "理由（至少一项） 对事实有异议、规则有误",
                "有异议的事实 主观",
                "文字理由 许多话",
            ),
        ),
        (
            "evaluations/3/what-if",
            {"set": ["/subjects/0/conducts/0/intent=negligence", ""]},
            ("改一改事实 主观：过失",),
        ),
        (
            "moves/review-returned",
            {"grounds": "facts_incomplete", "acting_as": "reviewer"},
            ("退回理由", "审核人"),
        ),
    ],
)
def test_what_was_typed_is_shown_in_the_words_of_the_form(
    own_site: Site, path: str, sent: dict[str, Any], shown: tuple[str, ...]
) -> None:
    handler = own_site.as_("handler")
    handler.post("/sign-out", {})
    answer = handler.post(f"/cases/{own_site.cases['evaluated']}/{path}", sent)
    (form,) = [form for form in forms(answer.text) if form.action == "/sign-in"]
    page = own_site.as_(None).post("/sign-in", {**form.values, "login": "handler", "password": PASSWORD})
    told = text_of(page.text.partition("<details")[2].partition("</details>")[0])
    assert [words for words in shown if words not in told] == [], told
    for hidden in ("was", "number", "acting_as", "overridden"):
        assert not re.search(rf"\b{hidden}\b", told), told
