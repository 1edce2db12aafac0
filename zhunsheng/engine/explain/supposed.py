"""The same case with other facts of one subject: what an explanation holds beside the case as it is.

*Why* supposes that only some of the facts are known; *why not*, that some were found or were otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from zhunsheng.engine.case import Instance
from zhunsheng.engine.engines.bits.engine import BitsEngine
from zhunsheng.engine.engines.bits.readout import StageRange
from zhunsheng.engine.engines.verdict import SubjectVerdict
from zhunsheng.engine.explain.explained import Explained
from zhunsheng.engine.law_dates import ACT_DATE, LawDates
from zhunsheng.engine.variants.columns import Change


@dataclass(frozen=True)
class Supposed:
    """A case with other facts of one subject, evaluated.

    Attributes:
        stages: How the established range of each track came about.
    """

    explained: Explained
    subject: Instance
    verdict: SubjectVerdict
    stages: Mapping[str, tuple[StageRange, ...]]

    def place(self, of: Instance) -> Instance:
        """The like of the subject, or of one of its conducts, in this case."""
        if of.level == "subject":
            return self.subject
        return next(part for part in self.subject.parts if part.pointers == of.pointers)


def suppose(
    engine: BitsEngine,
    explained: Explained,
    subject: Instance,
    changes: Iterable[Change] = (),
    laws: Sequence[LawDates] | None = None,
) -> Supposed:
    """A case with these changes of one subject's facts.

    Args:
        laws: The law of each conduct. Where it is left out it stays the one that was applied, unless an act gets its date here.
    """
    each = [part.law_dates for part in subject.parts] if laws is None else laws
    parts = zip(subject.parts, each, strict=True)
    changed = replace(subject, parts=tuple(replace(part, law=law) for part, law in parts))
    for change in changes:
        changed = change.slot.given(changed, change.value)
        if change.slot.ref == ACT_DATE:
            changed = replace(
                changed,
                parts=tuple(
                    replace(part, law=None) if change.slot.seen_by(part) else part for part in changed.parts
                ),
            )
    top = replace(
        explained.top,
        parts=tuple(changed if part is subject else part for part in explained.top.parts),
    )
    evaluated = engine.run([top])
    verdict = engine.verdict(evaluated, 0)
    of_subject = next(part for part in evaluated.parts if part.instance.id == subject.id)
    return Supposed(
        Explained(explained.release, explained.case, verdict, top),
        next(part for part in top.parts if part.id == subject.id),
        verdict.subjects[subject.id],
        engine.stages(of_subject, 0),
    )
