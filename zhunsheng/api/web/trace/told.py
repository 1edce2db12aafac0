"""A suggestion with all that is needed to show and explain it: of a record, or of an example."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import ValidationError

from zhunsheng.engine.case import Case
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.language.documents import Document, Value
from zhunsheng.engine.problems import Chinese, InputError, Problem
from zhunsheng.engine.release import Release
from zhunsheng.engine.suggestion import Suggestion
from zhunsheng.records.recorded_evaluations import RecordedEvaluation


@dataclass(frozen=True)
class Told:
    """A suggestion that was given.

    Attributes:
        facts: The case document that it was given on.
        evaluator: Of the rules that it was given under.
        recorded: Whether it is on record, and not just evaluated for whoever looks.
        up: The address of the page that it is the derivation of; the derivation's own is below it.
        name: What that page is called.
    """

    suggestion: Suggestion
    facts: Value
    evaluator: Evaluator
    recorded: bool
    up: str
    name: str

    @property
    def release(self) -> Release:
        """The rules that it was given under."""
        return self.evaluator.release

    @property
    def case(self) -> Case:
        """The facts as a case.

        Raises:
            InputError: they are none to this version of the program.
        """
        return self.evaluator.read(Document(self.facts, self.name))


def suggestion_of(recorded: RecordedEvaluation) -> Suggestion:
    """The suggestion as it was written down.

    Raises:
        InputError: it is of another shape than suggestions have in this version (``answer_unreadable``).
    """
    try:
        return Suggestion.model_validate(recorded.answer.document)
    except ValidationError as error:
        place = error.errors(include_url=False)[0]
        raise InputError(
            [
                Problem(
                    "answer_unreadable",
                    f"the suggestion was recorded by another version of this program: {place['msg']}",
                    why="Suggestions had another shape then.",
                    mend="Read the record as JSON, or with the version that recorded it.",
                    zh=Chinese(
                        f"建议由另一版本的程序记录，形式不同：{place['msg']}",
                        "请读取 JSON，或使用当时的版本查看。",
                    ),
                )
            ]
        ) from None
