"""The words of a report, by language."""

from __future__ import annotations

from collections.abc import Mapping

from zhunsheng.engine.report.words_en import EN
from zhunsheng.engine.report.words_zh import ZH

WORDING: Mapping[str, Mapping[str, str]] = {"zh": ZH, "en": EN}
