"""A pair of scenarios beside every rule: facts under which it applies, and one fact fewer or other under which it nearly does.

A rule says what it asks for; a pair shows it. Whoever reads the rule sees in one line the least that it takes, and what it hangs
on; whoever changes it hears at once what no longer holds. A rule without a pair is refused, as is a pair that does not do what
it says (the first by ``zhunsheng check``, the second by a test, since it takes an engine).

    pairs:                                  # rulesets/scenarios/pairs/<layer>/<file of the rule>.yaml
      - rule: harm.serious
        applies: {行为.日期: 2020-02-10, 行为.造成后果: 是, 事件.后果: 严重后果}
        nearly: {事件.后果: 不良影响}          # exactly one fact: another value, or 不明
        why: 后果未达严重后果                 # optional

How facts are named is `pair_facts`. A scenario of the other kind (`scenarios`) is a whole case with its outcome; pairs are none
of these, are not counted among them, and stand in a folder of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from zhunsheng.engine.language.documents import Document, Value, read_file
from zhunsheng.engine.language.rules import Rule
from zhunsheng.engine.language.validation import validated
from zhunsheng.engine.pair_facts import FactPlace, Stated, UnreadableFactError, read_name, read_value
from zhunsheng.engine.problems import InputError, Problem, RulesetError, Span, nearest, pointer, refuse
from zhunsheng.engine.release import Release
from zhunsheng.engine.scenarios import PAIRS
from zhunsheng.engine.vocabulary.facts import FactValue, Vocabulary


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _PairDocument(_Strict):
    rule: str
    applies: dict[str, Any]
    nearly: Annotated[dict[str, Any], Field(min_length=1, max_length=1)]
    why: str | None = None


class _PairsDocument(_Strict):
    pairs: tuple[_PairDocument, ...]


@dataclass(frozen=True)
class Pair:
    """A pair of scenarios.

    Attributes:
        applies: The facts under which the rule applies.
        changed, to: The one fact that is otherwise where it nearly applies, and how; None where it is withdrawn.
        why: What is then missing, in a clause.
    """

    rule: str
    applies: Stated
    changed: FactPlace
    to: FactValue | None
    why: str | None
    span: Span

    def nearly(self) -> Stated:
        """The facts under which it nearly applies."""
        others = {place: value for place, value in self.applies.items() if place != self.changed}
        return others if self.to is None else {**others, self.changed: self.to}


def pairs_folder(release: Release) -> Path:
    """Where a release has its pairs."""
    return release.folder / "scenarios" / PAIRS


def file_of(rule: Rule) -> str:
    """The file that the pair of a rule belongs into, below `pairs_folder`: named as the file of the rule."""
    steps = PurePosixPath(rule.span.file).parts[1:]
    return PurePosixPath(*(steps[1:] if steps[:1] == ("rules",) else steps)).as_posix()


def read_pairs(release: Release) -> tuple[Pair, ...]:
    """The pairs of a release, in the order of their files.

    Raises:
        RulesetError: with every place that is not of a pair's shape, or names no fact or value.
    """
    folder = pairs_folder(release)
    shown_as = f"{release.folder.name}/scenarios/{PAIRS}"
    found: list[Pair] = []
    problems: list[Problem] = []
    for path in sorted(folder.rglob("*.yaml")):
        try:
            document = read_file(path, f"{shown_as}/{path.relative_to(folder).as_posix()}")
            for index, read in enumerate(validated(_PairsDocument, document).pairs):
                pair, wrong = _pair(read, pointer("pairs", index), document, release.vocabulary)
                found.extend([pair] if pair else [])
                problems.extend(wrong)
        except InputError as error:
            problems.extend(error.problems)
    refuse(problems, RulesetError)
    return tuple(found)


def _pair(
    read: _PairDocument, where: str, document: Document, vocabulary: Vocabulary
) -> tuple[Pair | None, list[Problem]]:
    problems: list[Problem] = []
    applies = dict(_facts(read.applies, f"{where}/applies", document, vocabulary, problems))
    nearly = list(_facts(read.nearly, f"{where}/nearly", document, vocabulary, problems))
    if problems:
        return None, problems
    ((changed, to),) = nearly
    if applies.get(changed) == to:
        what, mend = "nothing is otherwise where the rule nearly applies", "Give the fact another value."
        return None, [Problem("no_change", what, mend=mend, span=document.span(f"{where}/nearly"))]
    known = {place: value for place, value in applies.items() if value is not None}
    return Pair(read.rule, known, changed, to, read.why, document.span(f"{where}/rule")), []


def _facts(
    written: dict[str, Value], where: str, document: Document, vocabulary: Vocabulary, problems: list[Problem]
) -> Iterator[tuple[FactPlace, FactValue | None]]:
    """The facts that can be read; what is wrong with the others goes to `problems`."""
    for name, value in written.items():
        try:
            place = read_name(name, vocabulary)
            yield place, read_value(value, vocabulary.fact(place.ref))
        except UnreadableFactError as error:
            wrong = error.problem
            here = f"{where}{pointer(name)}"
            problems.append(
                Problem(
                    wrong.code,
                    wrong.what,
                    mend=wrong.mend,
                    near=wrong.near,
                    pointer=here,
                    span=document.span(here),
                )
            )


def pair_problems(pairs: Sequence[Pair], release: Release) -> Iterator[Problem]:
    """Rules without a pair, and pairs of no rule, of a rule that has one, or in another file than the rule's."""
    first: dict[str, Pair] = {}
    for pair in pairs:
        rule = release.rules.get(pair.rule)
        other = first.setdefault(pair.rule, pair)
        if rule is None:
            yield Problem("unknown_rule", f"there is no rule '{pair.rule}'", near=nearest(pair.rule, release.rules),
                          mend="Correct the id, or remove the pair.", span=pair.span)  # fmt: skip
        elif other is not pair:
            yield Problem("duplicate_id", f"the rule '{pair.rule}' has a pair already", why=f"It is at {other.span}.",
                          mend="Keep one of them.", span=pair.span)  # fmt: skip
        elif not pair.span.file.endswith(f"/{PAIRS}/{file_of(rule)}"):
            yield Problem("folder", f"the pair of '{pair.rule}' stands in another file than its rule",
                          mend=f"Move it to {PAIRS}/{file_of(rule)}.", span=pair.span)  # fmt: skip
    for rule in release.rules.values():
        if rule.id not in first:
            yield Problem(
                "no_pair",
                f"the rule '{rule.id}' has no pair of scenarios",
                why="Nobody is shown when it applies, and what it hangs on.",
                mend=f"Write one in scenarios/{PAIRS}/{file_of(rule)}; `make pairs` drafts it in the project.",
                span=rule.span,
            )


def checked_pairs(release: Release) -> tuple[Pair, ...]:
    """The pairs of a release, one for each rule.

    Raises:
        RulesetError: with every problem of `read_pairs`, or of `pair_problems`.
    """
    pairs = read_pairs(release)
    refuse(pair_problems(pairs, release), RulesetError)
    return pairs
