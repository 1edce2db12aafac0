"""Reports over several scenarios and notices, made once: persons and organizations, tolerance granted, refused and open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pytest

from zhunsheng.engine.case import Case
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.language.documents import read_file
from zhunsheng.engine.language.values import Value
from zhunsheng.engine.release import default_folder
from zhunsheng.engine.report.build import build_report
from zhunsheng.engine.report.document import Report
from zhunsheng.engine.report.facts import facts_digest
from zhunsheng.engine.scenarios import read_scenario
from zhunsheng.engine.suggestion import Suggestion

NAMES = (
    "cases/seed_000_complacency",
    "cases/seed_003_urgent_matter",
    "cases/heavier_and_lighter",
    "cases/organization",
    "cases/nothing_known",
    "cases/ambiguities_consequences",
    "cases/crosswalk_waiver",
    "published/zhejiang_2020_lucheng_stalls",
    "published/inner_mongolia_2022_tumotezuo_testing",
)


@dataclass(frozen=True)
class Made:
    """A report with what it was made from."""

    document: Value
    case: Case
    suggestion: Suggestion
    report: Report


class Reports:
    """Makes reports and keeps them."""

    def __init__(self, evaluator: Evaluator) -> None:
        self.evaluator = evaluator
        self.made: dict[tuple[str, str], Made] = {}

    def get(self, name: str, language: Literal["zh", "en"] = "zh") -> Made:
        if (name, language) not in self.made:
            document = read_scenario(read_file(default_folder() / "scenarios" / f"{name}.yaml")).case
            case = self.evaluator.read(document)
            suggestion = self.evaluator.evaluate(case, language)
            digest = facts_digest(document.value)
            report = build_report(suggestion, case, self.evaluator.release, digest)
            self.made[name, language] = Made(document.value, case, suggestion, report)
        return self.made[name, language]


@pytest.fixture(scope="session")
def reports(evaluator: Evaluator) -> Reports:
    return Reports(evaluator)
