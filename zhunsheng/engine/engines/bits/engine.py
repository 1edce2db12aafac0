"""Evaluates a case on its circuits, level by level, from the conducts up.

A subject's circuit asks about its conducts (`Parts`), so the conducts are evaluated first and their rails are combined:
*any* is an OR of the true rails and an AND of the false ones, *all* the reverse, *count* builds "1, 2, … so far" part by part.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from zhunsheng.engine.case import Case, Instance, instances
from zhunsheng.engine.circuit.compiler import Circuits
from zhunsheng.engine.circuit.nodes import Circuit, Parts
from zhunsheng.engine.engines.bits.column_inputs import ColumnInputs
from zhunsheng.engine.engines.bits.for_one import ForOne, generate_for_one
from zhunsheng.engine.engines.bits.generation import Function, Rail, Rails, generate, inputs
from zhunsheng.engine.engines.bits.given import asked, compared
from zhunsheng.engine.engines.bits.groups import groups
from zhunsheng.engine.engines.bits.readout import Readout, StageRange
from zhunsheng.engine.engines.bits.value_tables import ValueTables
from zhunsheng.engine.engines.verdict import FormVerdict, RuleVerdict, SubjectVerdict, TrackVerdict, Verdict
from zhunsheng.engine.law_dates import LawDates
from zhunsheng.engine.scale import Scale
from zhunsheng.engine.variants.columns import Columns
from zhunsheng.engine.vocabulary.facts import Vocabulary


@dataclass(frozen=True)
class Evaluated:
    """The rails of an instance's wanted nodes, by number, and of its parts.

    Attributes:
        instance: The first of the variants.
        full: A rail with the bit of every variant.
        given: The rails of the inputs, by number, where another evaluation may take them over.
    """

    instance: Instance
    full: Rail
    given: Mapping[int, Rails]
    rails: Mapping[int, Rails]
    parts: tuple[Evaluated, ...]


@dataclass(frozen=True)
class _Program:
    """A level's circuit as functions, with what they take and give. Either is written when it is first asked for.

    Attributes:
        tables: What comparisons come to.
        questions: The numbers of the questions about parts.
    """

    circuit: Circuit
    inputs: tuple[int, ...]
    wanted: tuple[int, ...]
    tables: ValueTables
    questions: tuple[int, ...]

    @cached_property
    def groups(self) -> tuple[tuple[int, ...], ...]:
        """The inputs as they are handed over for one case."""
        return (*self.tables.groups, self.questions)

    @cached_property
    def for_one(self) -> ForOne:
        """For one case."""
        return generate_for_one(self.circuit, self.wanted, self.groups)

    @cached_property
    def for_many(self) -> Function:
        """For any number of cases."""
        return generate(self.circuit, self.wanted)


class BitsEngine:
    """The engine; make it once for a set of rules and use it for any number of cases, from any thread."""

    name = "bits"

    def __init__(self, circuits: Circuits, vocabulary: Vocabulary, scale: Scale) -> None:
        self._vocabulary = vocabulary
        self._readout = Readout.of(circuits, scale)
        wanted = {"conduct": _asked(circuits.subject), "subject": _asked(circuits.case), "case": set[int]()}
        self._programs = {
            circuit.level: _program(circuit, wanted[circuit.level], vocabulary)
            for circuit in (circuits.conduct, circuits.subject, circuits.case)
        }

    def evaluate(self, case: Case) -> Verdict:
        """The verdict on one case."""
        return self.verdict(self.run([instances(case)]), 0)

    def run(self, variants: Sequence[Instance]) -> Evaluated:
        """Evaluates several cases of one shape at once; bit i of every rail belongs to case i.

        Args:
            variants: Instances with the same subjects and the same conducts; any facts.
        """
        full = (1 << len(variants)) - 1
        parts = tuple(
            self.run([variant.parts[n] for variant in variants]) for n in range(len(variants[0].parts))
        )
        program = self._programs[variants[0].level]
        if len(variants) == 1:
            return self._one(program, variants[0], parts)
        questions = asked(program.circuit, program.questions, [part.rails for part in parts], full)
        given = {
            **compared(program.tables, variants),
            **dict(zip(program.questions, questions, strict=True)),
        }
        rails = program.for_many([given[number] for number in program.inputs], full)
        return Evaluated(variants[0], full, {}, dict(zip(program.wanted, rails, strict=True)), parts)

    def level(
        self,
        columns: Columns,
        instance: Instance,
        laws: Sequence[tuple[LawDates, Rail]],
        parts: tuple[Evaluated, ...] = (),
        earlier: Evaluated | None = None,
    ) -> Evaluated:
        """Evaluates one level of the variants of a subject: the subject itself, or one of its conducts.

        Args:
            instance: The subject or conduct as it is.
            laws: The laws that variants stand under, each with a rail of those that do.
            parts: The conducts of the subject, evaluated.
            earlier: The same under other laws. Its comparisons with facts are not made again.
        """
        program = self._programs[instance.level]
        if columns.full == 1 and not columns.cells:  # the case as it is, and no variant of it
            (law,) = (law for law, rail in laws if rail)
            return self._one(program, replace(instance, law=law), parts)
        known = earlier.given if earlier else {}
        found = ColumnInputs(columns, instance, laws, [part.rails for part in parts], known, self._vocabulary)
        given = {number: found.rails(program.circuit, number) for number in program.inputs}
        rails = program.for_many(tuple(given.values()), columns.full)
        return Evaluated(instance, columns.full, given, dict(zip(program.wanted, rails, strict=True)), parts)

    def _one(self, program: _Program, instance: Instance, parts: tuple[Evaluated, ...]) -> Evaluated:
        questions = asked(program.circuit, program.questions, [part.rails for part in parts], 1)
        flat = [rail for rails in questions for rail in rails]
        rails = program.for_one([*program.tables.rails(instance), flat])
        return Evaluated(instance, 1, {}, rails, parts)

    # Reading the rails of one variant

    def verdict(self, evaluated: Evaluated, bit: int) -> Verdict:
        """The verdict on the variant of that bit."""
        return Verdict(
            self._readout.rule_verdicts("case", evaluated.rails, bit),
            {part.instance.id: self.subject(part, bit) for part in evaluated.parts},
        )

    def subject(self, evaluated: Evaluated, bit: int) -> SubjectVerdict:
        """The verdict on one subject."""
        return SubjectVerdict(
            self._readout.rule_verdicts("subject", evaluated.rails, bit),
            {
                part.instance.id: self._readout.rule_verdicts("conduct", part.rails, bit)
                for part in evaluated.parts
            },
            self.tracks(evaluated, bit),
            self.forms(evaluated, bit),
        )

    def alike(self, evaluated: Sequence[Evaluated], rules: Container[str], within: Rail) -> tuple[Rail, ...]:
        """The groups of variants, as masks, in which the same of some rules are established, and all of them settled or not.

        Args:
            evaluated: The same instance, under several laws.
            within: The variants that are asked about.
        """
        level = evaluated[0].instance.level
        return groups(
            (rail for of in evaluated for rail in self._readout.told(level, of.rails, rules)), within
        )

    def ending_alike(self, evaluated: Sequence[Evaluated], within: Rail) -> tuple[Rail, ...]:
        """The groups of variants, as masks, that end alike in each of several evaluations of a subject.

        Args:
            within: The variants that are asked about.
        """
        return groups((rail for of in evaluated for rail in self._readout.ends(of.rails)), within)

    def shown(self, chosen: Evaluated, horizon: Evaluated) -> Iterator[Rail]:
        """The rails on which it shows what an answer says of a subject.

        Args:
            chosen: Under the law that was applied.
            horizon: Under all the law that can still apply.
        """
        return self._readout.shown(chosen.rails, horizon.rails)

    def either(self, one: Evaluated, other: Evaluated, where: Rail) -> Evaluated:
        """One evaluation of an instance, but another one for the variants of a rail."""
        if one is other or not where:
            return one
        keep = one.full & ~where
        rails = {
            number: (t & keep | other.rails[number][0] & where, f & keep | other.rails[number][1] & where)
            for number, (t, f) in one.rails.items()
        }
        return replace(one, rails=rails)

    def rules(self, evaluated: Evaluated, bit: int) -> Mapping[str, RuleVerdict]:
        """The verdicts on the rules of one instance."""
        return self._readout.rule_verdicts(evaluated.instance.level, evaluated.rails, bit)

    def established(
        self, evaluated: Evaluated, bit: int, rules: Container[str]
    ) -> tuple[frozenset[str], bool]:
        """Which of some rules are established in a variant, and whether nothing unknown can change any of them."""
        return self._readout.established(evaluated.instance.level, evaluated.rails, bit, rules)

    def tracks(self, evaluated: Evaluated, bit: int) -> Mapping[str, TrackVerdict]:
        """Where a subject stands on each track."""
        return self._readout.track_verdicts(evaluated.rails, bit)

    def forms(self, evaluated: Evaluated, bit: int) -> FormVerdict:
        """Between which forms a subject stands."""
        return self._readout.form_verdict(evaluated.rails, bit)

    def contradictory(self, evaluated: Evaluated) -> Mapping[str, Rail]:
        """The variants in which facts of an instance are known that cannot hold at once, by the contradiction's id."""
        return self._readout.contradictory(evaluated.instance.level, evaluated.rails)

    def recommended(self, evaluated: Evaluated, bit: int) -> int:
        """The recommended form of a subject."""
        return self._readout.recommended_form(evaluated.rails, bit)

    def stages(self, evaluated: Evaluated, bit: int) -> Mapping[str, tuple[StageRange, ...]]:
        """How the established range of each track of a subject came about, stage by stage."""
        return self._readout.stage_ranges(evaluated.rails, bit)


def _asked(circuit: Circuit) -> set[int]:
    """The nodes of the level below that a circuit asks about."""
    return {node.node for node in circuit.nodes if isinstance(node, Parts)}


def _program(circuit: Circuit, asked: set[int], vocabulary: Vocabulary) -> _Program:
    wanted = tuple(sorted(asked | set(circuit.outputs.values())))
    given = inputs(circuit, wanted)
    questions = tuple(number for number in given if isinstance(circuit.nodes[number], Parts))
    return _Program(circuit, given, wanted, ValueTables(circuit, given, vocabulary), questions)
