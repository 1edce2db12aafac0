"""Reads the expressions in rules: ``主体.类别 in {党委政府, 职能部门}``, ``事件.后果 >= 严重后果``.

They are a small subset of Python, parsed by Python itself: PEP 3131 allows Chinese identifiers, so the standard `ast` module
is a complete, well-tested parser with exact columns. Nothing is ever executed. Every node that is not on the list below is
refused with its place, and every word is looked up in the vocabulary, so a rule with a misspelt fact cannot be loaded.

    行为.隐瞒                               a fact of type bool
    not 行为.隐瞒
    事件.后果 >= 严重后果                    ordered; also == < <= >
    主体.类别 in {党委政府, 职能部门}          enum or ordered
    消极应付 in 行为.方式                     set
    事件.感染人数 >= 1                       int
    案件.处理日期 >= "2021-08-06"             date
    months(行为.日期, 案件.处理日期) <= 12     full months between two dates
    结论.直接责任者                          what an earlier rule concluded
    any(行为, 结论.直接责任者 and 行为.隐瞒)     also all(…), and count(…) >= 2
"""

from __future__ import annotations

import ast
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from zhunsheng.engine.language.conditions import (
    AllOf,
    AnyOf,
    Comparison,
    ConclusionTest,
    Condition,
    FactTest,
    MonthsTest,
    Not,
    Quantified,
)
from zhunsheng.engine.problems import Problem, RulesetError, Span, nearest
from zhunsheng.engine.vocabulary.facts import Fact, FactRef, FactType, Vocabulary

_COMPARISONS: Mapping[type[ast.cmpop], Comparison] = {
    ast.Eq: "==",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}
_MIRRORED: Mapping[Comparison, Comparison] = {"==": "==", "<": ">", "<=": ">=", ">": "<", ">=": "<="}

#: What an expression at a level may read: the facts of these entities, and (by quantifier) the parts of one.
VISIBLE = {
    "conduct": ("conduct", "subject", "circumstance", "incident", "case"),
    "subject": ("subject", "circumstance", "incident", "case"),
    "case": ("incident", "case"),
}
PARTS = {"subject": "conduct", "case": "subject"}
_CONCLUSIONS = "结论"


@dataclass(frozen=True)
class _Place:
    """Where an expression stands: what its level may read, and where to point when something is wrong."""

    vocabulary: Vocabulary
    level: str
    text: str
    span: Span

    def refuse(
        self, node: ast.AST, code: str, what: str, *, why: str = "", mend: str = "", near: str | None = None
    ) -> RulesetError:
        # ast counts columns in UTF-8 bytes; people count characters.
        line = self.text.encode()
        offset = len(line[: getattr(node, "col_offset", 0)].decode(errors="ignore"))
        span = Span(self.span.file, self.span.line, self.span.column + offset)
        return RulesetError([Problem(code, what, why, mend, span=span, near=near)])


def parse_expression(text: str, vocabulary: Vocabulary, level: str, span: Span) -> Condition:
    """Reads one expression.

    Args:
        level: The level the rule is evaluated at: ``conduct``, ``subject`` or ``case``.
        span: Where the expression starts.

    Raises:
        RulesetError: a syntax error, a construct or a word that is not allowed, or a comparison that makes no sense.
    """
    place = _Place(vocabulary, level, text, span)
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError) as error:
        column = span.column + (getattr(error, "offset", 1) or 1) - 1
        raise RulesetError(
            [
                Problem(
                    "syntax",
                    f"'{text}' cannot be read: {getattr(error, 'msg', error)}",
                    mend="Compare with ==, <, <=, >, >=, in; join with and, or, not; full-width signs do not count.",
                    span=Span(span.file, span.line, column),
                )
            ]
        ) from None
    return _condition(tree.body, place)


def _condition(node: ast.expr, place: _Place) -> Condition:
    match node:
        case ast.BoolOp(op=ast.And(), values=values):
            return AllOf(tuple(_condition(value, place) for value in values))
        case ast.BoolOp(op=ast.Or(), values=values):
            return AnyOf(tuple(_condition(value, place) for value in values))
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return Not(_condition(operand, place))
        case ast.Attribute(value=ast.Name(id=entity), attr=word):
            return _bare(node, entity, word, place)
        case ast.Call(func=ast.Name(id="any" | "all" as quantifier)):
            entity_key, inner = _part(node, place)
            return Quantified(quantifier, entity_key, inner)
        case ast.Compare(ops=[operator], comparators=[right]):
            return _comparison(node, operator, right, place)
    raise place.refuse(
        node,
        "construct",
        f"'{ast.unparse(node)}' is not a condition",
        why="Only facts, conclusions, comparisons, and, or, not, any(…), all(…) and count(…) are.",
        mend="See docs/rule-language.md for every form.",
    )


