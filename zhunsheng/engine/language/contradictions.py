"""Facts that cannot hold at once, by what their words mean: read from ``contradictions.yaml``.

No rule reads them. They keep hypothetical variants of a case sensible, and tell whoever states such facts that one of them is
wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from zhunsheng.engine.language.conditions import ConclusionTest, Condition, LawDateTest, Quantified, leaves
from zhunsheng.engine.language.documents import read_file
from zhunsheng.engine.language.reading import read_condition
from zhunsheng.engine.language.rule_documents import WhenDocument
from zhunsheng.engine.language.validation import validated
from zhunsheng.engine.problems import InputError, Problem, RulesetError, pointer, refuse
from zhunsheng.engine.vocabulary.facts import Text, Vocabulary
from zhunsheng.engine.vocabulary.loading import TextDocument


@dataclass(frozen=True)
class Contradiction:
    """A condition that never holds.

    Attributes:
        level: What it is about: a conduct or a subject.
    """

    id: str
    level: Literal["conduct", "subject"]
    condition: Condition
    why: Text


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _ContradictionDocument(_Strict):
    id: str
    per: Literal["conduct", "subject"]
    never: WhenDocument
    why: TextDocument


class _ContradictionsDocument(_Strict):
    contradictions: tuple[_ContradictionDocument, ...]


def load_contradictions(path: Path, vocabulary: Vocabulary, shown_as: str) -> tuple[Contradiction, ...]:
    """Reads the file; none is no contradictions.

    Raises:
        InputError: it is malformed, names what does not exist, uses an id twice, or reads anything but facts.
    """
    if not path.exists():
        return ()
    document = read_file(path, shown_as)
    read = validated(_ContradictionsDocument, document)
    problems: list[Problem] = []
    found: dict[str, Contradiction] = {}
    for index, item in enumerate(read.contradictions):
        where = pointer("contradictions", index)
        try:
            condition = read_condition(item.never, where + "/never", vocabulary, item.per, document)
        except InputError as error:
            problems.extend(error.problems)
            continue
        if any(isinstance(leaf, ConclusionTest | LawDateTest | Quantified) for leaf in leaves(condition)):
            what = f"'{item.id}' reads more than the facts of one {item.per}"
            mend = "Name facts only; conclusions and the law contradict nothing by what words mean."
            problems.append(Problem("contradiction", what, pointer=where + "/never", mend=mend))
        if item.id in found:
            mend = "Give one of them another id."
            problems.append(
                Problem("duplicate_id", f"the id '{item.id}' is used twice", pointer=where, mend=mend)
            )
        found[item.id] = Contradiction(item.id, item.per, condition, item.why.text())
    refuse(document.located(tuple(problems)), RulesetError)
    return tuple(found.values())
