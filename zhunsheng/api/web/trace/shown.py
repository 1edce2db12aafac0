"""What the pages of a derivation show: the tree, one node of it, and why a rule applies or does not."""

from __future__ import annotations

from typing import Literal, TypeAlias

from pydantic import BaseModel, ConfigDict

from zhunsheng.api.web.trace.addresses import pointer_of, tree_href
from zhunsheng.api.web.trace.branches import (
    ConditionBranch,
    Readings,
    RuleBranch,
    TraceTree,
    TrackBranch,
)
from zhunsheng.api.web.trace.telling import Telling
from zhunsheng.api.web.trace.told import Told
from zhunsheng.api.web.trace.tree import Narrowed, Truth, trace_tree
from zhunsheng.api.web.trace.whereabouts import whereabouts, whereabouts_of_failed
from zhunsheng.engine.answer_parts import KnownFact
from zhunsheng.engine.answer_reasons import Reason
from zhunsheng.engine.answer_trace import TraceCondition, TraceRule
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.explain.passages import paragraph
from zhunsheng.engine.explain.rule_sentences import RuleSentences
from zhunsheng.engine.explain.why_here import why_here
from zhunsheng.engine.language.rules import Rule
from zhunsheng.engine.problems import Chinese, Problem
from zhunsheng.records.refusals import NotFound

Status: TypeAlias = Literal["established", "not_established", "contingent"]


class _Shown(BaseModel):
    model_config = ConfigDict(frozen=True)


class Above(_Shown):
    """What a derivation is of."""

    up: str
    name: str
    recorded: bool


class TreeShown(_Shown):
    """The tree of a derivation.

    Attributes:
        place, layer, truth: What it is narrowed to.
        open: Whether all of its branches are open.
        href: The same with its branches closed.
    """

    above: Above
    tree: TraceTree
    place: str
    layer: str
    truth: Truth
    open: bool
    href: str


class NodeShown(_Shown):
    """One node of the derivation, whole.

    Attributes:
        node: As it was recorded; None for a rule that is known not to apply, of which the id alone was.
        text: The rule in sentences.
        why: Where it is explained why it applies, or does not; "" for a track.
        tree: Where it stands in the tree.
    """

    above: Above
    rule: str
    title: str
    place: str
    node: RuleBranch | TrackBranch | None
    text: tuple[str, ...]
    why: str
    tree: str


class ConditionText(_Shown):
    """A condition in the short form of the rules, with its value."""

    text: str
    readings: Readings


class WhyShown(_Shown):
    """Why a rule applies to a place, or why not.

    Attributes:
        sentence: The short of it.
        because: The fewest facts that it rests on, where it applies.
        lacks: The fewest facts that would have to be other; None where no facts would do.
        failing: The conditions nearest to it that do not hold.
        unknown: Those that are unknown.
        conditions: All of its conditions with their values.
    """

    above: Above
    rule: str
    title: str
    place: str
    href: str
    status: Status
    sentence: str
    cites: tuple[str, ...]
    because: tuple[tuple[str, str], ...]
    lacks: tuple[tuple[str, str, str], ...] | None
    failing: tuple[ConditionText, ...]
    unknown: tuple[ConditionText, ...]
    conditions: tuple[ConditionBranch, ...]
    displaced_by: tuple[str, ...]


def shown_tree(told: Told, language: Language, to: Narrowed, *, open: bool) -> TreeShown:
    """The tree of a derivation.

    Raises:
        NotFound: there is no such place or layer.
    """
    tree = trace_tree(Telling.of(told.suggestion, told.release, language, "trace/"), to)
    if tree is None:
        raise no_such_node()
    return TreeShown(
        above=_above(told),
        tree=tree,
        place=to.place,
        layer=to.layer,
        truth=to.truth,
        open=open,
        href=tree_href(to.place, to.layer, to.truth, first=to.first),
    )


def shown_node(told: Told, language: Language, place: str, name: str) -> NodeShown:
    """A node by its place and the id of its rule (or ``track:`` and the key of its track).

    Raises:
        NotFound: the derivation has no such node, nor such a rule.
    """
    telling = Telling.of(told.suggestion, told.release, language, "../")
    pointer = pointer_of(place)
    rule = told.release.rules.get(name)
    if pointer is None or pointer not in telling.trace.not_applicable:
        raise no_such_node()
    node = telling.node(f"{pointer}#{name}")
    if node is None and (rule is None or rule.id not in telling.trace.not_applicable[pointer]):
        raise no_such_node()
    if isinstance(node, TraceRule):
        branch: RuleBranch | TrackBranch | None = telling.rule(node, whole=True)
    else:
        branch = None if node is None else telling.track(node)
    title = rule.title.get(language) if rule else branch.name if isinstance(branch, TrackBranch) else name
    return NodeShown(
        above=_above(told),
        rule=name,
        title=title,
        place=telling.sentences.places.place(pointer),
        node=branch,
        text=_sentences(told, rule, language),
        why="" if rule is None or not pointer else f"{name}/why",
        tree=f"../../trace{whereabouts_of_failed(telling, pointer, name) if node is None else whereabouts(telling, node)}",
    )


def shown_why(told: Told, language: Language, place: str, name: str) -> WhyShown:
    """Why a rule applies to a place, or why not, computed under the rules that the suggestion was given under.

    Raises:
        NotFound: there is no such place, or no such rule for it.
        EnginesDiffer: the engines do not agree.
        InputError: the facts are none to this version of the program.
    """
    telling = Telling.of(told.suggestion, told.release, language, "../../")
    pointer, rule = pointer_of(place), told.release.rules.get(name)
    if pointer is None or rule is None:
        raise no_such_node()
    found = why_here(told.evaluator, told.case, language, rule.id, pointer)
    if found is None:
        raise no_such_node()
    return _why(told, telling, found, pointer, rule)


def _why(told: Told, telling: Telling, found: Reason, pointer: str, rule: Rule) -> WhyShown:
    return WhyShown(
        above=_above(told),
        rule=rule.id,
        title=found.title,
        place=telling.sentences.places.place(pointer),
        href=f"../{rule.id}",
        status=found.status,
        sentence=found.sentence,
        cites=tuple(cite.title for cite in found.cites),
        because=tuple(map(_known, found.because)),
        lacks=None
        if found.lacks is None
        else tuple((one.name, one.before_name, one.after_name) for one in found.lacks),
        failing=tuple(map(_text, found.failing)),
        unknown=tuple(map(_text, found.unknown)),
        conditions=telling.premise(rule.premise, found.premise, pointer, "c"),
        displaced_by=tuple(one.title for one in found.defeated_by),
    )


def no_such_node() -> NotFound:
    """There is nothing of that name in the derivation."""
    return NotFound(
        [
            Problem(
                "unknown_node",
                "the derivation has no such place",
                mend="Go on from the derivation itself, which links to each of its places.",
                zh=Chinese("推导过程中没有这一处", "请从推导过程页面进入，那里有每一处的链接。"),
            )
        ]
    )


def _above(told: Told) -> Above:
    return Above(up=told.up, name=told.name, recorded=told.recorded)


def _sentences(told: Told, rule: Rule | None, language: Language) -> tuple[str, ...]:
    if rule is None:
        return ()
    passages = RuleSentences(told.release, language).untitled(rule)
    return tuple(paragraph([passage], language) for passage in passages)


def _known(fact: KnownFact) -> tuple[str, str]:
    return fact.name, fact.value_name


def _text(condition: TraceCondition) -> ConditionText:
    readings = Readings(established=condition.established, possible=condition.possible)
    return ConditionText(text=condition.text, readings=readings)
