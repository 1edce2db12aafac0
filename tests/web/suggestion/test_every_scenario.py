"""Every scenario can be shown: no answer that the rules give fails a page, or makes one that takes long to come.

Every fifth is evaluated here, in one language, the one and the other by turns, by the first engine alone: that takes the time.
``python -m tests.web.suggestion.test_every_scenario`` shows every subject of every scenario in both languages, in five minutes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Literal

import pytest

from tests.samples import sampled
from tests.second_engines import nobody
from tests.web.suggestion.examples import case_of
from zhunsheng.api.web.rendering import environment
from zhunsheng.api.web.suggestion.showing import shown
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.release import Release, default_folder, default_release
from zhunsheng.engine.scenarios import scenario_files

_FOLDER = default_folder() / "scenarios"
NAMES = tuple(path.relative_to(_FOLDER).with_suffix("").as_posix() for path in scenario_files(_FOLDER))
#: Those that are tried here.
SHOWN = sampled(NAMES, 10)
Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")
#: Of what a page with a suggestion may weigh, so much is left for what stands around it.
LARGEST, AROUND = 100_000, 10_000


@pytest.fixture(scope="module")
def alone(release: Release) -> Iterator[Evaluator]:
    """The first engine alone."""
    with Evaluator(release, second=nobody()) as made:
        yield made


def rendered(evaluator: Evaluator, name: str, language: Language) -> Iterator[tuple[str, str]]:
    """The suggestion for each subject of a scenario, as pages show it."""
    template = environment(language).get_template("suggestion/suggestion.html")
    suggestion = evaluator.evaluate(case_of(evaluator, name), language)
    for subject in suggestion.subjects:
        view = shown(suggestion, evaluator.release, language, subject.subject_id)
        frame = SimpleNamespace(tag={"zh": "zh-CN", "en": "en"}[language])
        yield subject.subject_id, template.render(suggestion=view, frame=frame, what_if="/what-if")


@pytest.mark.parametrize("position", range(0, len(SHOWN), 10))
def test_a_scenario_is_shown(alone: Evaluator, position: int) -> None:
    for number, name in enumerate(SHOWN[position : position + 10], position):
        for subject, page in rendered(alone, name, LANGUAGES[number % 2]):
            assert len(page.encode()) < LARGEST - AROUND, f"{name} {subject}"
            assert page.count('aria-current="true"') >= 1
            assert "None" not in page.partition('id="measures"')[0], f"{name} {subject}"


if __name__ == "__main__":
    with Evaluator(default_release(), second=nobody()) as made:
        sizes = sorted(
            (len(page.encode()), name, subject, language)
            for name in NAMES
            for language in LANGUAGES
            for subject, page in rendered(made, name, language)
        )
    sys.stdout.write(f"{len(sizes)} pages of {len(NAMES)} scenarios; the largest: {sizes[-3:]}\n")
