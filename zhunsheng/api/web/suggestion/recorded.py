"""A recorded evaluation as what further pages on it are made of: the answer as it was given, with its case and its rules."""

from __future__ import annotations

from dataclasses import dataclass

from zhunsheng.api.records import Records
from zhunsheng.engine.case import Case
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.language.documents import Document
from zhunsheng.engine.language.values import Value
from zhunsheng.engine.problems import Chinese, InputError, Problem
from zhunsheng.engine.suggestion import Suggestion
from zhunsheng.records.access.accounts import Account
from zhunsheng.records.evaluation_inspection import read_evaluation


@dataclass(frozen=True)
class Recorded:
    """An evaluation of a case, as it was recorded.

    Attributes:
        document: The facts as they were sent.
        evaluator: That answers now.
    """

    suggestion: Suggestion
    case: Case
    document: Value
    evaluator: Evaluator

    @property
    def other_rules(self) -> bool:
        """Whether it was made under other rules than those that answer now."""
        return self.suggestion.release.digest != self.evaluator.release.digest

    def under_its_rules(self) -> Recorded:
        """The same, where its rules are those at hand.

        Raises:
            InputError: they are not.
        """
        if not self.other_rules:
            return self
        made, now = self.suggestion.release, self.evaluator.release
        raise InputError(
            [
                Problem(
                    "evaluated_under_another_ruleset",
                    f"the evaluation was made under {made.name} {made.version}, and {now.version} answers now",
                    why="Its facts and rules would be shown in words that were not its own.",
                    mend="Read the record itself, or have it replayed under its own rules.",
                    zh=Chinese(
                        f"这份评估依据 {made.name} {made.version}，现行为 {now.version}",
                        "请查看记录本身，或者按当时的规则重算核对。",
                    ),
                )
            ]
        )


def recorded_case(records: Records, account: Account, case_id: str, number: int) -> Recorded:
    """Reads an evaluation; that it was read is an entry of the log.

    Raises:
        NotFound, NotAllowed, ContentErased: see `read_evaluation`.
        InputError: the facts are none that the rules at hand know.
    """
    found = read_evaluation(records.ledger, account, case_id, number)
    evaluator = records.answers.evaluator
    facts: Value = found.facts.document
    return Recorded(
        Suggestion.model_validate(found.answer.document),
        evaluator.read(Document(facts, "facts")),
        facts,
        evaluator,
    )
