"""Due dates in rules: the name of a date and lengths of time to a `Due`."""

from __future__ import annotations

import ast
from datetime import date

from zhunsheng.engine.deadlines import Length, last_day_to_act
from zhunsheng.engine.language.documents import Document
from zhunsheng.engine.language.lookup import Place, read_attribute
from zhunsheng.engine.language.rule_documents import UNITS, DueDocument, LengthDocument
from zhunsheng.engine.language.rules import Due
from zhunsheng.engine.problems import Problem, RulesetError
from zhunsheng.engine.vocabulary.dates import PartialDate
from zhunsheng.engine.vocabulary.facts import FactRef, FactType, Vocabulary

#: Any day will do to see whether an extension extends.
_SOME_DAY = PartialDate.parse("2021-01-01")


def read_due(
    read: DueDocument | None, vocabulary: Vocabulary, level: str, document: Document, where: str
) -> Due | None:
    """Resolves a due date.

    Raises:
        RulesetError: it runs from something that is no date, or that the rule does not see, or its extension is no extension.
    """
    if read is None:
        return None
    length = _length(read)
    at_most = _length(read.at_most) if read.at_most else None
    if at_most is not None and _end(at_most) <= _end(length):
        raise RulesetError(
            [
                Problem(
                    "extension",
                    "the time with an extension is no longer than the time without",
                    mend="at_most counts from the same date as the time itself.",
                    pointer=f"{where}/at_most",
                    span=document.span(f"{where}/at_most"),
                )
            ]
        )
    return Due(_date(read.after, vocabulary, level, document, f"{where}/after"), length, at_most)


def _length(read: LengthDocument) -> Length:
    return next(Length(number, unit) for unit in UNITS if (number := getattr(read, unit)) is not None)


def _end(length: Length) -> date:
    return last_day_to_act(_SOME_DAY, length)


def _date(text: str, vocabulary: Vocabulary, level: str, document: Document, where: str) -> FactRef:
    span = document.span(where)
    try:
        node = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError):
        node = ast.Constant(text)
    ref, fact = read_attribute(node, Place(vocabulary, level, text, span))
    if fact.type is not FactType.DATE:
        raise RulesetError(
            [
                Problem(
                    "no_date", f"'{text}' is no date", mend="Time runs from a date.", pointer=where, span=span
                )
            ]
        )
    return ref
