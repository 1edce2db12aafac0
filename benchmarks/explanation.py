"""What the whole explanation of a case costs, beside the same by repeated evaluation.

The explanation is every open question with where each answer leads (each answer alone and beside each other one), and every
change of up to two established facts, judged. Repeated evaluation is what one would do without columns: make each of those
variants as a case and evaluate it by itself. All of them would take minutes, so a sample drawn at random is timed, in the same
seconds as the explanation, and taken for all. The variants are counted once each.

What no amount of repeated evaluation can do stands beside it: the proof that no other fact matters, whatever else comes to light,
and the smallest groups of facts that would settle the case.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from statistics import median

from benchmarks.latency import p95, timed
from zhunsheng.engine.case import Case, Instance, instances
from zhunsheng.engine.compiled import CompiledRelease
from zhunsheng.engine.explain.changes import alterations
from zhunsheng.engine.explain.outcomes import outcome_of
from zhunsheng.engine.explain.questions import open_questions
from zhunsheng.engine.explain.relevance import open_answers
from zhunsheng.engine.explain.settling import settlements
from zhunsheng.engine.variants.columns import Change, Columns, Variant

#: So many changes of established facts at once.
SIZE = 2
#: So many variants of each subject are evaluated one by one.
SAMPLE = 24


@dataclass(frozen=True)
class Explanation:
    """The cost of explaining subjects, in microseconds a subject.

    Attributes:
        subjects: How many were explained.
        unknown: Unknown facts of a subject, the median.
        variants: Variants behind an explanation, the median.
        questions, changes: Medians of the two parts of the whole.
        proof, settling: Medians of what comes beside them.
        whole, whole_p95: Questions and changes.
        repeated: The same by repeated evaluation, the median.
        ratio: Of that to the whole, subject by subject, the median; `ratio_least` the smallest.
    """

    label: str
    subjects: int
    unknown: float
    variants: float
    questions: float
    changes: float
    proof: float
    settling: float
    whole: float
    whole_p95: float
    repeated: float
    ratio: float
    ratio_least: float


def explanation(
    label: str, rules: CompiledRelease, cases: Sequence[Case], least_unknown: int, seed: int = 0
) -> Explanation:
    """Explains the first subject of each case that has at least so many unknown facts."""
    random = Random(seed)
    subjects = [instances(case).parts[0] for case in cases if case.subjects]
    chosen = [subject for subject in subjects if _unknown(rules, subject) >= least_unknown]
    found = [_explained(rules, subject, random) for subject in chosen]
    wholes = [one.questions + one.changes for one in found]
    ratios = [one.repeated / whole for one, whole in zip(found, wholes, strict=True)]
    return Explanation(
        label,
        len(found),
        median(_unknown(rules, subject) for subject in chosen),
        median(one.variants for one in found),
        median(one.questions for one in found),
        median(one.changes for one in found),
        median(one.proof for one in found),
        median(one.settling for one in found),
        median(wholes),
        p95(wholes),
        median(one.repeated for one in found),
        median(ratios),
        min(ratios),
    )


@dataclass(frozen=True)
class _One:
    variants: int
    questions: float
    changes: float
    proof: float
    settling: float
    repeated: float


def _explained(rules: CompiledRelease, subject: Instance, random: Random) -> _One:
    """Explains one subject twice (the second time counts) and evaluates a sample of its variants by themselves."""
    asked = tuple(_pairs_of_answers(rules, subject))
    tried = alterations(rules.slots, rules.laws, subject, SIZE).tried
    open_questions(rules, subject)
    gc.collect()
    questions = timed(lambda: open_questions(rules, subject, "pairs"))
    proved = timed(lambda: open_questions(rules, subject, "all"))
    made = [_made(subject, variant) for variant in random.sample(asked, min(SAMPLE, len(asked)))]
    return _One(
        len(asked) + tried,
        questions,
        timed(lambda: alterations(rules.slots, rules.laws, subject, SIZE)),
        max(0.0, proved - questions),
        timed(lambda: settlements(rules, subject)),
        timed(lambda: [_alone(rules, variant) for variant in made]) / len(made) * (len(asked) + tried),
    )


def _pairs_of_answers(rules: CompiledRelease, subject: Instance) -> Iterator[Variant]:
    """Every answer to an unknown fact, alone and beside each other one."""
    answers: tuple[Change, ...] = tuple(open_answers(rules.slots, subject))
    for number, answer in enumerate(answers):
        yield (answer,)
        yield from ((answer, other) for other in answers[number + 1 :] if other.slot != answer.slot)


def _alone(rules: CompiledRelease, variant: Instance) -> object:
    """One variant evaluated by itself, and read."""
    return outcome_of(rules.release, rules.laws.outlooks(Columns.of(variant, ((),))), 0)


def _made(subject: Instance, variant: Variant) -> Instance:
    for change in variant:
        subject = change.slot.given(subject, change.value)
    return subject


def _unknown(rules: CompiledRelease, subject: Instance) -> int:
    """How many facts that rules read are unknown of a subject."""
    return len({change.slot.pointer for change in open_answers(rules.slots, subject)})
