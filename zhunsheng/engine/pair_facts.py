"""The facts of a pair of scenarios, by the names that rules use: ``主体.党员: 是``, ``行为.类型: 落实防控职责不力``.

A case document is a tree with ASCII keys, made for programs. A pair is read beside its rule by a lawyer, so it is one flat list
in the rule's own words. It is about one subject with one conduct; where a rule needs more, they are numbered:

    行为2.类型            the second conduct of the first subject
    主体2.党员            the second subject
    主体2.行为.日期        the (first) conduct of the second subject
    主体2.情形.主动交代     its circumstances

Values are written by their names: 是 and 否, a value of an enum, a number, a date; a set as a list of its members, or as
``{消极应付: 否}`` where a member is known not to be in it. 不明 withdraws a fact.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from zhunsheng.engine.case import Case, Conduct, Subject
from zhunsheng.engine.language.documents import Value
from zhunsheng.engine.language.lookup import VISIBLE, normal
from zhunsheng.engine.problems import Problem, nearest
from zhunsheng.engine.vocabulary.dates import PartialDate
from zhunsheng.engine.vocabulary.facts import Fact, FactRef, FactType, FactValue, Vocabulary

#: Yes, no, and not known, as the rules' decision tables and the answers write them.
YES, NO, UNKNOWN = "是", "否", "不明"
#: More subjects or conducts than these tell a reader nothing.
MOST = 9

_NUMBERED = re.compile(r"(.*?)([1-9]?)\Z")


@dataclass(frozen=True)
class FactPlace:
    """A fact of a certain part of a case.

    Attributes:
        subject: The number of the subject, from 1; 0 for facts of the case and of the incident.
        conduct: The number of the conduct, from 1; 0 for facts of no conduct.
    """

    subject: int
    conduct: int
    ref: FactRef


Stated: TypeAlias = Mapping[FactPlace, FactValue]


class UnreadableFactError(Exception):
    """A name or a value in a pair that is none; the problem has no place yet."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.what)


def place_at(ref: FactRef, subject: int, conduct: int) -> FactPlace:
    """Where a fact stands that is seen from a conduct of a subject."""
    match ref.entity:
        case "case" | "incident":
            return FactPlace(0, 0, ref)
        case "conduct":
            return FactPlace(subject, conduct, ref)
        case _:
            return FactPlace(subject, 0, ref)


def read_name(name: str, vocabulary: Vocabulary) -> FactPlace:
    """The fact that a name such as ``行为2.类型`` stands for.

    Raises:
        UnreadableFactError: it names none.
    """
    *owners, word = name.split(".")
    numbered = [_NUMBERED.match(owner) for owner in owners]
    entities = {normal(vocabulary.entity(key).name.zh): key for key in VISIBLE["conduct"]}
    keys = [entities.get(normal(match[1])) if match else None for match in numbered]
    numbers = [int(match[2] or 1) if match else 1 for match in numbered]
    match keys:
        case [str() as key]:
            subject, conduct = (numbers[0], 0) if key == "subject" else (1, numbers[0])
        case ["subject", "circumstance" | "conduct" as key]:
            subject, conduct = numbers
        case _:
            raise _unknown_name(name, vocabulary)
    fact = next((fact for fact in vocabulary.entity(key).facts if normal(fact.name.zh) == normal(word)), None)
    if fact is None or (conduct > 1 and key != "conduct"):
        raise _unknown_name(name, vocabulary)
    return place_at(FactRef(key, fact.key), subject, conduct)


def _unknown_name(name: str, vocabulary: Vocabulary) -> UnreadableFactError:
    names = [
        f"{vocabulary.entity(ref.entity).name.zh}.{fact.name.zh}" for ref, fact in vocabulary.all_facts()
    ]
    mend = "Write entity.fact as in a rule; 行为2 is a second conduct, 主体2.行为 that of a second subject."
    return UnreadableFactError(
        Problem("unknown_fact", f"'{name}' names no fact", mend=mend, near=nearest(name, names))
    )


