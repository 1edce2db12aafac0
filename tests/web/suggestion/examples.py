"""Scenarios by name, and their suggestions."""

from __future__ import annotations

from zhunsheng.engine.case import Case
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.language.documents import Document, read_file
from zhunsheng.engine.release import Release
from zhunsheng.engine.scenarios import read_scenario


def document_of(release: Release, name: str) -> Document:
    """The case document of a scenario, such as ``cases/organization``."""
    path = release.folder / "scenarios" / f"{name}.yaml"
    return read_scenario(read_file(path, path.name)).case


def case_of(evaluator: Evaluator, name: str) -> Case:
    """The case of a scenario."""
    return evaluator.read(document_of(evaluator.release, name))
