"""Cases that come with the rules and tell what the workbench does: for whoever looks at it for the first time, and for teaching.

Each is a scenario of the ruleset, so that what it shows is tested with the rules. They never change while the service runs: each
is evaluated once in each language, by both engines like any case, and kept.
"""

from __future__ import annotations

import threading
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Final

from fastapi import Depends, FastAPI, Request

from zhunsheng.api.problems import ProblemItem, Refusal
from zhunsheng.api.web.language import LANGUAGES
from zhunsheng.engine.case import Case
from zhunsheng.engine.evaluation import Evaluator, Language
from zhunsheng.engine.language.documents import Document, read_file
from zhunsheng.engine.problems import nearest
from zhunsheng.engine.scenarios import read_scenario
from zhunsheng.engine.suggestion import Suggestion
from zhunsheng.engine.vocabulary.facts import Text

#: Names of scenario files, in the order in which one best looks at them, with what there is to see.
TELLING: Final[Mapping[str, Text]] = {
    "seed_000_complacency": Text(
        "认定成立不等于处分：看问题认定、责任和条款怎样一层层得出幅度。",
        "A finding is no sanction yet: see how findings, responsibility and provisions come to a range, layer by layer.",
    ),
    "seed_000_dereliction_manner_unknown": Text(
        "失职方式没有查明：不明的事实不作有责，也不作无责；看每种回答通向哪里。",
        "How the duty was failed is not known: it counts neither way. See where each answer would lead.",
    ),
    "seed_000_self_discipline": Text(
        "故意瞒报行程：从重的情节只打开幅度的上端，取不取由人判断。",
        "Travel concealed on purpose: what makes it graver opens the upper end only, and people judge.",
    ),
    "seed_003_urgent_matter": Text(
        "急事急办的采购失误：两个主体，一个可以容错，一个被排除；看两边怎样权衡。",
        "A mistake in urgent procurement: one of two is tolerated, the other excluded. See both sides weighed.",
    ),
    "seed_003_both_sides": Text(
        "当事人和领导都要追究：看责任怎样分开，法律留下的裁量怎样显示。",
        "The actor and the leader both answer: see their responsibility told apart, and discretion left open.",
    ),
    "seed_004_objective_causes": Text(
        "尽了力，因客观原因失误：看三个区分开来和上提一级审核。",
        "Worked hard and failed for objective causes: see the three distinctions, and review one level up.",
    ),
    "organization": Text(
        "党组织问责：组织有自己的措施阶梯。",
        "An organization: it has a ladder of measures of its own.",
    ),
    "suspected_crime": Text(
        "涉嫌犯罪：由人认定之后，看移送和党纪处分怎样衔接。",
        "A suspected crime: once people have found it, see transfer and Party sanction go together.",
    ),
}
_FOLDER: Final = ("scenarios", "cases")


@dataclass(frozen=True)
class Example:
    """A case to look at.

    Attributes:
        name: In its address.
        points: What there is to see.
        document: The case as it is written, which its report names by digest.
    """

    name: str
    title: Text
    points: Text
    document: Document
    case: Case


class Examples:
    """The examples of one application, with what was made of them. Safe to use from several threads."""

    def __init__(self, evaluator: Evaluator) -> None:
        self.evaluator = evaluator
        self._turn = threading.Lock()
        self._kept: dict[tuple[str, Language], Suggestion] = {}

    @cached_property
    def all(self) -> tuple[Example, ...]:
        """Those that the ruleset has; one of another make may have none of them.

        Raises:
            InputError: one of them is malformed.
        """
        folder = self.evaluator.release.folder.joinpath(*_FOLDER)
        files = ((name, points, folder / f"{name}.yaml") for name, points in TELLING.items())
        return tuple(self._read(name, points) for name, points, file in files if file.is_file())

    def named(self, name: str, language: Language) -> Example:
        """The example of a name.

        Raises:
            Refusal: there is none (404).
        """
        for example in self.all:
            if example.name == name:
                return example
        known = [example.name for example in self.all]
        detail = {"zh": f"没有名为“{name}”的示例", "en": f"there is no example '{name}'"}[language]
        help = {"zh": "请从示例列表进入。", "en": "Come from the list of examples."}[language]
        item = ProblemItem(
            code="not_found", pointer=None, detail=detail, help=help, did_you_mean=nearest(name, known)
        )
        raise Refusal([item])

    def suggestion(self, example: Example, language: Language) -> Suggestion:
        """The suggestion for an example.

        Raises:
            EnginesDiffer: the engines do not agree.
        """
        key = (example.name, language)
        if key not in self._kept:
            # One at a time: whoever asks for the same waits for it instead of making it again.
            with self._turn:
                if key not in self._kept:
                    self._kept[key] = self.evaluator.evaluate(example.case, language)
        return self._kept[key]

    def steps(self) -> Generator[None, None, None]:
        """Reads them, and evaluates one a step.

        Raises:
            EnginesDiffer: the engines do not agree.
            InputError: one of them is malformed.
        """
        for example in self.all:
            for language in LANGUAGES:
                yield
                self.suggestion(example, language)

    def _read(self, name: str, points: Text) -> Example:
        file = "/".join((*_FOLDER, f"{name}.yaml"))
        scenario = read_scenario(read_file(self.evaluator.release.folder / file, f"rulesets/{file}"))
        return Example(name, scenario.title, points, scenario.case, self.evaluator.read(scenario.case))


def install(app: FastAPI, evaluator: Evaluator) -> None:
    """Gives an application its examples, none of which has been read yet."""
    app.state.examples = Examples(evaluator)


def examples_of(request: Request) -> Examples:
    """The examples of the application that got a request."""
    kept = request.app.state.examples
    if not isinstance(kept, Examples):
        raise TypeError("the application was made without examples")
    return kept


TheExamples = Annotated[Examples, Depends(examples_of)]
