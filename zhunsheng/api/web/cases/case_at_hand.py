"""A case as it lies on somebody's desk: where it stands, what the newest suggestion says, and the words for all of it.

Everything that pages about one case show is made from this, read once for a page. That it was read is in the log.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from zhunsheng.api.records import Records
from zhunsheng.api.web.cases.shown import OutcomeShown, PersonShown, RuleShown
from zhunsheng.engine.evaluation import Evaluator, Language
from zhunsheng.engine.release import Release
from zhunsheng.engine.rulebook.told_apart import ToldApart
from zhunsheng.engine.statistics.text import form_name
from zhunsheng.records.access.accounts import Account
from zhunsheng.records.case_contents import read_events
from zhunsheng.records.casework import CaseRead, read_case
from zhunsheng.records.colleagues import names_of
from zhunsheng.records.evaluation_inspection import read_evaluation
from zhunsheng.records.recorded_evaluations import RecordedEvaluation
from zhunsheng.records.refusals import ContentErased
from zhunsheng.records.workflow.contents import FreeText
from zhunsheng.records.workflow.identifiers import day_of


@dataclass(frozen=True)
class CaseAtHand:
    """A case, who looks at it, and what is needed to put it into words.

    Attributes:
        recorded: The newest evaluation with its documents; None where there is none, or where they were erased.
        names: What people are called, by their ids.
        today: The day in China.
        texts: What was written with events, as far as it was read (`with_texts`), by their numbers.
    """

    read: CaseRead
    account: Account
    recorded: RecordedEvaluation | None
    names: Mapping[str, str]
    evaluator: Evaluator
    language: Language
    today: date
    texts: Mapping[int, str] = field(default_factory=dict)

    @property
    def release(self) -> Release:
        """The ruleset that answers now."""
        return self.evaluator.release

    @property
    def id(self) -> str:
        """The id of the case."""
        return self.read.state.case or ""

    def person(self, person: str) -> PersonShown:
        """Somebody who has to do with the case."""
        return PersonShown(id=person, name=self.names.get(person, person))

    def measure(self, key: str) -> str:
        """A measure in words; one that the ruleset does not know (any more) stands for itself."""
        steps = (step for track in self.release.scale.tracks for step in track.steps)
        return next((step.name.get(self.language) for step in steps if step.key == key), key)

    def conclusion(self, key: str) -> str:
        """A conclusion in words, such as a duty; one that the ruleset does not know stands for itself."""
        known = self.release.vocabulary.conclusions
        return next((item.name.get(self.language) for item in known if item.key == key), key)

    def rule(self, rule: str) -> RuleShown:
        """A rule by its title; one that the ruleset does not have (any more) stands for itself."""
        told = self._told_apart
        return RuleShown(id=rule, title=told.title(rule), stands=told.stands(rule))

    def form(self, form: int) -> str:
        """A form in words."""
        return form_name(form, self.language)

    def outcome(self, form: int, measures: Iterable[str]) -> OutcomeShown:
        """An outcome in words."""
        return OutcomeShown(
            form=form, form_name=self.form(form), measures=tuple(self.measure(key) for key in measures)
        )

    @cached_property
    def _told_apart(self) -> ToldApart:
        return ToldApart(self.release, self.language)


def case_at_hand(
    records: Records, account: Account, case_id: str, language: Language, *, with_suggestion: bool = True
) -> CaseAtHand:
    """Reads a case for a page.

    Args:
        with_suggestion: Whether the newest suggestion is read as well, which is a read of its own in the log.

    Raises:
        NotFound, NotAllowed, StorageUnavailable, LogRefused: as with every read of a case.
    """
    read = read_case(records.ledger, account, case_id)
    evaluation = read.state.evaluation
    recorded = None
    if with_suggestion and evaluation is not None:
        try:
            recorded = read_evaluation(records.ledger, account, case_id, evaluation.number)
        except ContentErased:
            recorded = None
    return CaseAtHand(
        read,
        account,
        recorded,
        names_of(records.ledger, account, _people(read)),
        records.answers.evaluator,
        language,
        day_of(records.ledger.clock()),
    )


def with_texts(records: Records, hand: CaseAtHand) -> CaseAtHand:
    """The same, with what was written with the opinions that stand, or with the proposal to discontinue: what a reviewer reads.

    Raises:
        NotFound, NotAllowed, StorageUnavailable, LogRefused: as above.
    """
    state = hand.read.state
    standing = [opinion.number for opinion in state.opinions]
    standing += [state.discontinuance.number] if state.discontinuance else []
    erased = {number for entry in hand.read.erasures for number in entry.facts["events"]}
    there = [number for number in standing if number in hand.read.written and number not in erased]
    events = read_events(records.ledger, hand.account, hand.id, there) if there else ()
    texts = {event.number: event.content.text for event in events if isinstance(event.content, FreeText)}
    return replace(hand, texts=texts)


def _people(read: CaseRead) -> Iterator[str]:
    """Everybody whom pages about the case may name."""
    state = read.state
    yield from state.took_part | state.recused
    if state.owner is not None:
        yield state.owner
    yield from (event.actor for event in read.history)
    yield from (entry.actor for entry in read.erasures if entry.actor)
