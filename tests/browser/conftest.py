"""The pages that these tests look at."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.engine.report.conftest import Reports
from zhunsheng.engine.evaluation import Evaluator, Language
from zhunsheng.engine.explain.graph.building import build_graph
from zhunsheng.engine.explain.graph.svg import render_svg
from zhunsheng.engine.report.html import render_html

#: A file with what it is to hold: what is shown of a scenario, in a language.
Written = Callable[[str, str, Language], Path]


@pytest.fixture(scope="session")
def written(evaluator: Evaluator, tmp_path_factory: pytest.TempPathFactory) -> Written:
    """Writes the ``report`` or the ``graph`` of a scenario, once."""
    folder, reports = tmp_path_factory.mktemp("pages"), Reports(evaluator)

    def write(kind: str, name: str, language: Language) -> Path:
        ending = {"report": "html", "graph": "svg"}[kind]
        path = folder / f"{kind}-{name.rpartition('/')[2]}.{language}.{ending}"
        if not path.exists():
            made = reports.get(name, language)
            text = (
                render_html(made.report)
                if kind == "report"
                else render_svg(build_graph(made.suggestion, evaluator.release))
            )
            path.write_text(text, encoding="utf-8")
        return path

    return write
