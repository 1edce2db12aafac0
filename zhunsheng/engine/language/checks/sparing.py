"""A tolerance that reaches some tracks only does not conclude that the act is tolerated as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zhunsheng.engine.circuit.outputs import TOLERATED
from zhunsheng.engine.language.rules import Rule
from zhunsheng.engine.problems import Problem
from zhunsheng.engine.vocabulary.facts import Vocabulary


def spares_no_more_than_it_says(rules: Sequence[Rule], vocabulary: Vocabulary) -> Iterator[Problem]:
    """Otherwise the tracks that it names would be a promise that the scale does not keep."""
    implies = {item.key: item.implies for item in vocabulary.conclusions}
    for rule in rules:
        key: str | None = rule.conclusion
        while key is not None and key != TOLERATED:
            key = implies[key]
        if key == TOLERATED and (rule.may_spare or rule.must_spare):
            yield Problem(
                "spares",
                f"'{rule.id}' names the tracks that it spares and concludes "
                f"{vocabulary.conclusion(TOLERATED).name.zh}, which spares them all",
                mend="Conclude something that does not imply it, or leave the tracks out.",
                span=rule.span,
            )
