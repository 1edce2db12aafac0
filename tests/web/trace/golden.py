"""What pages of derivations say, kept as text: `python -m tests.web.trace.golden` writes it anew, and the difference is read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

from zhunsheng.api.web.frame import Frame
from zhunsheng.api.web.rendering import render
from zhunsheng.api.web.trace.shown import shown_node, shown_tree, shown_why
from zhunsheng.api.web.trace.told import Told
from zhunsheng.api.web.trace.tree import Narrowed
from zhunsheng.engine.evaluation import Evaluator, Language
from zhunsheng.engine.language.documents import read_file
from zhunsheng.engine.release import default_release
from zhunsheng.engine.scenarios import read_scenario

FOLDER = Path(__file__).parent / "golden"
#: A small case, in which something is established, something open, and something known not to be.
CASE = "seed_000_complacency"
LANGUAGES: tuple[Language, ...] = ("zh", "en")
_BLOCKS = frozenset({"p", "li", "h1", "h2", "summary", "tr", "dt", "dd", "option", "label", "button"})


def golden(evaluator: Evaluator) -> Iterator[tuple[Path, str]]:
    """Each file with what it should hold."""
    for language in LANGUAGES:
        told = told_of(evaluator, CASE, language)
        tree = shown_tree(told, language, Narrowed(), open=False)
        pages = (
            ("tree", "trace/tree.html", tree),
            ("node", "trace/node.html", shown_node(told, language, "s1c1", "shanxi.complacency")),
            ("why", "trace/why.html", shown_why(told, language, "s1c1", "shanxi.complacency")),
            ("why_not", "trace/why.html", shown_why(told, language, "s1c1", "shanxi.dereliction")),
        )
        for name, template, data in pages:
            yield FOLDER / f"{name}.{language}.txt", text_of_main(render(template, data, frame_in(language)))


def told_of(evaluator: Evaluator, name: str, language: Language, folder: str = "cases") -> Told:
    """The suggestion for a scenario."""
    path = evaluator.release.folder / "scenarios" / folder / f"{name}.yaml"
    document = read_scenario(read_file(path)).case
    suggestion = evaluator.evaluate(evaluator.read(document), language)
    return Told(suggestion, document.value, evaluator, True, "/cases/c/evaluations/3", "c~3")


def frame_in(language: Language) -> Frame:
    """What stands around a page that is rendered by itself."""
    tag = {"zh": "zh-CN", "en": "en"}[language]
    path = "/cases/c/evaluations/3/trace"
    at = datetime(2024, 7, 1, tzinfo=UTC)
    return Frame(language, tag, path, "?lang=zh", "t.json", None, (), "", True, "", "", path, at)


def text_of_main(page: str) -> str:
    """What the main part of a page says, a line for each block; what is within another one is indented."""
    reader = _Lines()
    reader.feed(page)
    lines = (" ".join(line.split()) for line in reader.lines)
    return "".join(
        f"{'  ' * depth}{line}\n" for line, depth in zip(lines, reader.depths, strict=True) if line
    )


class _Lines(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.depths: list[int] = []
        self._main = False
        self._lists = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "main":
            self._main = True
        self._lists += tag == "ul"
        if tag in _BLOCKS:
            self._begin()

    def handle_endtag(self, tag: str) -> None:
        if tag == "main":
            self._main = False
        self._lists -= tag == "ul"
        if tag in _BLOCKS:
            self._begin()

    def handle_data(self, data: str) -> None:
        if self._main and self.lines:
            self.lines[-1] += data

    def _begin(self) -> None:
        self.lines.append("")
        self.depths.append(max(0, self._lists - 1))


if __name__ == "__main__":
    with Evaluator(default_release()) as made:
        for path, text in golden(made):
            path.write_text(text, encoding="utf-8")
