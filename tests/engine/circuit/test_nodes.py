"""Circuits: each distinct part once, in whatever order it is written, and nothing simplified that a reading could tell apart."""

from __future__ import annotations

from tests.engine.small import engine, fact, rule, verdict, vocabulary_of
from zhunsheng.engine.circuit.compiler import compile_circuits
from zhunsheng.engine.circuit.nodes import And, Atom, Builder, Known, Negation, Or
from zhunsheng.engine.circuit.outputs import Reading, RuleOutput
from zhunsheng.engine.engines.verdict import RuleVerdict
from zhunsheng.engine.kleene import Truth
from zhunsheng.engine.language.conditions import AllOf, AnyOf, AtLeast, ConclusionTest, Not
from zhunsheng.engine.release import Release
from zhunsheng.engine.scale import Scale


def test_a_part_that_two_wholes_share_is_one_node() -> None:
    builder = Builder("conduct")
    a, b, c = (builder.atom(fact(f"c.{letter}")) for letter in "abc")
    assert builder.atom(fact("c.a")) == a
    assert builder.all_of((a, b)) == builder.all_of((b, a)) == builder.all_of((b, a, b))
    assert builder.any_of((a, builder.all_of((b, c)))) == builder.any_of((builder.all_of((c, b)), a))
    assert len(builder.finish().nodes) == len(set(builder.finish().nodes))


def test_constants_and_double_negation_vanish() -> None:
    builder = Builder("conduct")
    a = builder.atom(fact("c.a"))
    assert builder.all_of((a, builder.true)) == builder.any_of((a, builder.false)) == a
    assert builder.all_of((a, builder.false)) == builder.false
    assert builder.any_of((a, builder.true)) == builder.true
    assert (builder.all_of(()), builder.any_of(())) == (builder.true, builder.false)
    assert builder.negation(builder.negation(a)) == a
    assert builder.known(builder.known(a)) == builder.known(a)


def test_what_is_unknown_is_not_simplified_away() -> None:
    """`a or not a` is unknown where a is; it is no constant."""
    builder = Builder("conduct")
    a = builder.atom(fact("c.a"))
    circuit = builder.finish()
    either = builder.any_of((a, builder.negation(a)))
    assert either not in (builder.true, builder.false)
    assert isinstance(circuit.nodes[a], Atom)
    premise = AnyOf((fact("c.a"), Not(fact("c.a"))))
    bits = engine([rule(premise, "provision:p", 1, 2, id="mine.tautology")])
    assert verdict(bits, "").conducts["C1"]["mine.tautology"] == RuleVerdict(False, Truth.UNKNOWN)


def test_rules_share_their_parts() -> None:
    """Three rules on the same two facts, written in three ways, are one conjunction."""
    both = (fact("c.a"), fact("c.b"))
    rules = [
        rule(AllOf(both), "provision:p", id="r.1"),
        rule(AllOf(both[::-1]), "provision:q", id="r.2"),
        rule(AtLeast(2, both), "provision:r", id="r.3"),
    ]
    circuit = compile_circuits(rules, vocabulary_of(rules), Scale((), (), ())).conduct
    outputs = {circuit.outputs[RuleOutput(item.id, Reading.POSSIBLE)] for item in rules}
    assert len(outputs) == 1
    assert sum(isinstance(node, And) for node in circuit.nodes) == 1


def test_parts_come_before_wholes(release: Release) -> None:
    circuits = release.circuits()
    for circuit in (circuits.conduct, circuits.subject, circuits.case):
        assert len(set(circuit.nodes)) == len(circuit.nodes)
        for number, node in enumerate(circuit.nodes):
            match node:
                case And(parts) | Or(parts):
                    assert max(parts) < number
                    assert list(parts) == sorted(set(parts))
                case Negation(part) | Known(part):
                    assert part < number


def test_an_exception_displaces_its_rule_in_each_reading_as_far_as_it_is_known() -> None:
    bits = engine(
        [
            rule("c.a", "provision:p", 1, 2, id="r.rule"),
            rule("c.b", "provision:q", id="r.exception", overrides=["r.rule"]),
        ]
    )

    def of(act: str) -> RuleVerdict:
        return verdict(bits, act).conducts["C1"]["r.rule"]

    assert of("aB") == RuleVerdict(True, Truth.TRUE)
    assert of("ab") == RuleVerdict(False, Truth.FALSE)
    assert of("a") == RuleVerdict(True, Truth.UNKNOWN)  # an exception that nobody has shown is not so
    assert of("b") == RuleVerdict(False, Truth.FALSE)
    assert of("") == RuleVerdict(False, Truth.UNKNOWN)


def test_an_exception_to_an_exception() -> None:
    bits = engine(
        [
            rule("c.a", "provision:p", id="r.1"),
            rule("c.b", "provision:q", id="r.2", overrides=["r.1"]),
            rule("c.c", "provision:r", id="r.3", overrides=["r.2"]),
        ]
    )
    assert verdict(bits, "abc").conducts["C1"]["r.1"] == RuleVerdict(True, Truth.TRUE)
    assert verdict(bits, "ab").conducts["C1"]["r.1"] == RuleVerdict(False, Truth.UNKNOWN)


def test_what_is_not_established_is_not_so_for_the_next_layer() -> None:
    """But an unknown *fact* is never taken as absent: `not fact` stays unknown."""
    bits = engine(
        [
            rule("c.a", "finding:f", id="r.finding"),
            rule(Not(ConclusionTest("f")), "provision:p", id="r.without_finding"),
            rule(Not(fact("c.a")), "provision:q", id="r.without_fact"),
        ]
    )
    found = verdict(bits, "").conducts["C1"]
    assert found["r.without_finding"] == RuleVerdict(True, Truth.UNKNOWN)
    assert found["r.without_fact"] == RuleVerdict(False, Truth.UNKNOWN)
