"""What is counted: suggestions of a batch or of recorded cases, what was published, or what was decided.

The numbers look alike and mean different things, so every rendering says which they are, in its title, its note, and the heads of
its columns. What can still change is told apart where it is known: in a batch.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from zhunsheng.engine.vocabulary.facts import Text

Counted: TypeAlias = Literal["batch", "published", "suggested", "decided"]
COUNTED: tuple[Counted, ...] = get_args(Counted)


@dataclass(frozen=True)
class CountedWords:
    """What is said of the numbers.

    Attributes:
        title: What they are of.
        note: What they are, and what they are not.
        of_form: The head of a column with one form; ``{form}`` is its name.
        month: By which month they are counted.
        opens: Whether it is known which can still change, and said apart.
        fails: Whether there can be records without a result.
    """

    title: Text
    note: Text
    of_form: Text
    month: Text
    opens: bool = False
    fails: bool = False


_SUGGESTED = Text("建议{form}", "suggested: {form}")
_DECISION = Text("按决定月份", "By month of the decision")
_EVALUATION = Text("按评估月份", "By month of the evaluation")

COUNTED_WORDS: Mapping[Counted, CountedWords] = {
    "batch": CountedWords(
        Text("准绳 · 批量结果统计", "Zhunsheng · statistics of a batch"),
        Text(
            "各数是建议处理的起点（建议形态），不是处理结果，也不是决定；决定由人作出。",
            "Counted is the form that is suggested to start from. It is no outcome and no decision; people decide.",
        ),
        _SUGGESTED,
        _DECISION,
        opens=True,
        fails=True,
    ),
    "published": CountedWords(
        Text("公开通报的处理", "What published notices say was done"),
        Text(
            "各数是公开通报写明的处理，按对象计。公开的只是一部分：较轻的处理公布得较少，因此占比不是实际发生的比例。",
            "Counted is what published notices say was done, by subject. What is published is selected: light outcomes are "
            "published less often than they happen, so a share is not how often something happens.",
        ),
        Text("处理为{form}", "done: {form}"),
        _DECISION,
    ),
    "suggested": CountedWords(
        Text("本系统案卷的建议", "What is suggested in the cases recorded here"),
        Text(
            "各数是每个案卷最近一次评估的建议形态，按对象计；不是处理结果，也不是决定，决定由人作出。",
            "Counted is the form suggested by the last evaluation of each case, by subject. It is no outcome and no decision; "
            "people decide.",
        ),
        _SUGGESTED,
        _EVALUATION,
    ),
    "decided": CountedWords(
        Text("本系统案卷的决定", "What was decided in the cases recorded here"),
        Text(
            "各数是已结案卷中人作出的决定，按对象计，形态由决定的措施得出；未结的案卷不计入。",
            "Counted is what people decided in closed cases, by subject; the form follows from the measures decided on. Cases "
            "that are not closed do not count.",
        ),
        Text("决定{form}", "decided: {form}"),
        _DECISION,
    ),
}
