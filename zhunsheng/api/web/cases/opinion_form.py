"""The form of an opinion: for one subject, the suggestion beside what may be put in its place, and the reasons in codes.

Each reason is about something: disputed facts and open norms are chosen among those that the evaluation states, wrong rules among
those that decided; others can be named. The form is never typed in, since it follows from the measures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from pydantic import ValidationError

from zhunsheng.api.web.cases.beside import BesideShown, beside
from zhunsheng.api.web.cases.case_at_hand import CaseAtHand
from zhunsheng.api.web.cases.case_facts import stated_facts
from zhunsheng.api.web.cases.ladders import form_of, ladders_beside_suggestion, subject_of
from zhunsheng.api.web.cases.sent_moves import PLACES, TEXT, common_to_moves, missing
from zhunsheng.api.web.cases.shown import LadderShown, Option, Shown
from zhunsheng.api.web.form_data import Form
from zhunsheng.api.web.suggestion.form_scale import FormScale, form_scale
from zhunsheng.api.web.suggestion.form_words import FormWords
from zhunsheng.engine import suggestion
from zhunsheng.engine.problems import Chinese, Problem, pointer, refuse
from zhunsheng.engine.vocabulary.facts import Text
from zhunsheng.records.workflow.evaluated import Suggested
from zhunsheng.records.workflow.ground_words import CHOICES, OVERRIDE_GROUNDS

#: The fields in which it is said what a reason is about.
_ABOUT: Final[Mapping[str, tuple[str, Text]]] = {
    "fact_disputed": ("disputed", Text("有异议的事实", "Disputed facts")),
    "open_norm": ("norms", Text("应另作判断的裁量事项", "Open norms to be judged otherwise")),
    "rule_wrong": ("rules", Text("有误的规则", "Wrong rules")),
}
_CHOICE = Text("意见", "Opinion")
_REASONS = Text("理由", "Reasons")
_SEPARATORS = re.compile(r"[\s,;，；、]+")

#: What the fields are called.
LABELS: Final[Mapping[str, Text]] = {
    "choice": _CHOICE,
    "grounds": _REASONS,
    "measures": Text("措施", "Measures"),
    "other_rules": Text("其他规则", "Other rules"),
    TEXT: Text("文字理由", "Reasons in words"),
    **dict(_ABOUT.values()),
}


class OpinionForm(Shown):
    """What is chosen among for an opinion on one subject.

    Attributes:
        others: The subjects that wait for an opinion, this one included.
        beside: The suggestion.
        scale: Where the subject stands among the four forms; null where the suggestion was erased.
        same_ruleset: Whether the suggestion was made under the ruleset of today; if not, it can only be adopted.
        facts, norms: What is stated; empty where the facts were erased.
    """

    subject: str
    evaluation: int
    others: tuple[str, ...]
    beside: BesideShown
    scale: FormScale | None
    same_ruleset: bool
    choices: tuple[Option, ...]
    ladders: tuple[LadderShown, ...]
    grounds: tuple[Option, ...]
    facts: tuple[Option, ...]
    norms: tuple[Option, ...]
    rules: tuple[Option, ...]


def opinion_form(hand: CaseAtHand, asked_for: str) -> OpinionForm | None:
    """The form for a subject; for the first one without an opinion where none is asked for. None without an evaluation."""
    state = hand.read.state
    if state.evaluation is None:
        return None
    waiting = [one for one in state.evaluation.subjects if state.opinion_on(one.subject) is None]
    suggested = state.evaluation.suggested(asked_for) or next(iter(waiting), state.evaluation.subjects[0])
    return OpinionForm(
        subject=suggested.subject,
        evaluation=state.evaluation.number,
        others=tuple(one.subject for one in waiting),
        beside=beside(hand, suggested, None),
        scale=_scale(hand, suggested.subject),
        same_ruleset=state.evaluation.release == hand.release.digest,
        choices=tuple(
            Option(value=code, name=words.name.get(hand.language)) for code, words in CHOICES.items()
        ),
        ladders=ladders_beside_suggestion(hand, suggested.subject),
        grounds=tuple(_grounds(hand)),
        facts=stated_facts(hand, subject=suggested.subject),
        norms=stated_facts(hand, judged=True, subject=suggested.subject),
        rules=tuple(_rules(hand, suggested)),
    )


def opinion_said(sent: Form, hand: CaseAtHand) -> Mapping[str, Any]:
    """The body of the opinion that a form says.

    Raises:
        InputError: something is not filled in.
    """
    choice = sent.text("choice")
    reasons = [reason for reason, _ in _reasons(sent)]
    refuse(tuple(_missing(sent, choice, hand.language)))
    opinion: dict[str, Any] = {"choice": choice}
    if choice == "overridden":
        measures = sent.texts("measures")
        opinion |= {"form": form_of(hand, measures), "measures": list(measures), "reasons": reasons}
    return {
        **common_to_moves("opinion.given", sent),
        "evaluation": sent.text("evaluation"),
        "subject": sent.text("subject"),
        "opinion": opinion,
    }


def places_of(sent: Form) -> Mapping[str, str]:
    """The field of the form by the place in the body that it fills: of reasons, each is filled from another one."""
    reasons = {pointer("opinion", "reasons", place): field for place, (_, field) in enumerate(_reasons(sent))}
    return {
        **PLACES,
        "/opinion": "choice",
        "/opinion/form": "measures",
        "/opinion/measures": "measures",
        "/opinion/reasons": "grounds",
        **reasons,
    }


def _scale(hand: CaseAtHand, subject: str) -> FormScale | None:
    """The scale of a subject; None also where it was recorded in a shape that answers have no more."""
    recorded = subject_of(hand, subject)
    if recorded is None:
        return None
    try:
        form = suggestion.Form.model_validate(recorded["form"])
        possible = suggestion.Possible.model_validate(recorded["possible"])
    except ValidationError:
        return None
    return form_scale(form, possible, FormWords(hand.language))


def _grounds(hand: CaseAtHand) -> Iterator[Option]:
    for code, words in OVERRIDE_GROUNDS.items():
        explained = words.explained.get(hand.language) if words.explained else ""
        yield Option(value=code, name=words.name.get(hand.language), explained=explained)


def _rules(hand: CaseAtHand, suggested: Suggested) -> Iterator[Option]:
    for rule in suggested.deciding:
        yield Option(value=rule, name=hand.rule(rule).title, explained=rule)


def _named_rules(sent: Form) -> list[str]:
    typed = (word for word in _SEPARATORS.split(sent.text("other_rules")) if word)
    return list(dict.fromkeys((*sent.texts("rules"), *typed)))


def _reasons(sent: Form) -> Iterator[tuple[Mapping[str, Any], str]]:
    """The reasons, each with the field that it comes from. What is chosen below a ground counts, ticked or not."""
    for field, ground in (("disputed", "fact_disputed"), ("norms", "open_norm")):
        for fact in sent.texts(field):
            yield {"ground": ground, "fact": fact}, field
    rules = _named_rules(sent)
    if rules:
        yield {"ground": "rule_wrong", "rules": rules}, "other_rules" if sent.text("other_rules") else "rules"
    for ground in sent.texts("grounds"):
        if ground not in _ABOUT:
            yield {"ground": ground}, "grounds"


def _missing(sent: Form, choice: str, language: str) -> Iterator[Problem]:
    if not choice:
        yield missing("choice", _CHOICE.get(language), choose=True)
    if choice != "overridden":
        return
    if not sent.texts("grounds") and not any(_reasons(sent)):
        yield missing("grounds", _REASONS.get(language), choose=True)
    said = {reason["ground"] for reason, _ in _reasons(sent)}
    for ground in sent.texts("grounds"):
        if ground in _ABOUT and ground not in said:
            field, label = _ABOUT[ground]
            yield missing(field, label.get(language), choose=True)
    if not sent.text(TEXT):
        yield Problem(
            "reason_missing",
            "An override needs its reason in words",
            mend="Write down why",
            pointer=pointer(TEXT),
            zh=Chinese("不采纳建议须写明理由", "请填写文字理由"),
        )
