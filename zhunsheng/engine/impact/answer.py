"""The answer: which outcomes change from one release to another, in figures that add up."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from zhunsheng.engine.answer_parts import Answer, CiteRef, FormNumber, MeasureRange
from zhunsheng.engine.impact.compared_block import Aspect, Direction
from zhunsheng.engine.impact.difference import FirstDifference
from zhunsheng.engine.impact.ruleset_changes import Elsewhere, RulePart
from zhunsheng.engine.suggestion import Engines, Form, ReleaseInfo


class ExampleSubject(Answer):
    """A subject whose outcome changed; ``--drill`` takes ``case_id/subject_id``."""

    file: str
    row: Annotated[int, Field(description="Number of the record in the file, from 1")]
    case_id: str
    subject_id: str


class Cell(Answer):
    """The subjects of which a form was recommended before and another (or the same) is after."""

    before: FormNumber
    after: FormNumber
    subjects: int
    changed: Annotated[
        int, Field(description="Of these, changed in anything; where the form is another: all of them")
    ]
    examples: tuple[ExampleSubject, ...] = ()


class Times(Answer):
    """In how many changed subjects, and of these in how many the recommended form changed."""

    subjects: int
    form_changed: int


class RuleImpact(Answer):
    """A rule that had a part in changes, or that is not the same in both releases.

    Attributes:
        presence: In which release it is.
        rewritten: What of it is written differently.
        ranges_before, ranges_after: What it opens.
        newly_decides, no_longer_decides: Where it stands among the deciding rules on one side only.
        still_decides: Where it does on both sides, while something about the outcome changed.
    """

    rule: str
    title: str
    presence: Literal["both", "only_before", "only_after"]
    rewritten: tuple[RulePart, ...]
    cites: tuple[CiteRef, ...]
    ranges_before: tuple[MeasureRange, ...]
    ranges_after: tuple[MeasureRange, ...]
    newly_decides: Times
    no_longer_decides: Times
    still_decides: Times


class UnreadableRecord(Answer):
    """A record that is no case to either release, and what is wrong with it."""

    file: str
    row: int
    problem: str


class LeftOut(Answer):
    """What was read and not compared.

    Attributes:
        unreadable: Records that are no case to either release; the first few of them are listed.
        only_before, only_after: Subjects of a case that only this release can read: it has a value that the other does not know.
        neither: Subjects of whose case each release fails to know something.
        unknown_columns: By release, the facts in the files that it does not know: there they were left out.
        unknown_values: By release, the values that it does not know, and how often each stands in the files.
    """

    unreadable: int
    only_before: int
    only_after: int
    neither: int
    records: tuple[UnreadableRecord, ...]
    unknown_columns: dict[Literal["before", "after"], tuple[str, ...]]
    unknown_values: dict[Literal["before", "after"], dict[str, int]]


class Impact(Answer):
    """Which outcomes change from one release to another.

    Attributes:
        subjects: Those compared: unchanged and changed together.
        matrix: Every cell in which there are subjects, by form before and after.
        by_aspect: In how many subjects each part of the outcome changed; a subject counts for each.
        by_direction: Changed subjects, each counted once: a heavier or lighter form; or the same form and other measures; or the
            same measures and another range; or another possible range; or merely other findings or deciding rules.
        rules: What is written differently first, then what had a part in changes; the weightiest first.
        elsewhere: What else differs between the releases.
    """

    before: ReleaseInfo
    after: ReleaseInfo
    cases: int
    subjects: int
    unchanged: int
    changed: int
    matrix: tuple[Cell, ...]
    by_aspect: dict[Aspect, int]
    by_direction: dict[Direction, int]
    rules: tuple[RuleImpact, ...]
    elsewhere: dict[Elsewhere, tuple[str, ...]]
    left_out: LeftOut


class DrilledSubject(Answer):
    """One subject under one of the releases: the forms and the recommended measures, and who checked them."""

    engines: Engines
    form: Form
    measures: tuple[str, ...]


class Drill(Answer):
    """One subject of one case under both releases, and where the two derivations part (null: nowhere)."""

    case_id: str
    subject_id: str
    before_release: ReleaseInfo
    after_release: ReleaseInfo
    before: DrilledSubject
    after: DrilledSubject
    difference: FirstDifference | None