def _bare(node: ast.expr, entity: str, word: str, place: _Place) -> Condition:
    if _normal(entity) == _CONCLUSIONS:
        return ConclusionTest(_conclusion(node, word, place))
    ref, fact = _fact(node, entity, word, place)
    if fact.type is not FactType.BOOL:
        raise place.refuse(
            node,
            "needs_comparison",
            f"{entity}.{word} is of type {fact.type.value}, not a yes-or-no fact",
            mend=f"Compare it, for example: {_example(entity, fact)}",
        )
    return FactTest(ref, "is", ())


def _comparison(node: ast.Compare, operator: ast.cmpop, right: ast.expr, place: _Place) -> Condition:
    left = node.left
    if isinstance(operator, ast.NotEq):
        return Not(_comparison(node, ast.Eq(), right, place))
    if isinstance(operator, ast.NotIn):
        return Not(_comparison(node, ast.In(), right, place))
    if isinstance(operator, ast.In):
        return _membership(node, left, right, place)
    sign = _COMPARISONS.get(type(operator))
    if sign is None:
        raise place.refuse(node, "operator", "'is' compares nothing here", mend="Write ==.")
    if isinstance(left, ast.Call) and isinstance(left.func, ast.Name):
        return _call_comparison(node, left, left.func.id, sign, right, place)
    if not isinstance(left, ast.Attribute) and isinstance(right, ast.Attribute):
        left, right, sign = right, left, _MIRRORED[sign]
    ref, fact = _attribute(left, place)
    if fact.type in (FactType.BOOL, FactType.SET):
        mend = (
            f"Write {ast.unparse(left)} or not {ast.unparse(left)}."
            if fact.type is FactType.BOOL
            else (f"Write {fact.values[0].name.zh} in {ast.unparse(left)}.")
        )
        raise place.refuse(
            node,
            "comparison",
            f"{ast.unparse(left)} is of type {fact.type.value} and is not compared",
            mend=mend,
        )
    if fact.type is FactType.ENUM and sign != "==":
        raise place.refuse(
            node,
            "order",
            f"the values of {ast.unparse(left)} have no order",
            mend="Use == or in {…}; if one is more than another, make the fact 'ordered'.",
        )
    return FactTest(ref, sign, (_operand(right, fact, place),))


def _membership(node: ast.Compare, left: ast.expr, right: ast.expr, place: _Place) -> Condition:
    if isinstance(right, ast.Attribute):
        ref, fact = _attribute(right, place)
        if fact.type is not FactType.SET:
            raise place.refuse(
                right,
                "not_a_set",
                f"{ast.unparse(right)} is of type {fact.type.value}, not a set",
                mend=f"Write {ast.unparse(right)} in {{…}} with the values in the braces.",
            )
        return FactTest(ref, "has", (_operand(left, fact, place),))
    ref, fact = _attribute(left, place)
    if fact.type not in (FactType.ENUM, FactType.ORDERED) or not isinstance(right, ast.Set):
        raise place.refuse(
            node,
            "membership",
            f"'{ast.unparse(node)}' is no membership",
            mend="Write 主体.类别 in {党委政府, 职能部门} for an enum, 消极应付 in 行为.方式 for a set.",
        )
    keys = {_operand(item, fact, place) for item in right.elts}
    return FactTest(ref, "in", tuple(key for key in fact.value_keys() if key in keys))


