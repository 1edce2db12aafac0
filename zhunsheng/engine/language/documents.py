"""A parsed document: its plain value, and the place of every part of it, for messages.

YAML is what people write (rules, scenarios, cases); JSON is what programs send. Both become the same `Document`. A JSON text is
read by the standard parser, which is fast, and its places are looked for (by reading it as the YAML that it also is) only when
there is something to complain about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from zhunsheng.engine.language.json_documents import parse_json
from zhunsheng.engine.language.values import MAXIMUM_BYTES as MAXIMUM_BYTES
from zhunsheng.engine.language.values import MAXIMUM_DEPTH as MAXIMUM_DEPTH
from zhunsheng.engine.language.values import Value as Value
from zhunsheng.engine.language.yaml_documents import parse_yaml
from zhunsheng.engine.problems import Chinese, InputError, Problem, Span

Spans = Mapping[str, Span]


def nowhere() -> Spans:
    """The places of a document that has no text."""
    return {}


@dataclass(frozen=True)
class Document:
    """A parsed document.

    Attributes:
        value: Plain dicts, lists, strings, ints, floats, bools and None.
        file: The name of the file for messages.
        find_spans: Finds the places of the parts, by JSON pointer.
    """

    value: Value
    file: str
    find_spans: Callable[[], Spans] = field(default=nowhere, repr=False, compare=False)

    @cached_property
    def spans(self) -> Spans:
        """Place by JSON pointer; empty where the document has no text."""
        return self.find_spans()

    def span(self, where: str) -> Span:
        """The place of a pointer, or of the nearest part that encloses it (the file itself, at last)."""
        while where not in self.spans and where:
            where = where.rpartition("/")[0]
        return self.spans.get(where, Span(self.file, 1, 1))

    def located(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """The problems with their pointers resolved to places in this file."""
        return tuple(
            replace(problem, span=problem.span or self.span(problem.pointer)) for problem in problems
        )

    def part(self, key: str) -> Document:
        """The document that stands under a key of this one, with its places in this file."""
        inner = self.value[key] if isinstance(self.value, dict) else None
        prefix = f"/{key}"

        def spans() -> Spans:
            return {
                where.removeprefix(prefix): span
                for where, span in self.spans.items()
                if where.startswith(prefix)
            }

        return Document(inner, self.file, spans)


def read_file(path: Path, shown_as: str | None = None) -> Document:
    """Reads a YAML or JSON file.

    Raises:
        InputError: the file is missing, is not UTF-8, or `read_text` refuses it.
    """
    name = shown_as or str(path)
    try:
        with path.open("rb") as file:
            raw = file.read(MAXIMUM_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        what = f"{name} cannot be read: {reason}"
        zh = Chinese(f"{name} 读不出来：{reason}", "请检查路径和权限")
        mend = "Check the path and the permissions."
        raise InputError([Problem("unreadable", what, mend=mend, zh=zh)]) from None
    return read_bytes(raw, name)


def read_bytes(raw: bytes, name: str) -> Document:
    """Reads a document from bytes; see `read_text`."""
    if len(raw) > MAXIMUM_BYTES:
        raise InputError(
            [
                Problem(
                    "too_large",
                    f"the document is larger than {MAXIMUM_BYTES:,} bytes",
                    why="No honest case needs that much; reading it would only burn time.",
                    mend="Split it into one document a case.",
                    zh=Chinese(f"文件超过 {MAXIMUM_BYTES:,} 字节", "请一案一份"),
                    span=Span(name, 1, 1),
                )
            ]
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise InputError(
            [
                Problem(
                    "not_utf8",
                    f"byte {error.start} is not UTF-8",
                    mend="Save the file as UTF-8 (older Windows programs write GBK).",
                    zh=Chinese(
                        f"第 {error.start} 字节不是 UTF-8", "请另存为 UTF-8（旧的 Windows 程序多存为 GBK）"
                    ),
                    span=Span(name, line, 1),
                )
            ]
        ) from None
    return read_text(text, name)


def read_text(text: str, name: str) -> Document:
    """Reads one YAML or JSON document.

    Raises:
        InputError: it is empty, malformed, too deep, has duplicate keys, anchors, tags or numbers that are no numbers.
    """
    if text.lstrip().startswith(("{", "[")):
        try:
            value = parse_json(text.encode("utf-8", "surrogatepass"), name)
        except InputError:
            pass  # YAML's braces look the same; and if it is broken JSON, YAML's parser knows the place
        else:
            return Document(value, name, lambda: _spans_of_json(text, name))
    value, spans = parse_yaml(text, name)
    if value is None:
        raise InputError(
            [
                Problem(
                    "empty",
                    "the document is empty",
                    mend="`zhunsheng schema` shows what belongs in a case.",
                    zh=Chinese("文件是空的", "案卷应有哪些内容见 zhunsheng schema"),
                    span=Span(name, 1, 1),
                )
            ]
        )
    return Document(value, name, lambda: spans)


def _spans_of_json(text: str, name: str) -> Spans:
    """JSON is YAML, but for a few texts that libyaml does not take; these have no places."""
    try:
        return parse_yaml(text, name)[1]
    except InputError:
        return {}