def name_of(place: FactPlace, vocabulary: Vocabulary) -> str:
    """The name of a fact; the reverse of `read_name`."""
    entity = vocabulary.entity(place.ref.entity)
    number = place.subject if entity.key == "subject" else place.conduct
    name = f"{entity.name.zh}{number if number > 1 else ''}.{vocabulary.fact(place.ref).name.zh}"
    other = place.subject > 1 and entity.key != "subject"
    return f"{vocabulary.entity('subject').name.zh}{place.subject}.{name}" if other else name


def read_value(written: Value, fact: Fact) -> FactValue | None:
    """The value that is written, and None for 不明.

    Raises:
        UnreadableFactError: the fact has no such value.
    """
    if written == UNKNOWN:
        return None
    match fact.type, written:
        case FactType.BOOL, "是" | "否":
            return written == YES
        case ((FactType.ENUM | FactType.ORDERED), str()):
            return _key(written, fact)
        case FactType.SET, list() if all(isinstance(item, str) for item in written):
            return {_key(str(item), fact): True for item in written}
        case FactType.SET, dict() if all(item in (YES, NO) for item in written.values()):
            return {_key(item, fact): yes == YES for item, yes in written.items()}
        case FactType.INT, int() if not isinstance(written, bool) and written >= 0:
            return written
        case FactType.DATE, str() | int():
            try:
                return PartialDate.parse(str(written))
            except ValueError as error:
                raise UnreadableFactError(Problem("date", str(error), mend="Correct the date.")) from None
    raise UnreadableFactError(
        Problem("wrong_type", f"'{written}' is no value of {fact.name.zh}", mend=_example(fact))
    )


def _key(word: str, fact: Fact) -> str:
    keys = {normal(value.name.zh): value.key for value in fact.values}
    if normal(word) in keys:
        return keys[normal(word)]
    what = f"'{word}' is no value of {fact.name.zh}"
    mend = f"Its values are: {'、'.join(keys)}."
    raise UnreadableFactError(Problem("unknown_value", what, mend=mend, near=nearest(word, keys)))


def _example(fact: Fact) -> str:
    match fact.type:
        case FactType.BOOL:
            return f"Write {YES} or {NO}; {UNKNOWN} withdraws the fact."
        case FactType.INT:
            return "Write a whole number."
        case FactType.DATE:
            return "Write a date: 2021-08-06."
        case FactType.SET:
            member = fact.values[0].name.zh
            return f"Write a list: [{member}]; or {{{member}: {NO}}} for what is known not to be in it."
        case _:
            return f"Its values are: {'、'.join(value.name.zh for value in fact.values)}."


def written_value(value: FactValue | None, fact: Fact) -> str:
    """A value as it is written in a pair; the reverse of `read_value`."""
    names = {item.key: item.name.zh for item in fact.values}
    match value:
        case None:
            return UNKNOWN
        case bool():
            return YES if value else NO
        case str():
            return names[value]
        case Mapping() if all(value.values()):
            return f"[{', '.join(names[key] for key in value)}]"
        case Mapping():
            return f"{{{', '.join(f'{names[key]}: {YES if yes else NO}' for key, yes in value.items())}}}"
        case _:
            return str(value)


def stated_case(stated: Stated, id: str = "pair") -> Case:
    """The facts as a case: at least one subject, each with at least one conduct."""

    def facts(subject: int, conduct: int) -> dict[FactRef, FactValue]:
        return {
            place.ref: value
            for place, value in stated.items()
            if (place.subject, place.conduct) == (subject, conduct)
        }

    def subject(number: int) -> Subject:
        several = max([1, *(place.conduct for place in stated if place.subject == number)])
        conducts = tuple(Conduct(f"C{c}", facts(number, c)) for c in range(1, several + 1))
        return Subject(f"S{number}", facts(number, 0), conducts)

    subjects = max([1, *(place.subject for place in stated)])
    return Case(id, facts(0, 0), tuple(subject(number) for number in range(1, subjects + 1)), {})
