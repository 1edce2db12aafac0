"""What a page shows of a suggestion, in the order in which a report tells it.

One subject is shown in full and the others in a line each: an answer about fifteen people would be a page that nobody reads to
its end, and that takes long to come.
"""

from __future__ import annotations

from typing import Literal

from zhunsheng.api.web.suggestion.conclusions import Conclusions
from zhunsheng.api.web.suggestion.form_scale import FormScale
from zhunsheng.api.web.suggestion.law_applied import AppliedLaw
from zhunsheng.api.web.suggestion.measures import Ladder
from zhunsheng.api.web.suggestion.open_facts import OpenFact
from zhunsheng.api.web.suggestion.to_do import Likened, Procedure, ShownWarning
from zhunsheng.api.web.suggestion.weighing import Weighing
from zhunsheng.engine.answer_parts import Answer
from zhunsheng.engine.suggested_law import Law
from zhunsheng.engine.suggestion import ReleaseInfo


class Headings(Answer):
    """The words above the parts, which the report has, too; in the language of the answer."""

    overview: str
    subject: str
    conduct: str
    range: str
    recommended: str
    possible: str
    suggestion: str
    measures: str
    measures_recommended: str
    no_measures: str
    provisions_table: str
    none_holds: str
    still_open: str
    tolerance: str
    tolerance_for: str
    tolerance_against: str
    tolerance_open: str
    none_for: str
    questions: str
    no_questions: str
    judgement: str
    no_duties: str
    no_due: str
    similar: str
    similar_note: str
    no_similar: str
    outcome: str
    agrees: str
    differs: str
    warnings: str
    no_warnings: str
    law: str
    act_date: str
    decision_date: str
    unknown_day: str
    ruleset: str
    ruleset_digest: str
    checked: str
    whole_case: str
    proposal: str


class SubjectLine(Answer):
    """A subject in a line.

    Attributes:
        chosen: Whether it is the one that is shown in full.
        range, recommended, possible: Forms, in words.
        measures: Those that are recommended, by name.
        questions: How many unknown facts change its outcome by themselves.
    """

    id: str
    chosen: bool
    range: str
    recommended: str
    possible: str
    measures: tuple[str, ...]
    questions: int


class ShownSubject(Answer):
    """The suggestion for one subject.

    Attributes:
        place: Its JSON pointer in the case document.
        practice: What notices usually come to, in a sentence; "" where that chose nothing.
    """

    id: str
    place: str
    scale: FormScale
    ladders: tuple[Ladder, ...]
    questions: tuple[OpenFact, ...]
    findings: Conclusions
    responsibility: Conclusions
    provisions: Conclusions
    circumstances: Conclusions
    practice: str
    tolerance: Weighing
    laws: tuple[AppliedLaw, ...]
    procedure: Procedure
    similar: tuple[Likened, ...]
    warnings: tuple[ShownWarning, ...]


class Checked(Answer):
    """Who checked the answer.

    Attributes:
        by_both: Whether two engines ran and agree.
    """

    by_both: bool
    sentence: str
    ran: tuple[str, ...]


class ShownSuggestion(Answer):
    """A suggestion as a page shows it.

    Attributes:
        language: Of it and of the words around it; the page may be in another, since a record stays as it was written.
        page_language: Of the page.
        subjects: All of them, in a line each.
        subject: The one that is shown in full; None where a case has none.
        procedure, warnings: Of the case as a whole.
    """

    case_id: str
    language: Literal["zh", "en"]
    page_language: Literal["zh", "en"]
    say: Headings
    release: ReleaseInfo
    law: Law
    checked: Checked
    subjects: tuple[SubjectLine, ...]
    subject: ShownSubject
    procedure: Procedure
    warnings: tuple[ShownWarning, ...]
