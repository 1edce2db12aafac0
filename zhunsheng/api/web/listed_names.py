"""Several names as one text, as either language lists them."""

from __future__ import annotations

from collections.abc import Iterable

from zhunsheng.engine.evaluation import Language


def listed(names: Iterable[str], language: Language) -> str:
    """The names with what stands between them in a language."""
    return ("、" if language == "zh" else ", ").join(names)
