"""With what a fact is answered on a page, and what an answer means: made from the vocabulary, fact by fact.

====== ========================================================= ======================================
type   control                                                   sent as
====== ========================================================= ======================================
bool   yes, no, unknown                                          ``true``, ``false``, nothing
enum   a choice, in a list where it is long, and unknown         the key
set    a tick a member; what of the rest is known, beside        keys, and ``<fact>.rest``
int    a text                                                    digits
date   a text                                                    2021, 2021-10, 2021-10-20
====== ========================================================= ======================================

What cannot be read is passed on as it was typed, for the model of a case to say what is wrong with it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any, Final, Literal, TypeAlias

from pydantic import JsonValue

from zhunsheng.api.web.form_data import Form
from zhunsheng.engine.vocabulary.facts import Fact, FactType

Control: TypeAlias = Literal["yes_no", "radios", "select", "members", "number", "day"]

#: So many choices are shown beside each other; more are a list that opens.
_BESIDE: Final = 7
#: Days as people write them: 2021-10-20, 2021/10/20, 2021.10.20, 2021年10月20日, and the beginnings of these.
_DAY: Final = re.compile(r"(\d{4})\s*年?(?:[-/.]?\s*(\d{1,2})\s*月?(?:[-/.]?\s*(\d{1,2})\s*日?)?)?")
_PARTED: Final = re.compile(r"\d{4}(?:[-/.年].*)?")
#: What is known of the members of a set that are not ticked: nothing; that they are not in it; or what was known before.
REST: Final = ("unknown", "no", "kept")


def control_of(fact: Fact) -> Control:
    """With what a fact is answered."""
    match fact.type:
        case FactType.BOOL:
            return "yes_no"
        case FactType.ENUM | FactType.ORDERED:
            return "radios" if len(fact.values) <= _BESIDE else "select"
        case FactType.SET:
            return "members"
        case FactType.INT:
            return "number"
        case FactType.DATE:
            return "day"


def read_answer(fact: Fact, sent: Form, before: JsonValue | None) -> JsonValue | None:
    """What was answered; None is unknown.

    Args:
        before: What stood in the field when its page was made.
    """
    text = unicodedata.normalize("NFKC", sent.text(fact.key))
    match fact.type:
        case FactType.SET:
            return _members(fact, sent, before)
        case FactType.BOOL if text in ("true", "false"):
            return text == "true"
        case FactType.INT:
            digits = re.sub(r"[\s,]", "", text)
            return int(digits) if re.fullmatch(r"\d{1,18}", digits) else text or None
        case FactType.DATE:
            return _day(text) or None
        case _:
            return sent.text(fact.key) or None


def fields_of(fact: Fact, value: JsonValue | None) -> Mapping[str, tuple[str, ...]]:
    """What stands in the fields of a fact, so that `read_answer` reads the value again."""
    if fact.type is FactType.SET:
        known = members_of(value)
        out = [key for key in fact.value_keys() if known.get(key) is False]
        rest = "unknown" if not out else "no" if len(known) == len(fact.values) else "kept"
        return {fact.key: tuple(key for key, yes in known.items() if yes), rest_of(fact): (rest,)}
    if isinstance(value, bool):
        return {fact.key: ("true" if value else "false",)}
    return {fact.key: ("" if value is None else str(value),)}


def same(fact: Fact, one: JsonValue | None, other: JsonValue | None) -> bool:
    """Whether two values of a fact say the same; a set may be written in two ways."""
    if fact.type is FactType.SET:
        return members_of(one) == members_of(other)
    # In Python 1 is true as well.
    return one == other and isinstance(one, bool) is isinstance(other, bool)


def members_of(value: Any) -> Mapping[str, bool]:
    """What is known of the members of a set."""
    if isinstance(value, Mapping):
        return dict(value)
    return dict.fromkeys(value, True) if isinstance(value, list | tuple) else {}


def rest_of(fact: Fact) -> str:
    """The name of the field that says what is known of what is not ticked."""
    return f"{fact.key}.rest"


def _members(fact: Fact, sent: Form, before: JsonValue | None) -> JsonValue | None:
    ticked = sent.texts(fact.key)
    known: dict[str, JsonValue] = dict.fromkeys(ticked, True)
    rest = sent.text(rest_of(fact))
    if rest == "no":
        known |= {key: False for key in fact.value_keys() if key not in ticked}
    elif rest == "kept":
        known |= {key: False for key, yes in members_of(before).items() if not yes and key not in ticked}
    return known or None


def _day(text: str) -> str:
    """A day as the vocabulary has it; what is none stays as it was typed."""
    found = _DAY.fullmatch(text) if _PARTED.fullmatch(text) else None
    if found is None:
        return text
    return "-".join(part if len(part) == 4 else part.zfill(2) for part in found.groups() if part)
