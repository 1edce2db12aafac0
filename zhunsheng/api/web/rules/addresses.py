"""Where the pages of the rule book are; articles have names that an address must escape."""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import quote

from zhunsheng.api.web.suggestion.examples import TELLING
from zhunsheng.engine.rulebook.premise_tree import TreeNode
from zhunsheng.engine.scenarios import Scenario
from zhunsheng.engine.vocabulary.facts import FactRef


def to_rule(id: str) -> str:
    """The page of a rule."""
    return f"/rules/{quote(id)}"


def to_layer(key: str) -> str:
    """The rules of a layer."""
    return f"/rules/layers/{quote(key)}"


def to_source(id: str) -> str:
    """The page of a version of an instrument."""
    return f"/rules/sources/{quote(id)}"


def to_article(source: str, article: str) -> str:
    """The page of an article."""
    return f"{to_source(source)}/{quote(article, safe='')}"


def to_fact(ref: FactRef | str) -> str:
    """The page of a fact."""
    return f"/vocabulary/{quote(str(ref))}"


def to_conclusion(key: str) -> str:
    """The page of a conclusion."""
    return f"/vocabulary/conclusions/{quote(key)}"


def to_difference(old: str, new: str) -> str:
    """Two releases side by side, by the beginnings of their digests."""
    return f"/rules/releases/{old}..{new}"


def to_example(scenario: Scenario) -> str | None:
    """The page of a scenario; None of one that is no example to look at."""
    name = PurePosixPath(scenario.file).stem
    return f"/examples/{quote(name)}" if scenario.kind == "case" and name in TELLING else None


def of_node(node: TreeNode) -> str | None:
    """What a node of a rule's tree leads to; the rule itself leads to what it concludes."""
    if node.kind == "exception" and node.rule:
        return to_rule(node.rule)
    if node.conclusion:
        return to_conclusion(node.conclusion)
    return to_fact(node.facts[0]) if node.facts else None
