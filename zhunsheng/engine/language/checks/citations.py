"""Every article that a rule or the scale rests on is on record, good enough to rest on, and in force when the rule is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from zhunsheng.engine.language.conditions import LawDateTest
from zhunsheng.engine.language.rules import Rule
from zhunsheng.engine.problems import Problem, nearest, pointer
from zhunsheng.engine.scale import Scale
from zhunsheng.engine.sources import Citation, Source


def existing_citations(
    rules: Sequence[Rule], scale: Scale, sources: Mapping[str, Source]
) -> Iterator[Problem]:
    """What is wrong with the articles cited: not on record, not seen by anybody, or of a version of another time."""
    for rule in rules:
        for problem in _of_rule(rule, sources):
            yield Problem(
                problem.code, problem.what, problem.why, problem.mend, span=rule.span, near=problem.near
            )
    for where, cites in _of_scale(scale):
        for cite in cites:
            for problem in (*_on_record(cite, sources), *_seen(f"scale.yaml{where}", cite, sources)):
                yield Problem(
                    problem.code, problem.what, problem.why, problem.mend, pointer=where, near=problem.near
                )


def _of_rule(rule: Rule, sources: Mapping[str, Source]) -> Iterator[Problem]:
    for cite in rule.cites:
        yield from _on_record(cite, sources)
        if rule.kind != "notice":
            yield from _seen(f"'{rule.id}'", cite, sources)
        if rule.in_force and cite.source in sources:
            yield from _in_force(rule.id, rule.in_force, sources[cite.source])


def _of_scale(scale: Scale) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    """Every part of the scale that cites, with its place in the file."""
    for index, track in enumerate(scale.tracks):
        yield pointer("tracks", index), track.cites
    for index, move in enumerate(scale.moves):
        yield pointer("moves", index), move.cites
    for index, either in enumerate(scale.either):
        yield pointer("either_suffices", index), either.cites
    for index, matching in enumerate(scale.matching):
        yield pointer("matching", index), matching.cites
    for index, track in enumerate(scale.tracks):
        for position, step in enumerate(track.steps):
            where = pointer("tracks", index, "steps", position)
            for effect in step.effects:
                yield where, effect.cites
            if step.given_as:
                yield where, step.given_as.cites


def _on_record(cite: Citation, sources: Mapping[str, Source]) -> Iterator[Problem]:
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


def _seen(who: str, cite: Citation, sources: Mapping[str, Source]) -> Iterator[Problem]:
    source = sources.get(cite.source)
    article = source.article(cite.article) if source else None
    if article and article.confidence == "memory":
        yield Problem(
            "memory",
            f"{who} rests on {cite.source} {cite.article}, whose text nobody has seen",
            why="An entry of confidence 'memory' may be wrong; a disposition must not hang on it.",
            mend="Make it a notice that asks a person to check, or find the text.",
        )


def _in_force(rule: str, period: LawDateTest, source: Source) -> Iterator[Problem]:
    """Refuses a version that was in force on no day of the rule's period."""
    over = source.ended and period.start and source.ended.latest < period.start
    not_yet = source.effective and period.end and period.end < source.effective.earliest
    if over or not_yet:
        yield Problem(
            "not_in_force",
            f"'{rule}' is in force from {period.start or 'the beginning'} to {period.end or 'now'}, "
            f"when '{source.id}' ({source.effective or 'unknown'} to {source.ended or 'now'}) never was",
            why="What is done in one version's time is not governed by another's.",
            mend=f"Cite the version of '{source.instrument}' of that time, or correct in_force.",
        )
