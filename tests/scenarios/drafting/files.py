"""Writes drafted pairs into their files, in the order of the rules, and leaves every other line of a file as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from tests.scenarios.drafting.domains import written_in_order
from zhunsheng.engine.pair_facts import Stated, name_of, written_value
from zhunsheng.engine.scenario_pairs import Pair
from zhunsheng.engine.vocabulary.facts import Vocabulary

#: The first lines of a new file.
HEADER = """\
# 每条规则一组情景：applies 之下规则成立；只变 nearly 中的一项事实（“不明”为撤去该事实），规则即不成立。
# A pair for each rule: under `applies` it applies; with the one fact of `nearly` otherwise it does not.
pairs:
"""
#: How wide a line of facts may be; a Chinese character counts as two.
WIDTH = 120

_START = re.compile(r"  - rule: (\S+)")


def pair_text(pair: Pair, vocabulary: Vocabulary) -> str:
    """A pair as it is written."""
    nearly: Mapping[str, str] = {
        name_of(pair.changed, vocabulary): written_value(pair.to, vocabulary.fact(pair.changed.ref))
    }
    lines = [
        f"  - rule: {pair.rule}",
        *_braces("applies", _facts(pair.applies, vocabulary)),
        *_braces("nearly", nearly),
    ]
    return "\n".join([*lines, *([f"    why: {pair.why}"] if pair.why else [])]) + "\n"


def _facts(stated: Stated, vocabulary: Vocabulary) -> dict[str, str]:
    ordered = written_in_order(stated, vocabulary)
    return {
        name_of(place, vocabulary): written_value(value, vocabulary.fact(place.ref))
        for place, value in ordered.items()
    }


def _braces(key: str, facts: Mapping[str, str]) -> list[str]:
    """``key: {name: value, …}`` in as many lines as it takes."""
    lines = [f"    {key}: {{"]
    items = [f"{name}: {value}" for name, value in facts.items()]
    for number, item in enumerate(items, 1):
        end = "}" if number == len(items) else ", "
        if _width(lines[-1]) + _width(item + end) > WIDTH:
            lines[-1] = lines[-1].rstrip()
            lines.append(" " * (len(key) + 7))
        lines[-1] += item + end
    return lines if items else [f"    {key}: {{}}"]


def _width(text: str) -> int:
    return sum(2 if ord(character) > 0x2E80 else 1 for character in text)


def merged(text: str, drafted: Mapping[str, str], order: Iterable[str], gone: frozenset[str]) -> str:
    """The text of a file with drafts in it.

    Args:
        text: The file as it is; "" for a new one.
        drafted: Rule → its pair as text; it takes the place of one that is there.
        order: The rules of the file, in their order; pairs of others stay where they are, after them.
        gone: Rules whose pair goes.
    """
    header, blocks = _blocks(text or HEADER)
    known = [rule for rule in order if rule in blocks or rule in drafted]
    rules = [*known, *(rule for rule in blocks if rule not in known)]
    return header + "".join(drafted.get(rule) or blocks[rule] for rule in rules if rule not in gone)


def _blocks(text: str) -> tuple[str, dict[str, str]]:
    """The lines before the first pair, and those of each; comments right above a pair, no further in than it, are its own."""
    parts: list[tuple[str, list[str]]] = [("", [])]
    for line in text.splitlines(keepends=True):
        start = _START.match(line)
        if start:
            above = parts[-1][1]
            comments: list[str] = []
            while parts[-1][0] and above and above[-1].startswith(("#", "  #")):
                comments.insert(0, above.pop())
            parts.append((start[1], comments))
        parts[-1][1].append(line)
    return "".join(parts[0][1]), {rule: "".join(lines) for rule, lines in parts[1:]}
