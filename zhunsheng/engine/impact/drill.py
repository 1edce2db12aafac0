"""One case of many, looked at closely: the interactive answer under both releases, and where the two derivations part.

A batch says that an outcome changed; here the case is taken out of the file and evaluated again, by both engines and with its
whole trace, once under each release.
"""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pyarrow.compute as pc

from zhunsheng.engine.batch.block_cases import as_cases
from zhunsheng.engine.batch.case_block import CaseBlock
from zhunsheng.engine.case import Case
from zhunsheng.engine.evaluation import Evaluator, Language
from zhunsheng.engine.impact.answer import Drill, DrilledSubject
from zhunsheng.engine.impact.common_vocabulary import CommonVocabulary
from zhunsheng.engine.impact.first_difference import first_difference
from zhunsheng.engine.impact.seen_blocks import as_it_is, of_cases, seen
from zhunsheng.engine.impact.streaming import FileChunk
from zhunsheng.engine.problems import Chinese, InputError, Problem, nearest
from zhunsheng.engine.release import Release
from zhunsheng.engine.suggestion import Suggestion

#: So many ids are remembered, to name the nearest where nothing is found.
_REMEMBERED = 2_000


@dataclass(frozen=True)
class Wanted:
    """A case that was asked for, and which of its subjects; None: all of them."""

    block: CaseBlock
    subject_id: str | None


def find_case(chunks: Iterable[FileChunk], asked: str) -> Wanted:
    """The first case of that id, or that case and a subject where ``case_id/subject_id`` is asked for.

    Raises:
        InputError: there is none; or it is no case, with what is wrong with it.
    """
    case_id, slash, subject_id = asked.partition("/")
    near: list[str] = []
    for read in chunks:
        block = read.chunk.block
        rows = pc.equal(block.case_ids, case_id).to_numpy(zero_copy_only=False)
        if rows.any():
            found = of_cases(block, rows & (rows.cumsum() == 1))
            ids = found.subject_ids.to_pylist()
            if slash and subject_id not in ids:
                raise _no_subject(case_id, subject_id, ids)
            return Wanted(found, subject_id if slash else None)
        for bad in read.chunk.bad_rows:
            if bad.case_id == case_id:
                raise InputError(bad.problems)
        near.extend(block.case_ids.slice(0, _REMEMBERED - len(near)).to_pylist())
    raise _no_case(case_id, near)


def drill(
    wanted: Wanted,
    before: Evaluator,
    after: Evaluator,
    common: CommonVocabulary,
    language: Language,
) -> tuple[Drill, ...]:
    """Each subject that was asked for, under both releases.

    Raises:
        InputError: one of the releases cannot read the case.
        EnginesDiffer: the engines do not agree.
    """
    evaluators = (before, after)
    cases = [_case(wanted.block, of.release, common) for of in evaluators]

    def evaluate(of: Evaluator, case: Case) -> Suggestion:
        return of.evaluate(case, language, every_rule=True)

    # Both at once: most of the time each waits for its second engine.
    with ThreadPoolExecutor(len(evaluators)) as pool:
        answers = list(pool.map(evaluate, evaluators, cases))
    return tuple(
        _of_subject(answers[0], answers[1], position)
        for position, subject in enumerate(answers[1].subjects)
        if wanted.subject_id in (None, subject.subject_id)
    )


def _of_subject(before: Suggestion, after: Suggestion, position: int) -> Drill:
    id = after.subjects[position].subject_id
    sides = [
        DrilledSubject(
            engines=of.engines,
            form=of.subjects[position].form,
            measures=tuple(item.name for item in of.subjects[position].measures if item.recommended),
        )
        for of in (before, after)
    ]
    return Drill(
        case_id=after.case_id,
        subject_id=id,
        before_release=before.release,
        after_release=after.release,
        before=sides[0],
        after=sides[1],
        difference=first_difference(before, after, id),
    )


def _case(block: CaseBlock, release: Release, common: CommonVocabulary) -> Case:
    """The case as a release sees it.

    Raises:
        InputError: it has a value that the release does not know.
    """
    view = as_it_is(block) if common.same else seen(block, common.reads, release.vocabulary)
    if not view.kept.all():
        raise InputError(_unknown(value, release) for value in view.unknown_values or {})
    return next(as_cases(view.block, release.vocabulary))


def _unknown(value: str, release: Release) -> Problem:
    return Problem(
        "unknown_value",
        f"the case states {value}, which {release.folder.name} {release.version} does not know",
        why="To leave it out would make another case of it.",
        mend="A case can only be compared where both releases can read it.",
        zh=Chinese(
            f"案卷写有 {value}，规则集 {release.folder.name} {release.version} 没有这一取值",
            "两个规则集都能读的案件才能对照",
        ),
    )


def _no_subject(case_id: str, subject_id: str, ids: list[str]) -> InputError:
    what = f"case '{case_id}' has no subject '{subject_id}'"
    zh = Chinese(f"案件“{case_id}”没有主体“{subject_id}”", f"该案主体：{'、'.join(ids)}")
    mend = f"Its subjects are {', '.join(ids)}."
    return InputError([Problem("no_subject", what, mend=mend, near=nearest(subject_id, ids), zh=zh)])


def _no_case(asked: str, ids: list[str]) -> InputError:
    what = f"there is no case '{asked}' in the files"
    zh = Chinese(f"文件中没有案件“{asked}”", "请写成 案件编号 或者 案件编号/主体编号")
    mend = "Write the id of a case, or that of a case and of a subject with a slash between them."
    return InputError([Problem("no_case", what, mend=mend, near=nearest(asked, ids), zh=zh)])
