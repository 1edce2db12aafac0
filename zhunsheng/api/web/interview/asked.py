"""What is still worth asking in a case, in the order in which it tells most, and where each subject stands now.

The engine's own questions (`explain.questions`), without their outlooks: a page asks, it does not argue. How far it is looked
hangs on how much there is to look at, since a page is made each time that somebody types.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from zhunsheng.api.web.interview.implied import Implied, implied_facts
from zhunsheng.engine.case import Case, Instance, instances
from zhunsheng.engine.evaluation import Evaluator, Language
from zhunsheng.engine.explain.questions import Questions, open_questions
from zhunsheng.engine.explain.relevance import Reach
from zhunsheng.engine.explain.shown_facts import ShownFacts
from zhunsheng.engine.law_dates import ACT_DATE
from zhunsheng.engine.suggestion import Form, Possible
from zhunsheng.engine.vocabulary.dates import PartialDate

#: So many subjects are looked at for one page; and so many conducts of one for what matters together with another fact.
SUBJECTS: Final = 4
PAIRED: Final = 1
#: With more conducts it is not proved what is possible, and the bounds of Kleene's logic are shown, which may be too wide.
PROVED: Final = 8
#: Behind all that is asked.
_LAST: Final = 1_000_000


@dataclass(frozen=True)
class Standing:
    """Where a subject stands now, by the first engine alone.

    Attributes:
        measures: Those that are recommended, by name.
    """

    subject: str
    form: Form
    possible: Possible
    measures: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """What is worth asking.

    Attributes:
        ranks: JSON pointer of an unknown fact that can matter → its rank, 0 for the one that tells most.
        reach: How far it was looked: what is not asked matters only beyond.
        implied: JSON pointer of an unknown fact that can matter, and for which one answer is left; these rank last.
        further: The ids of the subjects of which more is looked at where they are looked at alone.
        looked_at: The ids of the subjects that were looked at.
    """

    ranks: Mapping[str, int] = field(default_factory=dict)
    reach: Reach = "pairs"
    standings: tuple[Standing, ...] = ()
    implied: Mapping[str, Implied] = field(default_factory=dict)
    further: frozenset[str] = frozenset()

    @property
    def looked_at(self) -> frozenset[str]:
        """The ids of the subjects that were looked at."""
        return frozenset(standing.subject for standing in self.standings)

    @property
    def first(self) -> str | None:
        """The pointer of the question that tells most."""
        return min(self.ranks, key=lambda pointer: self.ranks[pointer], default=None)


#: Where nothing can be asked, since the draft is no case.
NOTHING: Final = Asked()


def asked_about(evaluator: Evaluator, case: Case, language: Language, subject: str | None = None) -> Asked:
    """What is worth asking.

    Args:
        language: Of the names of measures.
        subject: Of one subject; None: of the case, by its first subjects.
    """
    chosen = tuple(part for part in instances(case).parts if subject is None or part.id == subject)[:SUBJECTS]
    ranks: dict[str, int] = {}
    implied: dict[str, Implied] = {}
    standings: list[Standing] = []
    reach: Reach = "pairs"
    further: set[str] = set()
    for part in chosen:
        farthest = _reach(part)
        found = open_questions(evaluator.compiled, part, "alone" if len(chosen) > 1 else farthest)
        reach = "alone" if found.reach == "alone" else reach
        if farthest != "alone" == found.reach:
            further.add(part.id)
        left = {fact.pointer: fact for fact in implied_facts(evaluator.release, part, found.questions)}
        implied |= left
        # They come last: who finds out anything finds out something else first.
        questions = sorted(found.questions, key=lambda question: question.pointer in left)
        for place, question in enumerate(questions):
            rank = place + (_LAST if question.pointer in left else 0)
            ranks[question.pointer] = min(rank, ranks.get(question.pointer, rank))
        standings.append(_standing(evaluator, part, found, language))
    return Asked(ranks, reach, tuple(standings), implied, frozenset(further))


def _reach(part: Instance) -> Reach:
    """How far it is looked: what matters with one other fact is looked for where that is quickly found.

    As long as nobody has said when something was done, any of twenty laws may govern it, and every pair is tried under each of
    them; the day is among the first questions then.
    """
    days = [conduct.facts.get(ACT_DATE) for conduct in part.parts]
    dated = all(isinstance(day, PartialDate) and day.exact for day in days)
    return "pairs" if dated and len(part.parts) <= PAIRED else "alone"


def _standing(evaluator: Evaluator, part: Instance, found: Questions, language: Language) -> Standing:
    show = ShownFacts(evaluator.release, language).standing(found.now.outcome)
    forms = found.now.outcome.forms
    possible = Possible(
        lowest=forms.lowest,
        highest=forms.highest,
        contingent_on=tuple(question.pointer for question in found.questions),
        horizon=evaluator.horizon(part) if len(part.parts) <= PROVED else None,
    )
    return Standing(part.id, show.form, possible, show.measures)
