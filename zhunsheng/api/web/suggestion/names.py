"""The words for what an answer names by keys and pointers: facts, measures, ladders and forms, in the language of the answer.

A record may be of a release that this one has left behind. What this release does not know keeps its key: a page that shows an
old answer must not fail on it, and must not guess either.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from zhunsheng.api.web.suggestion.form_words import FormWords
from zhunsheng.engine.answer_parts import MeasureRange
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.explain.fact_words import fact_at
from zhunsheng.engine.explain.phrases import PHRASES
from zhunsheng.engine.explain.places import Places
from zhunsheng.engine.explain.trace_sentences import TraceSentences
from zhunsheng.engine.release import Release
from zhunsheng.engine.report.wording import WORDING
from zhunsheng.engine.suggestion import Engines, Suggestion


def checked_by(engines: Engines, language: Language) -> str:
    """Which engines checked an answer, in a sentence."""
    agreed = WORDING[language]["agreed"]
    return engines.note or agreed.format(ran=", ".join(engines.ran))


@dataclass(frozen=True)
class Names:
    """Names what an answer speaks of."""

    suggestion: Suggestion
    release: Release

    @property
    def say(self) -> Mapping[str, str]:
        """The words of the report."""
        return WORDING[self.suggestion.language]

    @property
    def phrases(self) -> Mapping[str, str]:
        """The words of an answer as text."""
        return PHRASES[self.suggestion.language]

    @property
    def form_words(self) -> FormWords:
        """The words for forms."""
        return FormWords(self.suggestion.language)

    @cached_property
    def _places(self) -> Places:
        return Places(self.suggestion, self.release)

    @cached_property
    def _sentences(self) -> TraceSentences:
        return TraceSentences(self.suggestion, self.release)

    @cached_property
    def _tracks(self) -> Mapping[str, str]:
        language = self.suggestion.language
        return {track.key: track.name.get(language) for track in self.release.scale.tracks}

    @cached_property
    def _measures(self) -> Mapping[str, str]:
        tracks, language = self.release.scale.tracks, self.suggestion.language
        return {step.key: step.name.get(language) for track in tracks for step in track.steps}

    def fact(self, pointer: str) -> str:
        """A fact with its place: ``行为 C1 的“主观”``."""
        return self._places.fact(pointer) if self._knows(pointer) else pointer

    def facts(self, pointers: Iterable[str]) -> str:
        """Several facts."""
        return self.say["list"].join(map(self.fact, pointers))

    def value(self, pointer: str, value: Any) -> str:
        """A value of a fact; unknown where there is none."""
        return self._places.value(pointer, value) if self._knows(pointer) else str(value)

    def track(self, key: str) -> str:
        """A ladder of measures."""
        return self._tracks.get(key, key)

    def measure(self, key: str) -> str:
        """A measure."""
        return self._measures.get(key, key)

    def ranges(self, ranges: Iterable[MeasureRange]) -> str:
        """From a measure to a measure, on each ladder."""
        known = [
            item
            for item in ranges
            if item.highest in self._measures and (item.lowest is None or item.lowest in self._measures)
        ]
        return self._sentences.ranges(known)

    def form(self, number: int) -> str:
        """A form."""
        return self.form_words.form(number)

    def forms(self, low: int, high: int) -> str:
        """From a form to a form."""
        return self.form_words.forms(low, high)

    def of_conduct(self, name: str, conduct: str | None) -> str:
        """A conclusion with the conduct that it is about."""
        left, right = ("（", "）") if self.suggestion.language == "zh" else (" (", ")")
        return name if conduct is None else f"{name}{left}{self.say['conduct']} {conduct}{right}"

    def joined(self, names: Iterable[str]) -> str:
        """Names in a row."""
        return self.say["between"].join(names)

    def _knows(self, pointer: str) -> bool:
        return self.release.vocabulary.has(fact_at(pointer))
