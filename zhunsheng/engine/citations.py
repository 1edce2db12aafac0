"""Citations as they are written in files: an article, and its source where the file has no source of its own."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from zhunsheng.engine.sources import Citation


class CitationDocument(BaseModel):
    """An article as cited in a file; without a source, that of the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    article: str
    source: str | None = None


def citations(read: tuple[CitationDocument, ...], source: str = "") -> tuple[Citation, ...]:
    """The citations of a file, with `source` where one names none."""
    return tuple(Citation(cite.source or source, cite.article) for cite in read)
