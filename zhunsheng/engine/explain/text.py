"""The answer as text to read: first what is suggested, then why, step by step.

The same facts, the same text: nothing here depends on time, place or order of evaluation, so that traces can be kept as golden
files and compared line by line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from zhunsheng.engine.explain.fact_words import fact_at, value_in_words
from zhunsheng.engine.explain.law_lines import law_lines
from zhunsheng.engine.explain.phrases import LATIN, PHRASES, SIGNS
from zhunsheng.engine.explain.similar import similar_lines
from zhunsheng.engine.release import Release
from zhunsheng.engine.suggestion import (
    Cite,
    CiteRef,
    Concluded,
    Duty,
    Measure,
    MeasureRange,
    SubjectAnswer,
    Suggestion,
    ToleranceGround,
    TraceCondition,
    TraceRule,
    TraceTrack,
    Warning,
)


def render_text(suggestion: Suggestion, release: Release, trace: bool = True) -> str:
    """The suggestion as text, in its own language.

    Args:
        release: The release it was made under; it knows the names of facts.
        trace: Whether the derivation follows.
    """
    text = "\n".join(_Writer(suggestion, release).lines(trace)) + "\n"
    return text.translate(LATIN) if suggestion.language == "en" else text


def pointer_name(pointer: str, release: Release, language: str) -> str:
    """A fact's place in words: ``行为1.主观``."""
    ref = fact_at(pointer)
    if ref.entity == "conduct":
        prefix = PHRASES[language]["conduct"].format(n=int(pointer.split("/")[4]) + 1)
    else:
        prefix = release.vocabulary.entity(ref.entity).name.get(language)
    return f"{prefix}.{release.vocabulary.fact(ref).name.get(language)}"


