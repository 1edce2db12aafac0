"""What pages show of two suggestions, as text that one can read and compare line by line.

Articles are named without their summaries, which their sources have; what changes without the answer changing is fixed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from tests.web.suggestion.examples import case_of
from zhunsheng.api.web.suggestion.showing import shown
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.suggestion import Engines, Suggestion

FOLDER = Path(__file__).parent / "golden"
KEPT = ("seed_003_urgent_matter", "organization")
_LANGUAGES: tuple[Literal["zh", "en"], ...] = ("zh", "en")


def golden_views(evaluator: Evaluator) -> Iterator[tuple[Path, str]]:
    """Each golden file with what it should hold."""
    for name in KEPT:
        case = case_of(evaluator, f"cases/{name}")
        for language in _LANGUAGES:
            suggestion = _fixed(evaluator.evaluate(case, language))
            view = shown(suggestion, evaluator.release, language)
            lines = "\n".join(_lines(view.model_dump(exclude={"say"}), 0))
            yield FOLDER / f"{name}.{language}.txt", lines + "\n"


def _fixed(suggestion: Suggestion) -> Suggestion:
    release = suggestion.release.model_copy(update={"digest": "sha256:" + "0" * 64})
    engines = Engines(agreed=True, ran=("bits", "rete"))
    subjects = tuple(subject.model_copy(update={"similar": ()}) for subject in suggestion.subjects)
    return suggestion.model_copy(update={"release": release, "engines": engines, "subjects": subjects})


def _lines(part: Any, depth: int) -> Iterator[str]:
    indent = "  " * depth
    if isinstance(part, dict) and part.keys() >= {"source", "article", "title", "summary"}:
        yield f"{indent}- {part['title']}{'' if part['summary'] else ' ↑'}"
    elif isinstance(part, dict):
        for name, value in part.items():
            if isinstance(value, dict | list | tuple):
                if value:
                    yield f"{indent}{name}:"
                    yield from _lines(value, depth + 1)
            elif value is not None and value != "" and value is not False:
                yield f"{indent}{name}: {value}"
    elif all(not isinstance(item, dict) for item in part):
        yield indent + " | ".join(str(item) for item in part)
    else:
        for number, item in enumerate(part, 1):
            if not (isinstance(item, dict) and "source" in item):
                yield f"{indent}{number}."
            yield from _lines(item, depth + 1)
