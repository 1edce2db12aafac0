"""What holds of the choice between two laws, whatever they say: on random laws in two versions, and on the real rules.

The random laws open sanctions and admonitions on letters (``tests/engine/small.py``); the old version is in force to the end of
2019, the new one from 2020 on. A letter may open something in both versions, in one, or in neither.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from tests.engine.small import ADMONITION, SANCTION, fact, rule, text, vocabulary_of
from tests.samples import examples
from tests.strategies import cases
from zhunsheng.engine.both_laws import BothLaws, Judged
from zhunsheng.engine.case import Case, Conduct, Subject, instances, under_laws_of
from zhunsheng.engine.engines.bits.engine import BitsEngine
from zhunsheng.engine.engines.rete.wire import case_from_json, case_to_json
from zhunsheng.engine.engines.verdict import SubjectVerdict, differences
from zhunsheng.engine.language.conditions import AllOf, LawDateTest
from zhunsheng.engine.language.rules import Layer, Rule
from zhunsheng.engine.law_dates import ACT_DATE, CONTINUED_UNTIL, DECISION_DATE
from zhunsheng.engine.release import Release
from zhunsheng.engine.scale import Scale
from zhunsheng.engine.vocabulary.dates import PartialDate
from zhunsheng.engine.vocabulary.facts import FactRef, FactValue

OLD = LawDateTest("act", None, date(2019, 12, 31))
NEW = LawDateTest("act", date(2020, 1, 1), None)
DAYS = ("2018", "2019-05-01", "2019-12", "2019-12-31", "2020-01-01", "2020-02", "2020-06-01", "2021")


@st.composite
def releases(draw: DrawFn) -> Release:
    """A random release in two versions."""
    rules: dict[str, Rule] = {}
    for version, period in (("old", OLD), ("new", NEW)):
        for number in range(draw(st.integers(0, 3))):
            letter, track = draw(st.sampled_from("abc")), draw(st.sampled_from((SANCTION, ADMONITION)))
            ends = st.integers(0, len(track.steps))
            low, high = sorted((draw(ends), draw(ends)))
            when = AllOf((period, fact(f"c.{letter}")))
            made = rule(when, "provision:duty", low, high, track=track.key, id=f"{version}.{number}")
            rules[made.id] = replace(made, in_force=period)
    of = tuple(rules.values())
    scale, vocabulary = Scale((SANCTION, ADMONITION), (), ()), vocabulary_of(of)
    layers = {"any": Layer("any", "conduct", "act", text("any"))}
    return Release("small", "1", "sha256:0", vocabulary, {}, scale, layers, rules, (), Path())


def small_laws() -> SearchStrategy[BothLaws]:
    """Both laws of a random release."""
    return releases().map(
        lambda release: BothLaws(release, BitsEngine(release.circuits(), release.vocabulary, release.scale))
    )


@st.composite
def small_cases(draw: DrawFn, conducts: int = 1, *, across: bool = False, known: bool = False) -> Case:
    """A case of one subject.

    Args:
        across: It was done under the old version and decided under the new one.
        known: All of it is known; else more or less.
    """
    nothing = () if known else (None,)

    def dates(*refs: FactRef) -> dict[FactRef, FactValue]:
        days = {
            ref: (DAYS[4:] if ref == DECISION_DATE else DAYS[:4]) if across else (*nothing, *DAYS)
            for ref in refs
        }
        found = {ref: draw(st.sampled_from(days[ref])) for ref in refs}
        return {ref: PartialDate.parse(day) for ref, day in found.items() if day}

    parts = []
    for number in range(1, conducts + 1):
        letters = {letter: draw(st.sampled_from((*nothing, True, True, False))) for letter in "abc"}
        stated = {FactRef("conduct", letter): yes for letter, yes in letters.items() if yes is not None}
        parts.append(Conduct(f"C{number}", {**stated, **dates(ACT_DATE, CONTINUED_UNTIL)}))
    return Case("K", dates(DECISION_DATE), (Subject("S", {}, tuple(parts)),), {})


def judged(of: BothLaws, case: Case) -> tuple[Judged, SubjectVerdict]:
    found = of.judge(instances(case))
    return found, of.verdict(found).subjects["S"]


@settings(max_examples=examples(250))
@given(of=small_laws(), case=small_cases(across=True))
def test_the_law_applied_is_never_the_heavier_one(of: BothLaws, case: Case) -> None:
    """Form by form, the highest first, under either law alone; a law that is not known to be one or the other has no say."""
    found, verdict = judged(of, case)
    assume(found.choices[0].decision is not None)  # it is, unless neither version says anything
    (act, decision, *_) = found.runs
    for run in (act, decision):
        alone = of.verdict(replace(found, chosen=run, horizon=run)).subjects["S"].forms
        assert (verdict.forms.high, verdict.forms.low) <= (alone.high, alone.low)


@settings(max_examples=examples(250))
@given(of=small_laws(), case=small_cases(2))
def test_the_established_outcome_lies_within_what_is_possible(of: BothLaws, case: Case) -> None:
    _, verdict = judged(of, case)
    for ends in (verdict.forms, *verdict.tracks.values()):
        assert ends.lowest <= ends.low <= ends.high <= ends.highest
    for rules in verdict.conducts.values():
        for found in rules.values():
            assert not found.possible.known or (found.possible.value == "true") is found.established


@settings(max_examples=examples(250))
@given(of=small_laws(), case=small_cases(2), data=st.data())
def test_learning_narrows_across_versions(of: BothLaws, case: Case, data: st.DataObject) -> None:
    """A fact, or any of the three dates: even where the law that was applied changes with it."""
    (subject,) = case.subjects
    (first, second) = subject.conducts
    missing = [ref for ref in (*_LETTERS, ACT_DATE, CONTINUED_UNTIL) if ref not in first.facts]
    if DECISION_DATE not in case.facts:
        missing.append(DECISION_DATE)
    assume(missing)
    ref = data.draw(st.sampled_from(missing))
    value: FactValue = (
        data.draw(st.booleans()) if ref in _LETTERS else PartialDate.parse(data.draw(st.sampled_from(DAYS)))
    )
    if ref == DECISION_DATE:
        learnt = replace(case, facts={ref: value})
    else:
        known = replace(first, facts={**first.facts, ref: value})
        learnt = replace(case, subjects=(replace(subject, conducts=(known, second)),))
    before, after = judged(of, case)[1], judged(of, learnt)[1]
    for track, ends in before.tracks.items():
        assert ends.lowest <= after.tracks[track].lowest
        assert after.tracks[track].highest <= ends.highest
    for conduct, rules in before.conducts.items():
        for key, found in rules.items():
            assert not found.possible.known or found.possible is after.conducts[conduct][key].possible


_LETTERS = tuple(FactRef("conduct", letter) for letter in "abc")


@settings(max_examples=examples(150))
@given(of=small_laws(), case=small_cases(known=True))
def test_with_every_fact_and_date_known_both_readings_are_one(of: BothLaws, case: Case) -> None:
    _, verdict = judged(of, case)
    for ends in (verdict.forms, *verdict.tracks.values()):
        assert (ends.lowest, ends.highest) == (ends.low, ends.high)


@settings(max_examples=examples(150))
@given(case=cases())
def test_every_run_is_the_same_for_the_engine_that_is_told_over_the_wire(
    laws: BothLaws, bits: BitsEngine, case: Case
) -> None:
    """What the second engine is asked is what the first one answered: the case with the laws that its conducts were given."""
    found = laws.judge(instances(case))
    for run in found.runs:
        asked = under_laws_of(case, run.instance)
        told = case_from_json(case_to_json(asked))
        assert told == replace(asked, evidence={})
        assert list(differences(bits.verdict(run.evaluated, 0), bits.evaluate(told))) == []


@settings(max_examples=examples(150))
@given(case=cases())
def test_real_cases_stay_within_their_bounds(laws: BothLaws, case: Case) -> None:
    found = laws.judge(instances(case))
    for subject in laws.verdict(found).subjects.values():
        for ends in (subject.forms, *subject.tracks.values()):
            assert ends.lowest <= ends.low <= ends.highest
            assert ends.lowest <= ends.high <= ends.highest
