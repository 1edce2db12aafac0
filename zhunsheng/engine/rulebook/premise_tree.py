"""What a rule hangs on, as a tree: the period in force, its conditions, and the rules that set it aside.

Every node has its words, and names the fact, the conclusion or the rule that it speaks of, so that whoever shows it can lead on.
The list of conditions and the picture of a rule are both made from this tree, and it from the premise that runs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from zhunsheng.engine.explain.spoken_conditions import clause, inner, law_clause
from zhunsheng.engine.language.conditions import (
    AllOf,
    AnyOf,
    ConclusionTest,
    Condition,
    FactTest,
    LawDateTest,
    MonthsTest,
    Not,
    Quantified,
    children,
    facts_of,
)
from zhunsheng.engine.language.rules import Rule
from zhunsheng.engine.release import Release
from zhunsheng.engine.rulebook.readers import Readers, own_condition
from zhunsheng.engine.vocabulary.facts import FactRef

#: What a node is: the rule at the root; what joins the nodes below it; or something that is asked.
NodeKind: TypeAlias = Literal["rule", "group", "fact", "conclusion", "law", "exceptions", "exception"]

_SAY: Mapping[str, Mapping[str, str]] = {
    "zh": {
        "in_force": "施行期间：{period}",
        "for_any": "施行期间：任一行为，{period}",
        "unless": "除非适用下列规则之一：",
    },
    "en": {
        "in_force": "in force: {period}",
        "for_any": "in force: for any conduct, {period}",
        "unless": "unless one of these rules applies:",
    },
}


@dataclass(frozen=True)
class TreeNode:
    """A node of the tree.

    Attributes:
        facts: The facts that it compares; several only for a length of time.
        conclusion: Key of the conclusion that it asks for, or, at the root, that the rule draws.
        rule: Id of the rule that it is.
    """

    kind: NodeKind
    text: str
    parts: tuple[TreeNode, ...] = ()
    facts: tuple[FactRef, ...] = ()
    conclusion: str | None = None
    rule: str | None = None


def premise_tree(rule: Rule, release: Release, readers: Readers, language: str) -> TreeNode:
    """The tree of a rule; at its root stands what the rule concludes."""
    name = release.vocabulary.conclusion(rule.conclusion).name.get(language)
    parts = tuple(_parts(rule, release, readers, language))
    return TreeNode("rule", name, parts, conclusion=rule.conclusion, rule=rule.id)


def condition_nodes(condition: Condition, release: Release, language: str) -> tuple[TreeNode, ...]:
    """A condition as nodes: those of its parts, where all of several are asked for."""
    parts = condition.parts if isinstance(condition, AllOf) else (condition,)
    return tuple(_node(part, release, language) for part in parts)


def size(node: TreeNode) -> int:
    """How many nodes there are, this one among them."""
    return 1 + sum(map(size, node.parts))


def _parts(rule: Rule, release: Release, readers: Readers, language: str) -> Iterator[TreeNode]:
    say = _SAY[language]
    if rule.in_force is not None:
        own_date = rule.level == "conduct" or rule.in_force.clock == "decision"
        period = law_clause(rule.in_force, language)
        yield TreeNode("law", say["in_force" if own_date else "for_any"].format(period=period))
    yield from condition_nodes(own_condition(rule), release, language)
    if exceptions := readers.setting_aside(rule.id):
        others = tuple(
            TreeNode("exception", other.title.get(language), rule=other.id) for other in exceptions
        )
        yield TreeNode("exceptions", say["unless"], others)


def _node(condition: Condition, release: Release, language: str) -> TreeNode:
    text = clause(condition, release.vocabulary, language)
    asked = inner(condition) or condition
    match asked:
        case ConclusionTest(key):
            return TreeNode("conclusion", text, conclusion=key)
        case FactTest() | MonthsTest():
            return TreeNode("fact", text, facts=facts_of(asked))
        case LawDateTest():
            return TreeNode("law", text)
        case Quantified(_, _, part, _):
            return TreeNode("group", text, condition_nodes(part, release, language))
        case Not(AnyOf(parts)) | Not(AllOf(parts)):
            return TreeNode("group", text, tuple(_node(part, release, language) for part in parts))
        case _:
            return TreeNode("group", text, tuple(_node(part, release, language) for part in children(asked)))
