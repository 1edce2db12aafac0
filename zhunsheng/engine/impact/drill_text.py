"""The comparison of two derivations as text: the outcome at the top, the first difference at the bottom, both sides of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from zhunsheng.engine.explain.fact_words import value_in_words
from zhunsheng.engine.explain.phrases import LATIN, PHRASES, SIGNS
from zhunsheng.engine.explain.text import pointer_name
from zhunsheng.engine.impact.answer import Drill, DrilledSubject
from zhunsheng.engine.impact.difference import Side, Step
from zhunsheng.engine.impact.drill_words import DRILL
from zhunsheng.engine.impact.range_words import cite_words, range_words
from zhunsheng.engine.impact.ruleset_changes import RulesetChanges
from zhunsheng.engine.impact.words import IMPACT
from zhunsheng.engine.release import Release


def render_drill(drills: Iterable[Drill], changes: RulesetChanges, language: str) -> str:
    """Each subject as text, one after another."""
    text = "\n\n".join("\n".join(_Writer(drill, changes, language).lines()) for drill in drills) + "\n"
    return text.translate(LATIN) if language == "en" else text


@dataclass(frozen=True)
class _Writer:
    drill: Drill
    changes: RulesetChanges
    language: str

    @property
    def say(self) -> Mapping[str, str]:
        return DRILL[self.language]

    def lines(self) -> Iterator[str]:
        say, drill = self.say, self.drill
        yield say["title"]
        yield say["subject"].format(case=drill.case_id, subject=drill.subject_id)
        yield self._subject(IMPACT[self.language]["before"], drill.before)
        yield self._subject(IMPACT[self.language]["after"], drill.after)
        yield ""
        if drill.difference is None:
            yield say["same"]
            return
        path = drill.difference.path
        yield say["path"].format(n=len(path))
        for number, step in enumerate(path, 1):
            yield from self._step(number, step, last=number == len(path))

    def _subject(self, side: str, subject: DrilledSubject) -> str:
        say, forms, form = self.say, PHRASES[self.language], subject.form
        key = "forms_one" if form.at_least == form.at_most else "forms"
        note = f"（{subject.engines.note}）" if subject.engines.note else ""
        shown = say[key].format(
            side=side,
            to=say["to"],
            at_least=forms[str(form.at_least)],
            at_most=forms[str(form.at_most)],
            recommended=forms[str(form.recommended)],
            measures="、".join(subject.measures) or say["none"],
        )
        return shown + note

    def _step(self, number: int, step: Step, *, last: bool) -> Iterator[str]:
        head = self.say[f"step_{step.kind}"].format(
            rule=step.node.partition("#")[2], place=self._place(step.place)
        )
        mark = self.say["here"].format(why=self.say[f"why_{why(step)}"]) if last else ""
        yield f"{number:>2}. {head}{mark}"
        for name, side, release in (
            ("side_before", step.before, self.changes.before),
            ("side_after", step.after, self.changes.after),
        ):
            shown = self.say[f"absent_{step.kind}"] if side is None else self._side(side, release)
            yield f"      {self.say[name]}  {shown}"

    def _side(self, side: Side, release: Release) -> str:
        sign = f"{SIGNS[side.established]} " if side.established else ""
        cites = cite_words(side.cites, release, self.language)
        more = [
            self.say["fact"].format(
                name=pointer_name(pointer, release, self.language),
                value=value_in_words(pointer, value, release, self.language),
            )
            for pointer, value in side.facts.items()
        ]
        if side.ranges:
            more.append(self.say["ranges"].format(ranges=range_words(side.ranges, release, self.language)))
        if side.possible == "unknown" and side.established != "unknown":
            more.append(self.say["possible"])
        return "；".join((f"{sign}{side.text}{cites}", *more))

    def _place(self, place: str) -> str:
        steps = place.split("/")[1:]
        if not steps:
            return self.say["whole"]
        return self.say["conduct"].format(n=int(steps[3]) + 1) if len(steps) > 3 else self.say["of_subject"]


def why(step: Step) -> str:
    """Wherein the last step differs, as the words are keyed."""
    before, after = step.before, step.after
    if before is None or after is None:
        return "one_sided"
    if step.kind in ("stage", "recommended", "law"):
        return step.kind
    if step.kind == "rule":
        return "ranges" if before.ranges != after.ranges else "rule"
    return "rewritten" if before.text != after.text else "value"
