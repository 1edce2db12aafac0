"""Why and why not as text: a sentence for each rule, its articles first."""

from __future__ import annotations

from collections.abc import Iterator

from zhunsheng.engine.answer_reasons import Explanations
from zhunsheng.engine.explain.phrases import LATIN, SIGNS

_SAY = {
    "zh": {"title": "准绳 · 为什么，为什么不", "of": "所问：{asked}", "none": "没有规则可以解释"},
    "en": {
        "title": "Zhunsheng · Why, and why not",
        "of": "Asked: {asked}",
        "none": "There is no rule to explain",
    },
}


def render_why(answer: Explanations) -> str:
    """The reasons about each subject."""
    text = "\n".join(_lines(answer)) + "\n"
    return text.translate(LATIN) if answer.language == "en" else text


def _lines(answer: Explanations) -> Iterator[str]:
    say = _SAY[answer.language]
    yield say["title"]
    if answer.asked is not None:
        yield say["of"].format(asked=answer.asked)
    for subject in answer.subjects:
        yield ""
        yield f"━━ {subject.subject_id} ━━"
        for found in subject.reasons:
            place = f"（{found.conduct_id}）" if found.conduct_id else ""
            yield f"  {SIGNS[found.status]} {found.rule}{place}"
            yield f"    {found.sentence}"
        if not subject.reasons:
            yield f"  {say['none']}"