@dataclass(frozen=True)
class _Writer:
    suggestion: Suggestion
    release: Release

    @property
    def say(self) -> Mapping[str, str]:
        return PHRASES[self.suggestion.language]

    def lines(self, trace: bool) -> Iterator[str]:
        say, answer = self.say, self.suggestion
        yield say["title"]
        yield f"{say['case']}  {answer.case_id}"
        yield f"{say['release']}  {answer.release.name} {answer.release.version} · {answer.release.digest[:19]}…"
        dates = [
            f"{say[key]} {value or say['unknown_date']}"
            for key, value in (("act", answer.law.act), ("decision", answer.law.decision))
        ]
        yield f"{say['law']}  {' · '.join(dates)} · {answer.law.why}"
        yield from law_lines(answer.law, say, self._forms, self._ranges)
        yield f"{say['engines']}  {answer.engines.note or say['agreed'].format(ran=', '.join(answer.engines.ran))}"
        for position, subject in enumerate(answer.subjects):
            yield ""
            yield from self._subject(subject)
            if trace:
                yield from self._trace(f"/subjects/{position}")
        whole = [*self._duties(answer.procedure), *self._warnings(answer.warnings)]
        if whole:
            yield ""
            yield f"━━ {say['whole']} ━━"
            yield from whole
            if trace:
                yield from self._trace("")

    def _subject(self, subject: SubjectAnswer) -> Iterator[str]:
        say = self.say
        yield f"━━ {say['subject']} {subject.subject_id} ━━"
        form, possible = subject.form, subject.possible
        recommended = f"{say['recommended']} {say[str(form.recommended)]}"
        yield f"{say['form']}  {self._forms(form.at_least, form.at_most)}{say['semicolon']}{recommended}"
        hangs = say["hangs_on"].format(n=len(possible.contingent_on)) if possible.contingent_on else ""
        yield f"{say['possible']}  {self._forms(possible.lowest, possible.highest)}{hangs}"
        if possible.horizon and possible.lowest != possible.highest:
            ends = possible.horizon
            key = "exactly" if ends.exact else "at_most"
            forms = "、".join(say[str(form)] for form in ends.recommended)
            yield f"{say[key]}  {self._forms(ends.lowest, ends.highest)}{say['recommends'].format(forms=forms)}"
        yield from self._section("measures", self._measures(subject))
        yield from self._section(
            "findings",
            (
                f"{SIGNS[item.status]} {item.name}（{item.conduct_id}）{self._cites(item.cites)}"
                for item in subject.findings
                if item.status != "not_established"
            ),
        )
        yield from self._section("responsibility", self._concluded(subject.responsibility))
        yield from self._section(
            "provisions",
            (
                f"✔ {item.name}（{item.conduct_id}）{self._ranges(item.ranges)}{self._cites(item.cites)}"
                for item in subject.provisions
                if item.status == "established"
            ),
        )
        yield from self._section("circumstances", self._concluded(subject.circumstances))
        chosen = [item for item in subject.practice if item.status == "established"]
        yield from self._section("practice", self._concluded(chosen))
        yield from self._tolerance(subject)
        yield from self._section("procedure", self._duties(subject.procedure))
        yield from self._section(
            "questions",
            (
                f"{number}. {question.question}〔{pointer_name(question.fact, self.release, self.suggestion.language)}，"
                f"{say[question.answer_by]}〕 {question.would_change}"
                for number, question in enumerate(subject.open_questions[:8], 1)
            ),
        )
        yield from self._section("similar", similar_lines(subject.similar, self.suggestion.language))
        yield from self._section("warnings", self._warnings(subject.warnings))

    def _forms(self, low: int, high: int) -> str:
        say = self.say
        return say[str(low)] if low == high else f"{say[str(low)]} {say['to']} {say[str(high)]}"

    def _section(self, key: str, lines: Iterable[str]) -> Iterator[str]:
        found = list(lines)
        if found:
            yield self.say[key]
            yield from (f"  {line}" for line in found)

    def _measures(self, subject: SubjectAnswer) -> Iterator[str]:
        tracks: dict[str, list[str]] = {}
        for measure in subject.measures:
            mark = "●" if measure.recommended else ""
            tracks.setdefault(measure.track, []).append(f"{mark}{measure.name}{self._effect(measure)}")
        for key, names in tracks.items():
            track = self.release.scale.track(key)
            proposal = self.say["proposal"] if track.proposal_only else ""
            yield f"{track.name.get(self.suggestion.language)}{proposal}: {'、'.join(names)}"

    def _effect(self, measure: Measure) -> str:
        """How long the measure has effect, and until when where that is known."""
        if measure.effect is None:
            return ""
        months = measure.effect.months
        length = self.say["months"].format(n=months) if months else measure.effect.text
        until = self.say["until"].format(day=measure.ends) if measure.ends else ""
        return f"（{length}{until}）"

    def _concluded(self, items: Iterable[Concluded]) -> Iterator[str]:
        for item in items:
            if item.status == "established":
                where = f"（{item.conduct_id}）" if item.conduct_id else ""
                yield f"✔ {item.name}{where}{self._cites(item.cites)}"

    def _tolerance(self, subject: SubjectAnswer) -> Iterator[str]:
        say, tolerance = self.say, subject.tolerance
        if tolerance.status == "not_claimed":
            return
        in_part = bool(tolerance.grounds) and all(ground.reaches for ground in tolerance.grounds)
        status = "granted_in_part" if in_part else tolerance.status
        yield f"{say['tolerance']}  {say[status]}{self._cites(tolerance.cites)}"
        for ground in tolerance.grounds:
            yield f"  ✔ {ground.title}{self._reach(ground)}{self._cites(ground.cites)}"
        for exclusion in tolerance.exclusions:
            yield f"  ✘ {exclusion.title}{self._cites(exclusion.cites)}"
        if tolerance.reason:
            yield f"  {tolerance.reason}"
        for factor in tolerance.factors.values():
            value = {True: "factor_yes", False: "factor_no", None: "factor_unknown"}[factor.supports]
            yield f"  {factor.name}: {say[value]}"

    def _reach(self, ground: ToleranceGround) -> str:
        """What a ground reaches, where that is not every measure."""
        if not ground.reaches:
            return ""
        language = self.suggestion.language
        tracks = "、".join(self.release.scale.track(key).name.get(language) for key in ground.reaches)
        return f"（{self.say[f'reaches_{ground.effect}'].format(tracks=tracks)}）"

    def _duties(self, duties: Iterable[Duty]) -> Iterator[str]:
        """Those that apply; of those that may yet apply, those whose time may already be running."""
        for duty in duties:
            if duty.status == "established" or (duty.due and duty.contingent_on):
                clock = f"（{duty.clock}）" if duty.clock else ""
                yield f"{SIGNS[duty.status]} {duty.name}{clock}: {duty.text}{self._cites(duty.cites)}"

    def _warnings(self, warnings: Iterable[Warning]) -> Iterator[str]:
        for warning in warnings:
            names = "、".join(
                pointer_name(fact, self.release, self.suggestion.language) for fact in warning.facts
            )
            yield f"· {warning.text}{'：' + names if names else ''}{self._cites(warning.cites)}"

    def _cites(self, cites: Iterable[Cite | CiteRef]) -> str:
        shown = [
            self.release.sources[cite.source].cited_as(cite.article, self.suggestion.language)
            for cite in cites
        ]
        return f"〔{'；'.join(shown)}〕" if shown else ""

    def _ranges(self, ranges: Iterable[MeasureRange]) -> str:
        return "".join(
            f" {self._measure(item.lowest)}{self.say['to']}{self._measure(item.highest)}"
            if self.suggestion.language == "zh"
            else f" {self._measure(item.lowest)} {self.say['to']} {self._measure(item.highest)}"
            for item in ranges
        )

    def _measure(self, key: str | None) -> str:
        if key is None:
            return self.say["no_measure"]
        track, number = self.release.scale.step(key)
        return track.steps[number - 1].name.get(self.suggestion.language)

    # The derivation

    def _trace(self, subject: str) -> Iterator[str]:
        """Rules that apply, and findings that do not, with their premises; what is undecided in a line each."""
        nodes = [node for node in self.suggestion.trace.nodes if self._belongs(node.instance, subject)]
        nodes.sort(
            key=lambda node: node.instance == subject
        )  # the conducts first: what follows from them comes after
        yield self.say["trace"]
        undecided = []
        for node in nodes:
            if isinstance(node, TraceTrack):
                yield from self._track(node)
            elif node.established or (node.rule in self._finding_rules and node.possible == "false"):
                yield from self._rule(node)
            else:
                undecided.append(node.id.removeprefix(subject) if subject else node.id)
        if undecided:
            yield f"  {self.say['still_open']}: {'、'.join(undecided)}"
        failed = sum(
            len(rules)
            for place, rules in self.suggestion.trace.not_applicable.items()
            if self._belongs(place, subject)
        )
        yield f"  {self.say['not_applicable'].format(n=failed)}"

    @property
    def _finding_rules(self) -> frozenset[str]:
        return frozenset(rule.id for rule in self.release.rules.values() if rule.kind == "finding")

    @staticmethod
    def _belongs(instance: str, subject: str) -> bool:
        return instance == subject or (bool(subject) and instance.startswith(subject + "/"))

    def _rule(self, node: TraceRule) -> Iterator[str]:
        verdict = self.say["applies"] if node.established else self.say["fails"]
        place = node.instance.rpartition("/subjects/")[2].partition("/")[2]
        sign = SIGNS["true" if node.established else "false"]
        name = f"{node.rule} [{place}]" if place else node.rule
        yield f"  {sign} {name} {node.title} → {node.concludes}: {verdict}{self._cites(node.cites)}"
        yield from self._condition(node.premise, 2, only_open=not node.established)
        if node.concerns:
            yield f"      {self.say['concerns']}:{self._ranges(node.concerns)}"
        if node.clock:
            yield f"      {self.say['clock']}: {node.clock}"
        for exception in node.exceptions:
            other = next((found for found in self.suggestion.trace.nodes if found.id == exception), None)
            established = isinstance(other, TraceRule) and other.established
            yield f"      {self.say['exceptions']}: {exception.partition('#')[2]} {SIGNS['true' if established else 'false']}"

    def _condition(self, condition: TraceCondition, depth: int, only_open: bool) -> Iterator[str]:
        """A premise as an indented tree; of a rule that fails, only what does not hold."""
        if only_open and depth > 2 and condition.established == "true":
            return
        shown = "".join(
            f" = {value_in_words(pointer, value, self.release, self.suggestion.language)}"
            for pointer, value in condition.facts.items()
        )
        yield f"{'  ' * (depth + 1)}{SIGNS[condition.established]} {condition.text}{shown}"
        for part in condition.parts:
            yield from self._condition(part, depth + 1, only_open)

    def _track(self, node: TraceTrack) -> Iterator[str]:
        say = self.say
        yield f"  ▸ {node.name}"
        for stage in node.stages:
            low, high = stage.at_least or say["no_measure"], stage.at_most or say["no_measure"]
            between = f"{low} {say['to']} {high}"
            yield f"      {stage.move or say['start']}: {between}{self._cites(stage.cites)}"
        if node.recommended:
            yield f"      {say['recommended']}: {self._measure(node.recommended)}"
