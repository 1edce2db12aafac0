"""What of an event may be erased one day: what people wrote, and what is known of somebody.

Contents are kept beside the log, each named in its entry by a digest over a salt and its bytes (docs/decisions/0022-records.md).
A content that is null was not given, or has been erased; no state of a case hangs on the difference.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, JsonValue

from zhunsheng.records.workflow.identifiers import Part


class FreeText(Part):
    """What somebody wrote. Blanks alone say nothing and are refused."""

    text: Annotated[str, Field(min_length=1, max_length=20_000, pattern=r"\S")]


class CaseDocument(Part):
    """The facts of a case, as a case document of the engine."""

    document: dict[str, JsonValue]


class SuggestionDocument(Part):
    """The answer of the engine as it was given then, whatever shape answers have had since."""

    document: dict[str, JsonValue]
