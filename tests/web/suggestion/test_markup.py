"""Whatever words an answer has, they are shown as words."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from tests.web.site import MARKUP
from tests.web.suggestion.examples import case_of
from zhunsheng.api.web.rendering import environment
from zhunsheng.api.web.suggestion.graph_shown import graph_shown
from zhunsheng.api.web.suggestion.showing import shown
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.suggestion import Suggestion

#: Fields of an answer that hold words, wherever they are.
_WORDS = frozenset(
    {
        "name", "title", "text", "summary", "question", "evidence", "why", "note", "clock", "would_change",
        "value_name", "agrees", "differs", "concludes", "version", "article",
    }
)  # fmt: skip


def _marked(part: Any, name: str = "") -> Any:
    """The same with markup in place of all words."""
    if isinstance(part, Mapping):
        return {key: _marked(value, key) for key, value in part.items()}
    if isinstance(part, list):
        return [_marked(item, name) for item in part]
    return MARKUP if name in _WORDS and isinstance(part, str) else part


def _hostile(evaluator: Evaluator) -> Suggestion:
    suggestion = evaluator.evaluate(case_of(evaluator, "cases/seed_003_urgent_matter"))
    return Suggestion.model_validate(_marked(suggestion.model_dump(mode="json", by_alias=True)))


def test_markup_in_an_answer_is_shown_as_text(evaluator: Evaluator) -> None:
    view = shown(_hostile(evaluator), evaluator.release, "zh")
    page = (
        environment("zh")
        .get_template("suggestion/suggestion.html")
        .render(suggestion=view, frame=SimpleNamespace(tag="zh-CN"), what_if="/what-if")
    )
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") > 50
    assert "<script" not in page
    assert "<b>" not in page


def test_markup_in_an_answer_is_drawn_as_text(evaluator: Evaluator) -> None:
    graph = graph_shown(
        _hostile(evaluator), evaluator.release, None, False, "zh", title=MARKUP, back="/examples/x"
    )
    page = environment("zh").get_template("suggestion/graph.html").render(data=graph, frame=_frame())
    assert "&lt;script&gt;" in page
    assert "<script>" not in page
    assert "<b>" not in page


def _frame() -> SimpleNamespace:
    around = {
        "other_language": "/",
        "ways": (),
        "person": None,
        "signs_in": False,
        "csrf": "",
        "release": "",
        "version": "",
        "address": MARKUP,
        "at": None,
    }
    return SimpleNamespace(language="zh", tag="zh-CN", path="/", twin="", **around)
