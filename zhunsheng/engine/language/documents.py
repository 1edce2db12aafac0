"""Reads YAML and JSON strictly, and remembers where everything stood.

YAML invites accidents: a key written twice (the last one silently wins), anchors that copy a rule out of sight of its
reader, tags that build objects, `no` that turns into false. Rules decide about people, so all of these are refused, with the
place. The reader is ruamel.yaml's YAML 1.2 composer; we turn its node tree into plain values ourselves, because only the
nodes still know their lines and columns. JSON is a subset and takes the same way, which gives a case in JSON the same
error messages.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from zhunsheng.engine.problems import InputError, Problem, Span, pointer

Value: TypeAlias = "bool | int | float | str | list[Value] | dict[str, Value] | None"

#: A case of some hundred subjects has a few hundred kilobytes. What is larger is a mistake or an attack.
MAXIMUM_BYTES = 2_000_000
#: The deepest honest document (a nested condition in a scenario) has some twenty levels.
MAXIMUM_DEPTH = 40

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)\Z")
_NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")


@dataclass(frozen=True)
class Document:
    """A parsed document: its plain value, and the place of every part of it.

    Attributes:
        value: Plain dicts, lists, strings, ints, floats, bools and None.
        file: The name of the file for messages.
        spans: Place by JSON pointer.
    """

    value: Value
    file: str
    spans: Mapping[str, Span] = field(repr=False)

    def span(self, where: str) -> Span:
        """The place of a pointer, or of the nearest part that encloses it (the file itself, at last)."""
        while where not in self.spans and where:
            where = where.rpartition("/")[0]
        return self.spans.get(where, Span(self.file, 1, 1))

    def located(self, problems: Iterator[Problem] | tuple[Problem, ...]) -> tuple[Problem, ...]:
        """The problems with their pointers resolved to places in this file."""
        return tuple(
            Problem(p.code, p.what, p.why, p.mend, p.pointer, p.span or self.span(p.pointer), p.near)
            for p in problems
        )


def read_file(path: Path, shown_as: str | None = None) -> Document:
    """Reads a YAML or JSON file.

    Raises:
        InputError: the file is missing, is not UTF-8, or `read_text` refuses it.
    """
    name = shown_as or str(path)
    try:
        with path.open("rb") as file:
            raw = file.read(MAXIMUM_BYTES + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise InputError(
            [
                Problem(
                    "unreadable",
                    f"{name} cannot be read: {reason}",
                    mend="Check the path and the permissions.",
                )
            ]
        ) from None
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
    _refuse_depth(text, name)
    try:
        node = YAML(typ="rt", pure=True).compose(io.StringIO(text))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        span = Span(name, mark.line + 1, mark.column + 1) if mark else Span(name, 1, 1)
        raise InputError(
            [
                Problem(
                    "malformed",
                    f"this is neither YAML nor JSON: {error.problem or error.context}",
                    mend="Check quotes, brackets and indentation just before this place.",
                    span=span,
                )
            ]
        ) from None
    except RecursionError:
        raise InputError([_too_deep(Span(name, 1, 1))]) from None
    except (YAMLError, ValueError) as error:
        raise InputError(
            [
                Problem(
                    "malformed",
                    f"this is neither YAML nor JSON: {error}",
                    mend="Remove control characters; write one document a file.",
                    span=Span(name, 1, 1),
                )
            ]
        ) from None
    if node is None:
        raise InputError(
            [
                Problem(
                    "empty",
                    "the document is empty",
                    mend="`zhunsheng schema` shows what belongs in a case.",
                    span=Span(name, 1, 1),
                )
            ]
        )
    spans: dict[str, Span] = {}
    problems: list[Problem] = []
    value = _plain(node, (), name, spans, problems)
    if problems:
        raise InputError(problems)
    return Document(value, name, spans)


def _refuse_depth(text: str, name: str) -> None:
    """Refuses deep nesting before any recursive parser sees it: counted in brackets and in indentation."""
    depth = 0
    in_string = False
    previous = ""
    for line_number, line in enumerate(text.splitlines(), 1):
        if len(line) - len(line.lstrip(" ")) > 8 * MAXIMUM_DEPTH or line.lstrip().count("- ") > MAXIMUM_DEPTH:
            depth = MAXIMUM_DEPTH + 1
        for character in line:
            if character == '"' and previous != "\\":
                in_string = not in_string
            elif not in_string:
                depth += (character in "[{") - (character in "]}")
            previous = character
            if depth > MAXIMUM_DEPTH:
                break
        if depth > MAXIMUM_DEPTH:
            raise InputError([_too_deep(Span(name, line_number, 1))])


def _too_deep(span: Span) -> Problem:
    return Problem(
        "too_deep",
        f"the document is nested more than {MAXIMUM_DEPTH} levels deep",
        why="A case has about six levels.",
        mend="Flatten it; see `zhunsheng schema`.",
        span=span,
    )


def _plain(
    node: Node, where: tuple[str | int, ...], file: str, spans: dict[str, Span], problems: list[Problem]
) -> Value:
    span = Span(file, node.start_mark.line + 1, node.start_mark.column + 1)
    spans[pointer(*where)] = span

    def complain(code: str, what: str, mend: str) -> None:
        problems.append(Problem(code, what, mend=mend, pointer=pointer(*where), span=span))

    if node.anchor is not None:
        complain("anchor", "anchors and aliases are not used here", "Write the value out where it is meant.")
    if isinstance(node, MappingNode):
        result: dict[str, Value] = {}
        for key_node, value_node in node.value:
            key = key_node.value if isinstance(key_node, ScalarNode) else None
            place = Span(file, key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            if key is None or key == "<<":
                problems.append(
                    Problem(
                        "key",
                        "a key must be a plain word",
                        mend="Write the keys out.",
                        pointer=pointer(*where),
                        span=place,
                    )
                )
                continue
            if key in result:
                problems.append(
                    Problem(
                        "duplicate_key",
                        f"the key '{key}' is written twice",
                        why="Which of the two is meant cannot be known.",
                        mend="Keep one of them.",
                        pointer=pointer(*where, key),
                        span=place,
                    )
                )
            result[key] = _plain(value_node, (*where, key), file, spans, problems)
            spans[pointer(*where, key)] = place
        return result
    if isinstance(node, SequenceNode):
        return [_plain(item, (*where, index), file, spans, problems) for index, item in enumerate(node.value)]
    tag = str(node.tag or "")
    if tag.startswith("!") or (tag and not tag.startswith("tag:yaml.org,2002:")):
        complain("tag", f"the tag {tag} is not used here", "Remove it.")
        return None
    if not isinstance(node, ScalarNode):
        raise TypeError(node)
    return _scalar(node)


def _scalar(node: ScalarNode) -> Value:
    """The plain value of a scalar, by the core schema of YAML 1.2 (so `no` and `on` stay words)."""
    text = str(node.value)
    if node.style in ("'", '"', "|", ">"):
        return text
    if text in ("", "null", "~", "Null", "NULL"):
        return None
    if text in ("true", "True", "TRUE"):
        return True
    if text in ("false", "False", "FALSE"):
        return False
    if _INTEGER.match(text) and len(text) < 19:
        return int(text)
    if _NUMBER.match(text) and len(text) < 40:
        return float(text)
    return text


def canonical_json(value: Value) -> str:
    """The value as JSON with sorted keys and no spaces, for digests."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
