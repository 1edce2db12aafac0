"""What is answered where an address names nothing that there is."""

from __future__ import annotations

from collections.abc import Iterable

from zhunsheng.api.problems import ProblemItem, Refusal
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.problems import nearest

_SAY = {
    "zh": {
        "rule_id": "没有规则“{word}”",
        "layer": "没有层次“{word}”",
        "source": "没有著录“{word}”",
        "article": "没有著录条款“{word}”",
        "fact": "没有事实“{word}”",
        "conclusion": "没有结论“{word}”",
        "release": "没有摘要以“{word}”开头的规则集，或者不止一个",
        "help": "从规则目录或者搜索进入。",
    },
    "en": {
        "rule_id": "there is no rule '{word}'",
        "layer": "there is no layer '{word}'",
        "source": "there is no source '{word}'",
        "article": "no article '{word}' is on record",
        "fact": "there is no fact '{word}'",
        "conclusion": "there is no conclusion '{word}'",
        "release": "no ruleset, or more than one, has a digest that begins with '{word}'",
        "help": "Come from the list of rules, or search.",
    },
}
_LONGEST = 80


def not_found(parameter: str, word: str, known: Iterable[str], language: Language) -> Refusal:
    """The refusal of an address.

    Args:
        parameter: The part of the address that names nothing.
        known: What is there, of which the nearest is named.
    """
    say, shown = _SAY[language], word[:_LONGEST]
    return Refusal(
        [
            ProblemItem(
                code="unknown_rule" if parameter == "rule_id" else "not_in_rule_book",
                pointer=None,
                parameter=parameter,
                detail=say[parameter].format(word=shown),
                help=say["help"],
                did_you_mean=nearest(shown, known),
            )
        ]
    )
