"""The articles for whose sake a fact is asked: those that rules cite which read it, the most cited first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from fastapi import Request

from zhunsheng.api.state import release_of
from zhunsheng.engine.answer_parts import Cite
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.rulebook.readers import Readers
from zhunsheng.engine.sources import Citation
from zhunsheng.engine.vocabulary.facts import FactRef


@dataclass(frozen=True, eq=False)
class Grounds:
    """Why each fact of a release is asked."""

    readers: Readers

    def cites(self, ref: FactRef, language: Language, most: int) -> tuple[Cite, ...]:
        """So many articles at most, with what they say; of several versions of an instrument the latest that is cited."""
        counted = Counter(cite for rule in self.readers.of_fact(ref) for cite in rule.cites)
        latest: dict[str, Citation] = {}
        for cite, _ in counted.most_common():
            instrument = self.readers.release.sources[cite.source].instrument
            known = latest.get(instrument)
            if known is None or self._later(cite, known):
                latest[instrument] = cite
        return tuple(self._cite(cite, language) for cite in list(latest.values())[:most])

    def _later(self, one: Citation, other: Citation) -> bool:
        first, second = (self.readers.release.sources[cite.source].effective for cite in (one, other))
        return first is not None and (second is None or first.earliest > second.earliest)

    def _cite(self, cite: Citation, language: Language) -> Cite:
        source = self.readers.release.sources[cite.source]
        article = source.article(cite.article)
        if article is None:
            raise LookupError(f"{cite} was not checked")
        return Cite(
            source=cite.source,
            article=cite.article,
            title=source.cited_as(cite.article, language),
            summary=article.summary,
            confidence=article.confidence,
        )


def grounds_of(request: Request) -> Grounds:
    """The grounds of the release that an application answers from, looked up once."""
    state = request.app.state
    kept = getattr(state, "grounds", None)
    if not isinstance(kept, Grounds):
        kept = state.grounds = Grounds(Readers(release_of(request)))
    return kept
