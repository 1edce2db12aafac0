"""Builds plain values from YAML events, and notes where each of them stood.

YAML invites accidents: a key written twice (the last one silently wins), anchors that copy a rule out of sight of its
reader, tags that build objects, `no` that turns into false. Rules decide about people, so all of these are refused, with
the place. The events are libyaml's, a state machine in C: nothing here recurses, so nothing can be nested too deep for it,
and a release of a megabyte is read in a blink. What plain words mean is decided here, by the core schema of YAML 1.2.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

import yaml
from yaml.cyaml import CSafeLoader
from yaml.error import MarkedYAMLError, YAMLError
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
)

from zhunsheng.engine.language.values import MAXIMUM_DEPTH, SURROGATE, Value, half_character, too_deep
from zhunsheng.engine.problems import Chinese, InputError, Problem, Span, pointer, refuse

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)\Z")
_NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")


@dataclass
class _Open:
    """A mapping or sequence that is being read.

    Attributes:
        key: The key whose value comes next; None where a key comes next.
    """

    where: tuple[str | int, ...]
    mapping: dict[str, Value] | None
    items: list[Value]
    key: str | None = None


@dataclass
class _Builder:
    file: str
    spans: dict[str, Span] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)
    result: Value = None
    documents: int = 0

    def take(self, event: Event) -> None:
        """One event more."""
        mark = event.start_mark
        span = Span(self.file, mark.line + 1, mark.column + 1) if mark else Span(self.file, 1, 1)
        if isinstance(event, DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise InputError([_several(span)])
        elif isinstance(event, CollectionEndEvent):
            closed = self.open.pop()
            self._put(closed.items if closed.mapping is None else closed.mapping)
        elif isinstance(event, NodeEvent):
            self._node(event, span)

    def _node(self, event: NodeEvent, span: Span) -> None:
        if self.open and self.open[-1].mapping is not None and self.open[-1].key is None:
            self._key(event, span)
            return
        where = self._where()
        self.spans.setdefault(pointer(*where), span)
        self._refuse_extras(event, where, span)
        if isinstance(event, CollectionStartEvent):
            if len(self.open) >= MAXIMUM_DEPTH:
                raise InputError([too_deep("", span)])
            self.open.append(_Open(where, {} if isinstance(event, MappingStartEvent) else None, []))
        elif isinstance(event, ScalarEvent):
            self._refuse_half_characters(str(event.value), where, span)
            self._put(_scalar(event))
        else:
            self._put(None)

    def _key(self, event: NodeEvent, span: Span) -> None:
        mapping = self.open[-1]
        if not isinstance(event, ScalarEvent) or event.value == "<<":
            what = Problem(
                "key",
                "a key must be a plain word",
                mend="Write the keys out.",
                span=span,
                zh=Chinese("键必须是一个普通的词", "请把键逐个写出"),
            )
            raise InputError([*self.problems, what])
        key = str(event.value)
        self._refuse_half_characters(key, mapping.where, span)
        self._refuse_extras(event, (*mapping.where, key), span)
        if mapping.mapping is not None and key in mapping.mapping:
            self.problems.append(
                Problem(
                    "duplicate_key",
                    f"the key '{key}' is written twice",
                    why="Which of the two is meant cannot be known.",
                    mend="Keep one of them.",
                    zh=Chinese(f"键“{key}”写了两次", "只保留一个"),
                    pointer=pointer(*mapping.where, key),
                    span=span,
                )
            )
        mapping.key = key
        self.spans[pointer(*mapping.where, key)] = span

    def _where(self) -> tuple[str | int, ...]:
        if not self.open:
            return ()
        inside = self.open[-1]
        return (*inside.where, len(inside.items) if inside.key is None else inside.key)

    def _put(self, value: Value) -> None:
        if not self.open:
            self.result = value
            return
        inside = self.open[-1]
        if inside.mapping is None:
            inside.items.append(value)
        elif inside.key is not None:
            inside.mapping[inside.key] = value
            inside.key = None

    def _refuse_half_characters(self, text: str, where: tuple[str | int, ...], span: Span) -> None:
        if SURROGATE.search(text):
            self.problems.append(replace(half_character(pointer(*where)), span=span))

    def _refuse_extras(self, event: NodeEvent, where: tuple[str | int, ...], span: Span) -> None:
        if isinstance(event, AliasEvent) or event.anchor is not None:
            self.problems.append(
                Problem(
                    "anchor",
                    "anchors and aliases are not used here",
                    mend="Write the value out where it is meant.",
                    zh=Chinese("这里不用锚点和引用", "请在用到的地方把值写出来"),
                    pointer=pointer(*where),
                    span=span,
                )
            )
        tag = getattr(event, "tag", None)
        if tag is not None:
            self.problems.append(
                Problem(
                    "tag",
                    f"the tag {tag} is not used here",
                    mend="Remove it.",
                    zh=Chinese(f"这里不用标签 {tag}", "请删去"),
                    pointer=pointer(*where),
                    span=span,
                )
            )


def parse_yaml(text: str, name: str) -> tuple[Value, dict[str, Span]]:
    """The plain value of a YAML text, and the place of each of its parts by JSON pointer.

    Raises:
        InputError: it is malformed, too deep, has duplicate keys, anchors or tags, or is more than one document.
    """
    builder = _Builder(name)
    try:
        for event in yaml.parse(text, Loader=CSafeLoader):
            builder.take(event)
    except MarkedYAMLError as error:
        span = _place(error, text, name)
        what = f"this is neither YAML nor JSON: {error.problem or error.context}"
        mend = "Check quotes, brackets and indentation just before this place."
        zh = Chinese("不是有效的 YAML 或 JSON", "请检查此处之前的引号、括号和缩进")
        raise InputError([Problem("malformed", what, mend=mend, span=span, zh=zh)]) from None
    except (YAMLError, ValueError) as error:
        what = f"this is neither YAML nor JSON: {error}"
        mend = "Remove control characters; write one document a file."
        zh = Chinese("不是有效的 YAML 或 JSON", "请删去控制字符，一个文件只写一份文档")
        raise InputError([Problem("malformed", what, mend=mend, span=Span(name, 1, 1), zh=zh)]) from None
    refuse(builder.problems)
    return builder.result, builder.spans


def _place(error: MarkedYAMLError, text: str, name: str) -> Span:
    """Where to look; libyaml counts an end of the text that is not the end of a line as a line of its own."""
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return Span(name, 1, 1)
    lines = text.split("\n")
    if mark.line >= len(lines):
        return Span(name, len(lines), len(lines[-1]) + 1)
    return Span(name, mark.line + 1, mark.column + 1)


def _several(span: Span) -> Problem:
    return Problem(
        "several_documents",
        "a second document begins here",
        mend="Write one document a file.",
        span=span,
        zh=Chinese("这里开始了第二份文档", "一个文件只写一份"),
    )


def _scalar(event: ScalarEvent) -> Value:
    """The plain value of a scalar, by the core schema of YAML 1.2 (so `no` and `on` stay words)."""
    text = str(event.value)
    if event.style in ("'", '"', "|", ">"):
        return text
    if text in ("", "null", "~", "Null", "NULL"):
        return None
    if text in ("true", "True", "TRUE"):
        return True
    if text in ("false", "False", "FALSE"):
        return False
    if _INTEGER.match(text) and len(text) <= 40:
        return int(text)
    if _NUMBER.match(text) and len(text) <= 40:
        return float(text)
    return text
