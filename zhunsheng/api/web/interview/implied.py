"""Facts for which one answer is left by what words mean: an organization is no Party member.

Nobody has anything to find out about such a fact, so it is not asked. Nor is it taken for known, since a fact is what somebody
has stated: the page says which answer is left, and why, and one button states it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import parse_qsl, urlencode

from zhunsheng.api.web.form_data import Form
from zhunsheng.api.web.interview.shown import FactShown, ImpliedFact, ImpliedShown
from zhunsheng.engine.case import Instance
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.explain.questions import Question
from zhunsheng.engine.held_contradictions import held_contradictions
from zhunsheng.engine.release import Release
from zhunsheng.engine.vocabulary.facts import Fact, FactType, Text

#: The name of the button that states them; its value says which.
IMPLIED: Final = "implied"


@dataclass(frozen=True)
class Implied:
    """A fact for which one answer is left.

    Attributes:
        pointer: Of the fact, into the case document.
        why: What the other answer would contradict, of each contradiction.
    """

    pointer: str
    value: bool
    why: tuple[Text, ...]


def implied_facts(release: Release, subject: Instance, questions: Iterable[Question]) -> Iterator[Implied]:
    """Those among the questions about a subject. Only of what is so or not so: of a day, rules tell few apart."""
    held = {(item.id, place.id) for item, place in held_contradictions(release, subject)}
    for question in questions:
        if release.vocabulary.fact(question.ref).type is not FactType.BOOL or len(question.answers) != 1:
            continue
        change = question.answers[0].change
        other = change.slot.given(subject, not change.value)
        why = {
            item.id: item.why
            for item, place in held_contradictions(release, other)
            if (item.id, place.id) not in held
        }
        # Elsewhere an answer is left out for other reasons, such as what it takes together with further answers.
        if why:
            yield Implied(question.pointer, bool(change.value), tuple(why.values()))


def implied_shown(
    left: Mapping[Fact, Implied], questions: Iterable[FactShown], language: Language
) -> ImpliedShown | None:
    """The facts of a page for which one answer is left; None where there are none."""
    if not left:
        return None
    why = (text.get(language) for found in left.values() for text in found.why)
    return ImpliedShown(
        facts=tuple(
            ImpliedFact(name=fact.name.get(language), value=found.value) for fact, found in left.items()
        ),
        why=tuple(dict.fromkeys(why)),
        questions=tuple(questions),
        button=urlencode([(fact.key, "true" if found.value else "false") for fact, found in left.items()]),
    )


def with_implied(sent: Form, facts: Iterable[Fact]) -> Form:
    """A form of a page as if its fields had been filled in that its button states.

    Args:
        facts: Those of the place; nothing else can be stated by the button.
    """
    keys = {fact.key for fact in facts if fact.type is FactType.BOOL}
    stated = {key: (value,) for key, value in parse_qsl(sent.text(IMPLIED)) if key in keys}
    return replace(sent, values={**sent.values, **stated})
