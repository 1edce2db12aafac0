"""What the pages around the questions show: what begins, fills and ends an interview, and what it comes to so far."""

from __future__ import annotations

from zhunsheng.api.web.form_data import Filled
from zhunsheng.api.web.interview.shown import Evidence, Shown
from zhunsheng.api.web.suggestion.shown_suggestion import ShownSuggestion


class RemovalShown(Shown):
    """What is asked before a part is removed.

    Attributes:
        conducts: How many conducts go with a subject.
    """

    case_id: str
    place: str
    title: str
    conducts: int
    filled: Filled


class EvidenceShown(Shown):
    """Every piece of evidence, to be named anew or removed."""

    case_id: str
    evidence: tuple[Evidence, ...]
    filled: Filled


class Misread(Shown):
    """Something that is wrong with a file.

    Attributes:
        where: The line and column, or the row and the header, in words.
        place: The JSON pointer, where there is one.
    """

    where: str
    place: str
    what: str
    near: str
    mend: str


class ImportShown(Shown):
    """Where a file is taken in.

    Attributes:
        replaces: How many facts it takes the place of.
        misread: Everything that is wrong with the file that was sent.
        cases: The ids of the cases in it, where one has to be chosen.
    """

    case_id: str
    replaces: int
    misread: tuple[Misread, ...]
    cases: tuple[str, ...]
    filled: Filled


class DiscardShown(Shown):
    """What is asked before everything that was entered is given up."""

    case_id: str
    changed_at: str | None
    filled: Filled


class NewCaseShown(Shown):
    """Where a case is opened."""

    filled: Filled


class SoFarShown(Shown):
    """The whole suggestion by what was entered so far; nothing of it is recorded."""

    case_id: str
    suggestion: ShownSuggestion
