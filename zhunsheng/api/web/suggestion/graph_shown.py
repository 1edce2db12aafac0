"""The picture of a decision on a page: drawn into it where it is small enough, with a list that says the same in words.

A picture that would make the page slow is shown as a picture of its own address. Its links work where it is opened by itself.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote, urlencode

from zhunsheng.api.web.suggestion.latin import in_latin
from zhunsheng.engine.answer_parts import Answer
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.explain.graph.building import build_graph
from zhunsheng.engine.explain.graph.decision_graph import DecisionGraph, GraphNode, State
from zhunsheng.engine.explain.graph.description import description_of, title_of
from zhunsheng.engine.explain.graph.links import escaped
from zhunsheng.engine.explain.graph.svg import render_svg
from zhunsheng.engine.problems import Chinese, InputError, Problem, nearest
from zhunsheng.engine.release import Release
from zhunsheng.engine.suggestion import Suggestion

#: A picture of at most so many bytes stands in its page.
_INLINE: Final = 72_000
#: In a subject's place: all of them.
WHOLE: Final = ""
_BETWEEN_TAGS = re.compile(r">\s+<")
#: What lines say of their ends is for programs; it makes up a quarter of the picture. Text has its signs `<` and `>` escaped, so
#: that these patterns find tags alone.
_ENDS = re.compile(r'(<path [^<>]*?)(?: data-(?:from|to|kind)="[^"]*")+')


class PathNode(Answer):
    """A fact, a rule, a ladder or a form.

    Attributes:
        state: ``established``, ``open`` or ``failed``.
        href: Where a rule is explained; "" of what is no rule.
    """

    title: str
    details: tuple[str, ...]
    state: State
    href: str


class PathStep(Answer):
    """What stands in one layer, in words."""

    name: str
    nodes: tuple[PathNode, ...]


class GraphShown(Answer):
    """A decision graph.

    Attributes:
        language: Of the words in it.
        back: The address of the page on the suggestion, and its title.
        here: The address of this page.
        subject: The id of the subject that it is about; "" for all.
        complete: Whether it has everything that was read, or what the outcome rests and hangs on.
        picture: The address of the picture by itself.
        svg: The picture; "" where it is too large to stand in a page.
        path: What the outcome rests and hangs on, layer by layer, whichever picture is shown.
    """

    language: Language
    title: str
    back: str
    here: str
    subject: str
    subjects: tuple[str, ...]
    complete: bool
    heading: str
    description: str
    picture: str
    svg: str
    path: tuple[PathStep, ...]


def graph_of(
    suggestion: Suggestion, release: Release, subject: str | None, complete: bool, language: Language
) -> DecisionGraph:
    """The graph on a subject.

    Args:
        release: That the suggestion was made under.
        subject: None: the first; "": all of them.

    Raises:
        InputError: there is no such subject.
    """
    known = [item.subject_id for item in suggestion.subjects]
    if subject is None:
        subject = known[0]
    if subject != WHOLE and subject not in known:
        zh = Chinese(f"案件中没有主体“{subject}”", f"可选：{'、'.join(known)}")
        mend = f"Name one of: {', '.join(known)}."
        raise InputError(
            [
                Problem(
                    "unknown_subject",
                    f"the case has no subject '{subject}'",
                    mend=mend,
                    near=nearest(subject, known),
                    zh=zh,
                )
            ]
        )
    return build_graph(suggestion, release, subject or None, complete, language)


def picture_of(graph: DecisionGraph) -> str:
    """The graph as SVG, whose rules lead to the pages on rules."""
    return render_svg(graph, _rules)


def graph_shown(
    suggestion: Suggestion,
    release: Release,
    subject: str | None,
    complete: bool,
    language: Language,
    *,
    title: str,
    back: str,
) -> GraphShown:
    """A graph with its page.

    Args:
        title, back: Of the page on the suggestion; the graph's own address is ``/graph`` below it.
    """
    graph = graph_of(suggestion, release, subject, complete, language)
    drawn = _small(picture_of(graph))
    chosen = graph.subject_id or WHOLE
    query = urlencode([("subject", chosen), *([("all", "true")] if complete else [])], quote_via=quote)
    path = build_graph(suggestion, release, graph.subject_id, language=language) if complete else graph
    made = GraphShown(
        language=language,
        title=title,
        back=back,
        here=f"{back}/graph",
        subject=chosen,
        subjects=tuple(item.subject_id for item in suggestion.subjects),
        complete=complete,
        heading=title_of(graph),
        description=description_of(graph),
        picture=f"{back}/graph.svg?{query}",
        # As one picture its links could not be reached by those who hear the page: what is inside a picture is not read.
        svg=drawn.replace('role="img"', 'role="group"', 1) if len(drawn.encode()) <= _INLINE else "",
        path=tuple(
            PathStep(
                name=layer.name,
                nodes=tuple(_node(node) for node in path.nodes if node.layer == layer.key),
            )
            for layer in path.layers
        ),
    )
    return made if language == "zh" else _latin_but_the_picture(made)


def _small(picture: str) -> str:
    """The same picture in fewer bytes."""
    return _ENDS.sub(r"\1", _BETWEEN_TAGS.sub("><", picture)).strip()


def _latin_but_the_picture(made: GraphShown) -> GraphShown:
    return in_latin(made.model_copy(update={"svg": ""})).model_copy(update={"svg": made.svg})


def _node(node: GraphNode) -> PathNode:
    return PathNode(title=node.title, details=node.details, state=node.state, href=_rules(node) or "")


def _rules(node: GraphNode) -> str | None:
    return f"/rules/{escaped(node.rule)}" if node.rule else None