def _call_comparison(
    node: ast.Compare, call: ast.Call, name: str, sign: Comparison, right: ast.expr, place: _Place
) -> Condition:
    number = right.value if isinstance(right, ast.Constant) else None
    if isinstance(number, bool) or not isinstance(number, int):
        raise place.refuse(
            right, "number", f"'{ast.unparse(right)}' is not a whole number", mend="Write a whole number."
        )
    if name == "count":
        entity, inner = _part(call, place)
        least = {">=": number, ">": number + 1}.get(sign)
        if least is None or least < 1:
            raise place.refuse(
                node,
                "count",
                "count(…) is only compared with >= and >, from 1 up",
                why="'At most' over parts that are not all known misleads more often than it helps.",
                mend="Write count(行为, …) >= 2, or not count(行为, …) >= 2.",
            )
        return Quantified("count", entity, inner, least)
    if name == "months" and len(call.args) == 2 and not call.keywords:
        (start, first), (end, second) = (_attribute(argument, place) for argument in call.args)
        if first.type is FactType.DATE and second.type is FactType.DATE:
            return MonthsTest(start, end, sign, number)
    raise place.refuse(
        call,
        "function",
        f"'{ast.unparse(call)}' is not known here",
        mend="Known are any(…), all(…), count(…) >= n and months(from, to) with two dates.",
    )


def _part(call: ast.Call, place: _Place) -> tuple[str, Condition]:
    part = PARTS.get(place.level)
    if part is None or len(call.args) != 2 or call.keywords or not isinstance(call.args[0], ast.Name):
        raise place.refuse(
            call,
            "quantifier",
            f"'{ast.unparse(call)}' cannot be asked at the level of a {place.level}",
            mend="Write any(行为, condition) in a rule per subject, any(主体, condition) in a rule per case.",
        )
    expected = place.vocabulary.entity(part).name.zh
    if _normal(call.args[0].id) != _normal(expected):
        raise place.refuse(
            call.args[0],
            "part",
            f"a {place.level} has no parts called '{call.args[0].id}'",
            mend=f"Write {expected}.",
            near=expected,
        )
    inner = _Place(place.vocabulary, part, place.text, place.span)
    return part, _condition(call.args[1], inner)


def _attribute(node: ast.expr, place: _Place) -> tuple[FactRef, Fact]:
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return _fact(node, node.value.id, node.attr, place)
    raise place.refuse(
        node, "no_fact", f"'{ast.unparse(node)}' names no fact", mend="Write entity.fact, such as 事件.后果."
    )


def _fact(node: ast.expr, entity_name: str, word: str, place: _Place) -> tuple[FactRef, Fact]:
    visible = {_normal(place.vocabulary.entity(key).name.zh): key for key in VISIBLE[place.level]}
    key = visible.get(_normal(entity_name))
    if key is None:
        raise place.refuse(
            node,
            "unknown_entity",
            f"a rule per {place.level} does not see '{entity_name}'",
            mend="It sees " + "、".join(visible) + "、结论.",
            near=nearest(entity_name, [*visible, _CONCLUSIONS]),
        )
    facts = {_normal(fact.name.zh): fact for fact in place.vocabulary.entity(key).facts}
    fact = facts.get(_normal(word))
    if fact is None:
        near = nearest(word, facts)
        elsewhere = [
            f"{place.vocabulary.entity(ref.entity).name.zh}.{fact.name.zh}"
            for ref, fact in place.vocabulary.all_facts()
            if _normal(fact.name.zh) == _normal(word)
        ]
        raise place.refuse(
            node,
            "unknown_fact",
            f"{entity_name} has no fact '{word}'",
            mend="The vocabulary is in rulesets/vocabulary/; add the fact there or correct the word.",
            near=f"{entity_name}.{near}" if near else next(iter(elsewhere), None),
        )
    return FactRef(key, fact.key), fact


def _conclusion(node: ast.expr, word: str, place: _Place) -> str:
    by_name = {_normal(item.name.zh): item.key for item in place.vocabulary.conclusions}
    if _normal(word) not in by_name:
        raise place.refuse(
            node,
            "unknown_conclusion",
            f"no rule can conclude '{word}'",
            mend="Conclusions are listed in rulesets/vocabulary/conclusions.yaml.",
            near=nearest(word, by_name),
        )
    return by_name[_normal(word)]


def _operand(node: ast.expr, fact: Fact, place: _Place) -> str | int:
    match node, fact.type:
        case ast.Name(id=word), FactType.ENUM | FactType.ORDERED | FactType.SET:
            by_name = {_normal(value.name.zh): value.key for value in fact.values}
            if _normal(word) in by_name:
                return by_name[_normal(word)]
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
        mend=_example("…", fact),
    )


def _example(entity: str, fact: Fact) -> str:
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


def _normal(word: str) -> str:
    """Python normalizes identifiers to NFKC; so do we with the vocabulary's words."""
    return unicodedata.normalize("NFKC", word)
