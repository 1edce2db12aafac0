"""A ladder of the trace in plain sentences: the range by the provisions, and how each circumstance moved it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from zhunsheng.engine.explain.passages import Passage
from zhunsheng.engine.explain.places import Places
from zhunsheng.engine.explain.trace_words import SAY
from zhunsheng.engine.suggestion import CiteRef, TraceStage, TraceTrack


def track_sentences(
    node: TraceTrack, places: Places, cited: Callable[[Iterable[CiteRef]], str]
) -> Iterator[Passage]:
    """How the range on a track came about, stage by stage, and what is recommended.

    Args:
        cited: Articles as people cite them.
    """
    language = places.suggestion.language
    say = SAY[language]
    place = places.place(node.instance)
    yield Passage(say["track"].format(place=place, track=node.name), tuple(_stages(node, say, cited)))
    if node.recommended:
        track, number = places.release.scale.step(node.recommended)
        measure = track.steps[number - 1].name.get(language)
        yield Passage(say["recommended"].format(measure=measure))
    else:
        yield Passage(say["not_recommended"])


def _stages(
    node: TraceTrack, say: Mapping[str, str], cited: Callable[[Iterable[CiteRef]], str]
) -> Iterator[Passage]:
    before: TraceStage | None = None
    for stage in node.stages:
        range_ = _range(stage, say)
        if stage.move is None or before is None:
            yield Passage(say["stage_first"].format(range=range_), nodes=node.rests_on)
        else:
            same = (stage.at_least, stage.at_most) == (before.at_least, before.at_most)
            text = say["stage_same" if same else "stage_moved"].format(move=stage.move, range=range_)
            law = say["stage_cited"].format(cites=cited(stage.cites)) if stage.cites else ""
            yield Passage(text + law, nodes=stage.because)
        before = stage


def _range(stage: TraceStage, say: Mapping[str, str]) -> str:
    if stage.at_most is None:
        return say["stage_none"]
    if stage.at_least == stage.at_most:
        return say["stage_one"].format(high=stage.at_most)
    return say["stage_range"].format(low=stage.at_least or say["no_measure"], high=stage.at_most)
