"""Renders the golden files, the pages of sources and of points of discretion, the counts of practice, the moves, pages of rules.

What changes without the answer changing (the digest, which engines are there) is fixed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from tests.api.client import Client
from tests.golden import ambiguities_page as ambiguities
from tests.golden.practice_page import practice_files
from tests.golden.sources_page import PAGE, sources_page
from tests.golden.statistics_files import statistics_files
from tests.records.workflow import written_table as moves
from tests.web.rules import golden_pages
from tests.web.statistics import golden_page
from tests.web.suggestion.golden_views import golden_views
from zhunsheng.api.app import create_app
from zhunsheng.engine.ambiguities import load_ambiguities
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.explain.graph.building import build_graph
from zhunsheng.engine.explain.graph.mermaid import render_mermaid
from zhunsheng.engine.explain.text import render_text
from zhunsheng.engine.release import Release, default_folder, default_release
from zhunsheng.engine.report.build import build_report
from zhunsheng.engine.report.facts import facts_digest
from zhunsheng.engine.report.plain import render_plain
from zhunsheng.engine.scenarios import load_scenarios
from zhunsheng.engine.suggestion import Engines, Suggestion

FOLDER = Path(__file__).parent

#: Scenario → what is kept of it.
KEPT = {
    "cases.seed_000_complacency": ("zh.txt", "en.txt"),
    "cases.seed_001_eight_prohibitions": ("zh.txt",),
    "cases.seed_003_urgent_matter": ("zh.txt",),
    "cases.seed_004_objective_causes": ("zh.txt", "en.txt"),
    "cases.seed_000_dereliction_manner_unknown": ("zh.mmd", "en.mmd"),
    "cases.organization": ("zh.txt", "json", "report.zh.txt", "report.en.txt"),
}


def rendered(evaluator: Evaluator) -> Iterator[tuple[Path, str]]:
    """Each golden file with what it should hold."""
    release = default_release()
    for scenario in load_scenarios(default_folder() / "scenarios" / "cases"):
        for kind in KEPT.get(scenario.id, ()):
            language: Literal["zh", "en"] = "en" if "en" in kind.split(".") else "zh"
            case = evaluator.read(scenario.case)
            suggestion = _fixed(evaluator.evaluate(case, language))
            if kind.startswith("report."):
                text = render_plain(
                    build_report(suggestion, case, release, facts_digest(scenario.case.value))
                )
            else:
                text = _text(suggestion, kind, release)
            yield FOLDER / f"{scenario.id.removeprefix('cases.')}.{kind}", text


def _text(suggestion: Suggestion, kind: str, release: Release) -> str:
    """The answer as JSON, as text, or its decision graph as Mermaid."""
    if kind == "json":
        return suggestion.model_dump_json(indent=1) + "\n"
    if kind.endswith("mmd"):
        return render_mermaid(build_graph(suggestion, release))
    return render_text(suggestion, release)


def _fixed(suggestion: Suggestion) -> Suggestion:
    release = suggestion.release.model_copy(update={"digest": "sha256:" + "0" * 64})
    engines = Engines(agreed=True, ran=("bits", "rete"))
    subjects = tuple(subject.model_copy(update={"similar": ()}) for subject in suggestion.subjects)
    return suggestion.model_copy(update={"release": release, "engines": engines, "subjects": subjects})


if __name__ == "__main__":
    with Evaluator(default_release()) as made:
        for path, text in rendered(made):
            path.write_text(text, encoding="utf-8")
            print(path.name)
        for path, text in golden_views(made):
            path.write_text(text, encoding="utf-8")
            print(path.name)
    PAGE.write_text(sources_page(default_release().sources.values()), encoding="utf-8")
    print(PAGE.name)
    for path, text in (*practice_files(), *statistics_files()):
        path.write_text(text, encoding="utf-8")
        print(path.name)
    written = ambiguities.ambiguities_page(load_ambiguities(default_release()), default_release())
    ambiguities.PAGE.write_text(written, encoding="utf-8")
    print(ambiguities.PAGE.name)
    moves.TABLE.write_text(moves.written(), encoding="utf-8")
    print(moves.TABLE.name)
    with Evaluator(default_release()) as made:
        client = Client(create_app(made))
        for path, text in (*golden_pages.rendered(client), *golden_page.rendered(client)):
            path.write_text(text, encoding="utf-8")
            print(path.name)
