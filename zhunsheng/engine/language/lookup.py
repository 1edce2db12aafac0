"""Looks the words of an expression up in the vocabulary: entities, facts, conclusions, values.

Whatever is not found is refused with its place, what there is instead, and the nearest known word.
"""

from __future__ import annotations

import ast
import unicodedata
from dataclasses import dataclass
from datetime import date

from zhunsheng.engine.problems import Problem, RulesetError, Span, nearest
from zhunsheng.engine.vocabulary.facts import Fact, FactRef, FactType, Vocabulary

#: What an expression at a level may read: the facts of these entities, and (by quantifier) the parts of one.
VISIBLE = {
    "conduct": ("conduct", "subject", "circumstance", "incident", "case"),
    "subject": ("subject", "circumstance", "incident", "case"),
    "case": ("incident", "case"),
}
PARTS = {"subject": "conduct", "case": "subject"}
#: The word before the dot of a conclusion.
CONCLUSIONS = "结论"


@dataclass(frozen=True)
class Place:
    """Where an expression stands: what its level may read, and where to point when something is wrong."""

    vocabulary: Vocabulary
    level: str
    text: str
    span: Span

    def refuse(
        self, node: ast.AST, code: str, what: str, *, why: str = "", mend: str = "", near: str | None = None
    ) -> RulesetError:
        """The complaint about a node, for the caller to raise."""
        # ast counts columns in UTF-8 bytes; people count characters.
        line = self.text.encode()
        offset = len(line[: getattr(node, "col_offset", 0)].decode(errors="ignore"))
        span = Span(self.span.file, self.span.line, self.span.column + offset)
        return RulesetError([Problem(code, what, why, mend, span=span, near=near)])


def read_attribute(node: ast.expr, place: Place) -> tuple[FactRef, Fact]:
    """The fact that ``entity.fact`` names."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return look_up_fact(node, node.value.id, node.attr, place)
    raise place.refuse(
        node, "no_fact", f"'{ast.unparse(node)}' names no fact", mend="Write entity.fact, such as 事件.后果."
    )


def look_up_fact(node: ast.expr, entity_name: str, word: str, place: Place) -> tuple[FactRef, Fact]:
    """A fact by the names of its entity and its own."""
    visible = {normal(place.vocabulary.entity(key).name.zh): key for key in VISIBLE[place.level]}
    key = visible.get(normal(entity_name))
    if key is None:
        raise place.refuse(
            node,
            "unknown_entity",
            f"a rule per {place.level} does not see '{entity_name}'",
            mend="It sees " + "、".join(visible) + "、结论.",
            near=nearest(entity_name, [*visible, CONCLUSIONS]),
        )
    facts = {normal(fact.name.zh): fact for fact in place.vocabulary.entity(key).facts}
    fact = facts.get(normal(word))
    if fact is None:
        near = nearest(word, facts)
        elsewhere = [
            f"{place.vocabulary.entity(ref.entity).name.zh}.{fact.name.zh}"
            for ref, fact in place.vocabulary.all_facts()
            if normal(fact.name.zh) == normal(word)
        ]
        raise place.refuse(
            node,
            "unknown_fact",
            f"{entity_name} has no fact '{word}'",
            mend="The vocabulary is in rulesets/vocabulary/; add the fact there or correct the word.",
            near=f"{entity_name}.{near}" if near else next(iter(elsewhere), None),
        )
    return FactRef(key, fact.key), fact


def look_up_conclusion(node: ast.expr, word: str, place: Place) -> str:
    """The key of a conclusion by its name."""
    by_name = {normal(item.name.zh): item.key for item in place.vocabulary.conclusions}
    if normal(word) not in by_name:
        raise place.refuse(
            node,
            "unknown_conclusion",
            f"no rule can conclude '{word}'",
            mend="Conclusions are listed in rulesets/vocabulary/conclusions.yaml.",
            near=nearest(word, by_name),
        )
    return by_name[normal(word)]


def read_operand(node: ast.expr, fact: Fact, place: Place) -> str | int:
    """The constant that a fact is compared with: a key, a number or an ISO date."""
    match node, fact.type:
        case ast.Name(id=word), FactType.ENUM | FactType.ORDERED | FactType.SET:
            by_name = {normal(value.name.zh): value.key for value in fact.values}
            if normal(word) in by_name:
                return by_name[normal(word)]
            raise place.refuse(
                node,
                "unknown_value",
                f"'{word}' is no value of {fact.name.zh}",
                mend="Its values are: " + "、".join(by_name) + ".",
                near=nearest(word, by_name),
            )
        case ast.Constant(value=bool()), _:
            pass
        case ast.Constant(value=int() as number), FactType.INT:
            return number
        case ast.Constant(value=str() as text), FactType.DATE:
            try:
                return date.fromisoformat(text).isoformat()
            except ValueError:
                raise place.refuse(
                    node, "date", f"'{text}' is no date", mend='Write a whole date: "2021-08-06".'
                ) from None
    raise place.refuse(
        node,
        "operand",
        f"'{ast.unparse(node)}' cannot be compared with {fact.name.zh} ({fact.type.value})",
        mend=example_of("…", fact),
    )


def example_of(entity: str, fact: Fact) -> str:
    """How a fact of this type is written in a rule."""
    name = f"{entity}.{fact.name.zh}"
    match fact.type:
        case FactType.BOOL:
            return name
        case FactType.INT:
            return f"{name} >= 1"
        case FactType.DATE:
            return f'{name} >= "2021-08-06"'
        case FactType.SET:
            return f"{fact.values[0].name.zh} in {name}"
        case FactType.ENUM:
            return f"{name} == {fact.values[0].name.zh}"
        case FactType.ORDERED:
            return f"{name} >= {fact.values[-1].name.zh}"


def normal(word: str) -> str:
    """Python normalizes identifiers to NFKC; so do we with the vocabulary's words."""
    return unicodedata.normalize("NFKC", word)
