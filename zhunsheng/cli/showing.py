"""One published notice in a few lines: its facts in words, the suggestion beside what was published, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zhunsheng.cli.columns import labelled
from zhunsheng.engine.case import Case, Conduct, Facts, Subject
from zhunsheng.engine.explain.phrases import PHRASES
from zhunsheng.engine.explain.text import pointer_name
from zhunsheng.engine.language.rules import Rule
from zhunsheng.engine.release import Release
from zhunsheng.engine.scenarios import PublishedOutcome, Scenario
from zhunsheng.engine.suggestion import SubjectAnswer, Suggestion, TraceRule, TraceTrack
from zhunsheng.engine.vocabulary.facts import FactType

#: So many of each are shown; `zhunsheng evaluate` shows all.
SUBJECTS, GROUNDS, QUESTIONS = 2, 4, 2

_SAY = PHRASES["zh"]


@dataclass(frozen=True)
class Shown:
    """A notice with the case that was read from it and the suggestion that was made."""

    scenario: Scenario
    case: Case
    suggestion: Suggestion
    release: Release

    def lines(self) -> Iterator[str]:
        """The notice as text."""
        whole = {ref: value for ref, value in self.case.facts.items() if ref.entity == "incident"}
        yield from labelled("事件 Incident", "；".join(self._words(whole)) or "——")
        published = [subject for subject in self.case.subjects if subject.id in self.scenario.published]
        heaviest = sorted(published, key=lambda subject: -self.scenario.published[subject.id].form)[:SUBJECTS]
        for position, subject in enumerate(self.case.subjects):
            if subject in heaviest:
                yield ""
                yield from self._subject(subject, position)
        if len(published) > len(heaviest):
            yield f"  （另有 {len(published) - len(heaviest)} 个对象 · further subjects not shown）"

    def _subject(self, subject: Subject, position: int) -> Iterator[str]:
        answer, outcome = self.suggestion.subjects[position], self.scenario.published[subject.id]
        yield from labelled(f"对象 {subject.id}", "；".join(self._words(subject.facts)))
        for conduct in subject.conducts:
            yield from labelled("行为 Conduct", "；".join(self._conduct(conduct)))
        yield from labelled("公布 Published", f"{_SAY[str(outcome.form)]}：{'、'.join(outcome.terms)}")
        yield from labelled(
            "建议 Suggested",
            f"{_forms(answer.form.at_least, answer.form.at_most)}，{self._recommended(answer)}",
        )
        yield from labelled("可能 Possible", _forms(answer.possible.lowest, answer.possible.highest))
        yield from labelled("比较 Compared", compared(answer, outcome))
        grounds = list(self._grounds(position, answer))
        for number, ground in enumerate(grounds[:GROUNDS]):
            yield from labelled("" if number else "依据 Grounds", ground)
        if not grounds:
            yield from labelled("依据 Grounds", "没有已成立的处理依据 · no ground is established")
        for number, question in enumerate(answer.open_questions[:QUESTIONS]):
            where = pointer_name(question.fact, self.release, "zh")
            yield from labelled(
                "" if number else "待查 Open", f"{question.question}〔{where}〕{question.would_change}"
            )

    def _words(self, facts: Facts) -> Iterator[str]:
        """Stated facts in words: a bare name for yes, name and value for everything else."""
        for ref, value in facts.items():
            fact = self.release.vocabulary.fact(ref)
            yield fact.name.zh if value is True else f"{fact.name.zh} {fact.value_name(value, 'zh')}"

    def _conduct(self, conduct: Conduct) -> Iterator[str]:
        """The facts of a conduct; what it was and when come first and need no name."""
        first = [
            fact.value_name(value, "zh")
            for ref, value in conduct.facts.items()
            if (fact := self.release.vocabulary.fact(ref)).key == "type" or fact.type is FactType.DATE
        ]
        yield " ".join(first)
        yield from self._words(
            {ref: value for ref, value in conduct.facts.items() if ref.fact not in ("type", "date")}
        )

    def _recommended(self, answer: SubjectAnswer) -> str:
        if any(warning.key == "nothing_established" for warning in answer.warnings):
            return "事实尚不足以成立任何依据，先查待查问题 · facts to establish first"
        names = [measure.name for measure in answer.measures if measure.recommended]
        return f"建议从{_SAY[str(answer.form.recommended)]}考虑" + (f"：{'、'.join(names)}" if names else "")

    def _grounds(self, position: int, answer: SubjectAnswer) -> Iterator[str]:
        """The rules that the range rests on, with their articles: a granted tolerance, what opened it, what moved it."""
        place = f"/subjects/{position}"
        nodes = self.suggestion.trace.nodes
        rules = {node.id: self.release.rules[node.rule] for node in nodes if isinstance(node, TraceRule)}
        tracks = [node for node in nodes if isinstance(node, TraceTrack) and node.instance == place]
        moved = [cause for track in tracks for stage in track.stages for cause in stage.because]
        rested = [
            rules[node]
            for node in dict.fromkeys((*(node for track in tracks for node in track.rests_on), *moved))
        ]
        if answer.tolerance.status == "granted" and answer.tolerance.rule:
            yield self._cited(self.release.rules[answer.tolerance.rule])
        # A tolerance that was tried and excluded is in the trace; it is no ground of the range.
        grounds = {rule.id: rule for rule in rested if rule.kind != "tolerance"}
        for rule in sorted(grounds.values(), key=lambda rule: rule.kind != "provision"):
            yield self._cited(rule)

    def _cited(self, rule: Rule) -> str:
        cites = (self.release.sources[cite.source].cited_as(cite.article, "zh") for cite in rule.cites)
        return f"{rule.title.zh}〔{'；'.join(cites)}〕"


def compared(answer: SubjectAnswer, outcome: PublishedOutcome) -> str:
    """Where the published form lies."""
    if answer.form.at_least <= outcome.form <= answer.form.at_most:
        return "✔ 公布的形态在建议幅度之内 · within the suggested range"
    if answer.possible.lowest <= outcome.form <= answer.possible.highest:
        return "○ 在可能范围之内，取决于待查事实 · possible; it hangs on open facts"
    return "✘ 在可能范围之外，值得复核 · not possible by these facts; look again"


def _forms(low: int, high: int) -> str:
    return _SAY[str(low)] if low == high else f"{_SAY[str(low)]}至{_SAY[str(high)]}"
