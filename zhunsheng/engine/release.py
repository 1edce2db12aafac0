"""A ruleset as loaded: vocabulary, sources, scale, rules, in one checked value with a digest.

A release is what an evaluation is made under, and what it can be replayed under years later: the digest covers every byte of
every file that had a part in it (scenarios excepted, which are tests).
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pydantic import BaseModel, ConfigDict

from zhunsheng.engine.circuit.compiler import Circuits, compile_circuits
from zhunsheng.engine.language.checks import check
from zhunsheng.engine.language.contradictions import Contradiction, load_contradictions
from zhunsheng.engine.language.documents import read_file
from zhunsheng.engine.language.reading import read_rules
from zhunsheng.engine.language.rule_documents import Level, RulesetDocument
from zhunsheng.engine.language.rules import Layer, LayerClock, Rule, Table
from zhunsheng.engine.language.validation import validated
from zhunsheng.engine.problems import InputError, Problem, RulesetError, Span, refuse
from zhunsheng.engine.scale import Scale
from zhunsheng.engine.scale_document import load_scale
from zhunsheng.engine.source_documents import load_sources
from zhunsheng.engine.sources import Source
from zhunsheng.engine.vocabulary.facts import Vocabulary
from zhunsheng.engine.vocabulary.loading import TextDocument, load_vocabulary

#: The folders and files that make up a release.
PARTS = ("manifest.yaml", "scale.yaml", "contradictions.yaml", "vocabulary", "sources", "rules", "tables")
#: Published notices lie beside it: they move no range, and an answer shows those that are like the case.
NOTICES = ("scenarios/published",)


class _Printer(Protocol):
    def text(self, text: str, /) -> object: ...


@dataclass(frozen=True, repr=False)
class Release:
    """A checked ruleset. Its repr is its name and digest: what it holds is a megabyte, which no error message needs.

    Attributes:
        digest: ``sha256:`` and the digest of all its files.
        layers: By key, in the order in which they are applied.
        rules: By id, in the order of ids.
        folder: Where it was read from.
    """

    name: str
    version: str
    digest: str
    vocabulary: Vocabulary
    sources: Mapping[str, Source]
    scale: Scale
    layers: Mapping[str, Layer]
    rules: Mapping[str, Rule]
    tables: tuple[Table, ...]
    folder: Path
    contradictions: tuple[Contradiction, ...] = ()

    def __repr__(self) -> str:
        return f"Release({self.name!r}, {self.version!r}, {self.digest!r})"

    def _repr_pretty_(self, printer: _Printer, cycle: bool) -> None:  # noqa: ARG002 (the protocol's)
        """What IPython and Hypothesis print, which else walk through the fields of a dataclass."""
        printer.text(repr(self))

    def circuits(self) -> Circuits:
        """The circuits of its rules."""
        return compile_circuits(self.rules.values(), self.vocabulary, self.scale, self.contradictions)


class _LayerDocument(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    key: str
    per: Level
    clock: LayerClock
    name: TextDocument


class _ManifestDocument(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str
    version: str
    layers: tuple[_LayerDocument, ...]


def default_folder() -> Path:
    """The rulesets that come with the project: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parents[1]
    return next(folder for folder in (package / "rulesets", package.parent / "rulesets") if folder.is_dir())


@functools.cache
def default_release() -> Release:
    """The release that comes with the project, loaded once."""
    return load_release(default_folder())


def load_release(folder: Path) -> Release:
    """Loads and checks a ruleset.

    Raises:
        InputError: with every problem of the part that could not be read, or of the whole.
    """
    name = folder.name
    vocabulary = load_vocabulary(folder / "vocabulary", f"{name}/vocabulary")
    sources = {source.id: source for source in load_sources(folder / "sources", f"{name}/sources")}
    scale = load_scale(folder / "scale.yaml", vocabulary, f"{name}/scale.yaml")
    manifest = validated(_ManifestDocument, read_file(folder / "manifest.yaml", f"{name}/manifest.yaml"))
    layers = {
        layer.key: Layer(layer.key, layer.per, layer.clock, layer.name.text()) for layer in manifest.layers
    }
    rules, tables = _rules(folder, name, vocabulary, scale, layers, sources)
    refuse(check(rules, tables, layers, sources, scale, vocabulary), RulesetError)
    return Release(
        manifest.name,
        manifest.version,
        digest(folder),
        vocabulary,
        sources,
        scale,
        layers,
        {rule.id: rule for rule in sorted(rules, key=lambda rule: rule.id)},
        tables,
        folder,
        load_contradictions(folder / "contradictions.yaml", vocabulary, f"{name}/contradictions.yaml"),
    )


def _rules(
    folder: Path,
    name: str,
    vocabulary: Vocabulary,
    scale: Scale,
    layers: Mapping[str, Layer],
    sources: Mapping[str, Source],
) -> tuple[tuple[Rule, ...], tuple[Table, ...]]:
    rules: list[Rule] = []
    tables: list[Table] = []
    problems: list[Problem] = []
    for path in sorted([*(folder / "rules").rglob("*.yaml"), *(folder / "tables").rglob("*.yaml")]):
        shown = f"{name}/{path.relative_to(folder).as_posix()}"
        try:
            document = read_file(path, shown)
            read = validated(RulesetDocument, document)
            if path.parent.parent == folder / "rules" and path.parent.name != read.layer:
                raise RulesetError(
                    [
                        Problem(
                            "folder",
                            f"a file of layer '{read.layer}' stands in '{path.parent.name}'",
                            mend="Move it, or correct its layer.",
                            span=Span(shown, 1, 1),
                        )
                    ]
                )
            of_file, tables_of_file = read_rules(read, document, vocabulary, scale, layers, sources)
        except InputError as error:
            problems.extend(error.problems)
        else:
            rules.extend(of_file)
            tables.extend(tables_of_file)
    refuse(problems, RulesetError)
    return tuple(rules), tuple(tables)


def contents(folder: Path, parts: Sequence[str] = PARTS) -> Iterator[tuple[str, bytes]]:
    """The files of some parts of a ruleset, each with its name within the folder, in the order of names."""
    files = (
        path for part in parts for path in [folder / part, *(folder / part).rglob("*")] if path.is_file()
    )
    for path in sorted(files, key=lambda path: path.relative_to(folder).as_posix()):
        yield path.relative_to(folder).as_posix(), path.read_bytes()


def digest(folder: Path, parts: Sequence[str] = PARTS) -> str:
    """The digest of a ruleset's files: names and bytes, in the order of names."""
    hashed = hashlib.sha256()
    for name, content in contents(folder, parts):
        hashed.update(f"{name}\n{len(content)}\n".encode())
        hashed.update(content)
    return f"sha256:{hashed.hexdigest()}"
