"""Forms in words: "not held accountable" and the four forms, one of them or from one to another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.explain.phrases import PHRASES
from zhunsheng.engine.report.wording import WORDING


@dataclass(frozen=True)
class FormWords:
    """The words of a language."""

    language: Language

    @property
    def say(self) -> Mapping[str, str]:
        """The words of the report."""
        return WORDING[self.language]

    def form(self, number: int) -> str:
        """A form."""
        return PHRASES[self.language][str(number)]

    def forms(self, low: int, high: int) -> str:
        """From a form to a form."""
        return self.form(low) if low == high else f"{self.form(low)}{self.say['to']}{self.form(high)}"
