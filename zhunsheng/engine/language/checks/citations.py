"""Every article that a rule or the scale rests on is on record, and good enough to rest on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from zhunsheng.engine.language.rules import Rule
from zhunsheng.engine.problems import Problem, nearest
from zhunsheng.engine.scale import Scale
from zhunsheng.engine.sources import Citation, Source


def existing_citations(
    rules: Sequence[Rule], scale: Scale, sources: Mapping[str, Source]
) -> Iterator[Problem]:
    """Every article that a rule or the scale rests on is recorded, and good enough to rest on."""
    for rule in rules:
        for cite in rule.cites:
            for problem in _citation(cite, sources):
                yield Problem(
                    problem.code, problem.what, problem.why, problem.mend, span=rule.span, near=problem.near
                )
            source = sources.get(cite.source)
            article = source.article(cite.article) if source else None
            if article and article.confidence == "memory" and rule.kind != "notice":
                yield Problem(
                    "memory",
                    f"'{rule.id}' rests on {cite.source} {cite.article}, whose text nobody has seen",
                    why="An entry of confidence 'memory' may be wrong; a disposition must not hang on it.",
                    mend="Make it a notice that asks a person to check, or find the text.",
                    span=rule.span,
                )
    for cites in (
        *(track.cites for track in scale.tracks),
        *(move.cites for move in scale.moves),
        *(either.cites for either in scale.either),
        *(effect.cites for track in scale.tracks for step in track.steps for effect in step.effects),
        *(step.given_as.cites for track in scale.tracks for step in track.steps if step.given_as),
    ):
        for cite in cites:
            yield from _citation(cite, sources)


def _citation(cite: Citation, sources: Mapping[str, Source]) -> Iterator[Problem]:
    source = sources.get(cite.source)
    if source is None:
        yield Problem(
            "unknown_source",
            f"there is no source '{cite.source}'",
            near=nearest(cite.source, sources),
            mend="Sources are the files of rulesets/sources/.",
        )
    elif source.article(cite.article) is None:
        numbers = [article.article for article in source.articles]
        yield Problem(
            "unknown_article",
            f"{source.title.zh} has no article '{cite.article}' on record",
            why="A citation that cannot be looked up is worse than none.",
            mend=f"Correct it, or record the article in rulesets/sources/{source.id}.yaml.",
            near=nearest(cite.article, numbers),
        )
