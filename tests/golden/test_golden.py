"""The golden files say what the engine says."""

from __future__ import annotations

from tests.golden.render import FOLDER, KEPT, rendered
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.suggestion import Suggestion


def test_answers_are_the_golden_ones(evaluator: Evaluator) -> None:
    for path, text in rendered(evaluator):
        assert path.read_text(encoding="utf-8") == text, (
            f"{path.name}: if the change is meant, run `make golden` and read the diff"
        )


def test_no_golden_file_is_left_over() -> None:
    wanted = {
        f"{scenario.removeprefix('cases.')}.{kind}" for scenario, kinds in KEPT.items() for kind in kinds
    }
    assert {path.name for path in FOLDER.iterdir() if path.suffix in (".txt", ".json", ".mmd")} == wanted


def test_the_golden_json_is_a_suggestion() -> None:
    text = (FOLDER / "organization.json").read_text(encoding="utf-8")
    suggestion = Suggestion.model_validate_json(text)
    assert suggestion.subjects[0].form.recommended == 1
    assert {node.kind for node in suggestion.trace.nodes} == {"rule", "track"}
