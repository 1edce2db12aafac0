"""The premise of a rule as nested points, each fact, conclusion and rule in it a link; and as a picture."""

from __future__ import annotations

from zhunsheng.api.web.rules.addresses import of_node, to_conclusion, to_fact, to_rule
from zhunsheng.api.web.rules.shown import Link, Shown
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.release import Release
from zhunsheng.engine.rulebook.premise_picture import premise_picture
from zhunsheng.engine.rulebook.premise_tree import NodeKind, TreeNode


class NodeShown(Shown):
    """A node of the premise.

    Attributes:
        links: The facts, the conclusion or the rule that it speaks of.
    """

    kind: NodeKind
    text: str
    links: tuple[Link, ...]
    parts: tuple[NodeShown, ...]


def node_shown(node: TreeNode, release: Release, language: Language) -> NodeShown:
    """A node with those below it."""
    return NodeShown(
        kind=node.kind,
        text=node.text,
        links=_links(node, release, language),
        parts=tuple(node_shown(part, release, language) for part in node.parts),
    )


def picture_of(tree: TreeNode, title: str, language: Language) -> str:
    """The tree as SVG whose nodes lead to their pages."""
    return premise_picture(tree, "premise", title, language, of_node)


def _links(node: TreeNode, release: Release, language: Language) -> tuple[Link, ...]:
    if node.kind == "exception" and node.rule:
        return (Link(key=node.rule, name=node.rule, href=to_rule(node.rule)),)
    if node.conclusion:
        name = release.vocabulary.conclusion(node.conclusion).name.get(language)
        return (Link(key=node.conclusion, name=name, href=to_conclusion(node.conclusion)),)
    return tuple(
        Link(key=str(ref), name=release.vocabulary.fact(ref).name.get(language), href=to_fact(ref))
        for ref in node.facts
    )
