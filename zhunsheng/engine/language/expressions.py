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
from collections.abc import Mapping

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
from zhunsheng.engine.language.lookup import (
    CONCLUSIONS,
    PARTS,
    Place,
    example_of,
    look_up_conclusion,
    look_up_fact,
    normal,
    read_attribute,
    read_operand,
)
from zhunsheng.engine.problems import Problem, RulesetError, Span
from zhunsheng.engine.vocabulary.facts import FactType, Vocabulary

_COMPARISONS: Mapping[type[ast.cmpop], Comparison] = {
    ast.Eq: "==",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}
_MIRRORED: Mapping[Comparison, Comparison] = {"==": "==", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


def parse_expression(text: str, vocabulary: Vocabulary, level: str, span: Span) -> Condition:
    """Reads one expression.

    Args:
        level: The level the rule is evaluated at: ``conduct``, ``subject`` or ``case``.
        span: Where the expression starts.

    Raises:
        RulesetError: a syntax error, a construct or a word that is not allowed, or a comparison that makes no sense.
    """
    place = Place(vocabulary, level, text, span)
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


def _condition(node: ast.expr, place: Place) -> Condition:
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


def _bare(node: ast.expr, entity: str, word: str, place: Place) -> Condition:
    if normal(entity) == CONCLUSIONS:
        return ConclusionTest(look_up_conclusion(node, word, place))
    ref, fact = look_up_fact(node, entity, word, place)
    if fact.type is not FactType.BOOL:
        raise place.refuse(
            node,
            "needs_comparison",
            f"{entity}.{word} is of type {fact.type.value}, not a yes-or-no fact",
            mend=f"Compare it, for example: {example_of(entity, fact)}",
        )
    return FactTest(ref, "is", ())


def _comparison(node: ast.Compare, operator: ast.cmpop, right: ast.expr, place: Place) -> Condition:
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
    ref, fact = read_attribute(left, place)
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
    return FactTest(ref, sign, (read_operand(right, fact, place),))


def _membership(node: ast.Compare, left: ast.expr, right: ast.expr, place: Place) -> Condition:
    if isinstance(right, ast.Attribute):
        ref, fact = read_attribute(right, place)
        if fact.type is not FactType.SET:
            raise place.refuse(
                right,
                "not_a_set",
                f"{ast.unparse(right)} is of type {fact.type.value}, not a set",
                mend=f"Write {ast.unparse(right)} in {{…}} with the values in the braces.",
            )
        return FactTest(ref, "has", (read_operand(left, fact, place),))
    ref, fact = read_attribute(left, place)
    if fact.type not in (FactType.ENUM, FactType.ORDERED) or not isinstance(right, ast.Set):
        raise place.refuse(
            node,
            "membership",
            f"'{ast.unparse(node)}' is no membership",
            mend="Write 主体.类别 in {党委政府, 职能部门} for an enum, 消极应付 in 行为.方式 for a set.",
        )
    keys = {read_operand(item, fact, place) for item in right.elts}
    return FactTest(ref, "in", tuple(key for key in fact.value_keys() if key in keys))


def _call_comparison(
    node: ast.Compare, call: ast.Call, name: str, sign: Comparison, right: ast.expr, place: Place
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
        (start, first), (end, second) = (read_attribute(argument, place) for argument in call.args)
        if first.type is FactType.DATE and second.type is FactType.DATE:
            return MonthsTest(start, end, sign, number)
    raise place.refuse(
        call,
        "function",
        f"'{ast.unparse(call)}' is not known here",
        mend="Known are any(…), all(…), count(…) >= n and months(from, to) with two dates.",
    )


def _part(call: ast.Call, place: Place) -> tuple[str, Condition]:
    part = PARTS.get(place.level)
    if part is None or len(call.args) != 2 or call.keywords or not isinstance(call.args[0], ast.Name):
        raise place.refuse(
            call,
            "quantifier",
            f"'{ast.unparse(call)}' cannot be asked at the level of a {place.level}",
            mend="Write any(行为, condition) in a rule per subject, any(主体, condition) in a rule per case.",
        )
    expected = place.vocabulary.entity(part).name.zh
    if normal(call.args[0].id) != normal(expected):
        raise place.refuse(
            call.args[0],
            "part",
            f"a {place.level} has no parts called '{call.args[0].id}'",
            mend=f"Write {expected}.",
            near=expected,
        )
    inner = Place(place.vocabulary, part, place.text, place.span)
    return part, _condition(call.args[1], inner)
