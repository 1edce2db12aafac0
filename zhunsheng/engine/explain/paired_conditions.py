"""The parts of a rule's condition beside the parts of a trace that say what each came to.

A premise in a trace has the shape of its rule's premise, since the one was made from the other. Whoever shows it takes the words
from the rule, in any language, and the values from the trace.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhunsheng.engine.answer_trace import TraceCondition
from zhunsheng.engine.language.conditions import AllOf, AnyOf, Condition, Not, Quantified, children


def paired(
    condition: Condition, value: TraceCondition, instance: str
) -> Iterator[tuple[Condition, TraceCondition, str]]:
    """The parts of a condition, each with its values and the pointer of the instance that it is of.

    Args:
        instance: The pointer of the instance that the condition itself is of.

    Raises:
        ValueError: the trace is of another rule than the condition.
    """
    match condition:
        case Quantified(_, _, part, _):
            kind = "conducts" if instance else "subjects"
            for number, of_part in enumerate(value.parts):
                yield part, of_part, f"{instance}/{kind}/{number}"
        case Not(AnyOf(parts)):
            yield from ((part, of_part, instance) for part, of_part in zip(parts, value.parts, strict=True))
        case Not(AllOf(parts)):
            inside = value.parts[0].parts
            yield from ((part, of_part, instance) for part, of_part in zip(parts, inside, strict=True))
        case _:
            found = zip(children(condition), value.parts, strict=True)
            yield from ((part, of_part, instance) for part, of_part in found)
