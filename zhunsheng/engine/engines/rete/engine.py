"""Evaluates a case with durable-rules: each conduct through its layers, then each subject, then the case.

An instance's *memory* is the set of keys known so far. It starts with what the facts say; each stratum adds
what its productions give, each layer the conclusions of those before. At the end the keys of a rule's
results are read back: its two rails, and in no correct evaluation both.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zhunsheng.engine.case import Case, Facts, Subject
from zhunsheng.engine.engines.rete.formulas import Reading
from zhunsheng.engine.engines.rete.host import ReteError, ReteHost, Shard, shards
from zhunsheng.engine.engines.rete.leaves import of_parts, value_of
from zhunsheng.engine.engines.rete.outcome import Outcome, Outcomes, form_verdict, track_verdict
from zhunsheng.engine.engines.rete.program import Program, Rails, RuleKeys, Step, Stratum
from zhunsheng.engine.engines.rete.translation import LEVELS, translate
from zhunsheng.engine.engines.verdict import RuleVerdict, SubjectVerdict, Verdict
from zhunsheng.engine.kleene import Truth, disjunction
from zhunsheng.engine.law_dates import LawDates
from zhunsheng.engine.release import Release


@dataclass(frozen=True)
class _Settled:
    """An instance after its evaluation."""

    program: Program
    memory: frozenset[str]

    def value(self, rails: Rails) -> Truth:
        return _value(self.memory, rails)

    def rules(self) -> Mapping[str, RuleVerdict]:
        return {
            rule: RuleVerdict(keys.established in self.memory, self.value(keys.possible))
            for rule, keys in self.program.rules.items()
        }


def _value(memory: frozenset[str] | set[str], rails: Rails) -> Truth:
    true, false = rails.true in memory, rails.false in memory
    if true and false:
        raise ReteError(f"known true and known false at once ({rails.true}, {rails.false})")
    if true:
        return Truth.TRUE
    return Truth.FALSE if false else Truth.UNKNOWN


class ReteEngine:
    """The engine, in this process. Make it once for a release; threads take turns."""

    name = "rete"

    def __init__(self, release: Release) -> None:
        self._vocabulary = release.vocabulary
        self._tracks = [track.key for track in release.scale.tracks]
        self._outcomes = Outcomes(release)
        self._programs = translate(release)
        self._shards = {
            (level, step, stratum): shards(productions.productions, f"{level}{step}x{stratum}")
            for level in LEVELS
            for step, layer in enumerate(self._programs[level].steps)
            for stratum, productions in enumerate(layer.strata)
        }
        self._host = ReteHost(shard for held in self._shards.values() for shard in held)
        self._turn = threading.Lock()

    def evaluate(self, case: Case) -> Verdict:
        """The verdict on one case.

        Raises:
            ReteError: durable-rules failed.
        """
        with self._turn:
            settled = []
            subjects = {}
            for subject in case.subjects:
                facts = {**case.facts, **subject.facts}
                conducts = [
                    self._settle("conduct", {**facts, **conduct.facts}, (), conduct.law)
                    for conduct in subject.conducts
                ]
                own = self._settle("subject", facts, conducts)
                settled.append(own)
                subjects[subject.id] = self._subject(subject, own, conducts)
            return Verdict(self._settle("case", case.facts, settled).rules(), subjects)

    def _settle(
        self, level: str, facts: Facts, parts: Sequence[_Settled], law: LawDates | None = None
    ) -> _Settled:
        program = self._programs[level]
        memory: set[str] = set()
        for test, rails in program.tests.items():
            _learn(memory, rails, value_of(test, facts, self._vocabulary, law))
        for (question, reading), rails in program.questions.items():
            answers = [part.value(part.program.answers[question.condition, reading]) for part in parts]
            _learn(memory, rails, of_parts(question, answers))
        for number, step in enumerate(program.steps):
            _conclude(memory, step)
            for place, stratum in enumerate(step.strata):
                self._fire(self._shards[level, number, place], stratum, memory)
        return _Settled(program, frozenset(memory))

    def _fire(self, held: Sequence[Shard], stratum: Stratum, memory: set[str]) -> None:
        found = [result for shard in held for result in self._host.fire(shard, memory)]
        memory.update(found)
        memory.update(absence for result, absence in stratum.absences.items() if result not in memory)

    def _subject(self, subject: Subject, own: _Settled, conducts: Sequence[_Settled]) -> SubjectVerdict:
        rules = own.rules()
        each = [conduct.rules() for conduct in conducts]

        def outcome(reading: Reading) -> Outcome:
            return self._outcomes.outcome([_applies(one, reading) for one in each], _applies(rules, reading))

        established, possible = outcome(Reading.ESTABLISHED), outcome(Reading.POSSIBLE)
        tracks = {track: track_verdict(track, established, possible) for track in self._tracks}
        of_conducts = {conduct.id: found for conduct, found in zip(subject.conducts, each, strict=True)}
        return SubjectVerdict(rules, of_conducts, tracks, form_verdict(established, possible))


def _learn(memory: set[str], rails: Rails, value: Truth) -> None:
    if value is Truth.TRUE:
        memory.add(rails.true)
    elif value is Truth.FALSE:
        memory.add(rails.false)


def _conclude(memory: set[str], step: Step) -> None:
    """Adds what a layer reads of earlier ones: established ones are so or not, possible ones may be open."""
    for keys in step.reads:
        _learn(memory, keys.established, _either(keys.rules, memory))
        _learn(memory, keys.possible, disjunction(_value(memory, rule.possible) for rule in keys.rules))


def _either(rules: Sequence[RuleKeys], memory: set[str]) -> Truth:
    return Truth.TRUE if any(rule.established in memory for rule in rules) else Truth.FALSE


def _applies(rules: Mapping[str, RuleVerdict], reading: Reading) -> Mapping[str, Truth]:
    if reading is Reading.POSSIBLE:
        return {rule: verdict.possible for rule, verdict in rules.items()}
    return {rule: Truth.TRUE if verdict.established else Truth.FALSE for rule, verdict in rules.items()}
