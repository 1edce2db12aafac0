"""Runs the two programs on a block: conducts, position by position, then subjects.

facts as words ─┬─ law days ─┐
                │            ├─ conducts ── gathered ─┐
                └────────────┴────────────────────────┴─ subjects ── rows of bits, one for each thing that is asked
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from zhunsheng.engine.batch.case_block import CaseBlock, ColumnKey
from zhunsheng.engine.batch.comparisons import LawDay
from zhunsheng.engine.batch.conduct_rows import Arrangement
from zhunsheng.engine.batch.gathered_parts import GatheredParts, of_single
from zhunsheng.engine.batch.kernel import Kernel
from zhunsheng.engine.batch.law_days import CLOCKS, Dates, DayColumn, either, open_dates, question, stated
from zhunsheng.engine.batch.level_columns import LevelColumns, State, taken
from zhunsheng.engine.batch.level_programs import LevelPrograms, Shape
from zhunsheng.engine.batch.months import add_months
from zhunsheng.engine.batch.outputs import LawRail, NamedProgram, RuleRail, Written
from zhunsheng.engine.batch.subject_rails import DECIDED, MATCHED
from zhunsheng.engine.batch.words import Words, packed, rows_of_words, words_for, words_of
from zhunsheng.engine.law_dates import ACT_DATE, CONTINUED_UNTIL, DECISION_DATE, Clock

LawDays = Mapping[tuple[str, Clock], DayColumn]


@dataclass(frozen=True)
class EvaluatedBlock:
    """What came out for a block, in the order of its arrangement.

    Attributes:
        facts: Of the subjects and their cases.
        subjects: What the subjects' program wrote.
        conduct_rules: By rule on conducts, the subjects with a conduct on which it is established.
        positions: What the conducts' program wrote at each position.
    """

    arrangement: Arrangement
    facts: LevelColumns
    subjects: Written
    conduct_rules: Mapping[str, Words]
    positions: tuple[Written, ...]


def evaluated(block: CaseBlock, programs: LevelPrograms, run: Kernel) -> EvaluatedBlock:
    """Evaluates a block."""
    arrangement = Arrangement.of(block)
    of_cases = LevelColumns.of(arrangement.number, taken(block.cases, arrangement.cases))
    of_subjects = LevelColumns.of(arrangement.number, taken(block.subjects, arrangement.subjects))
    facts = of_cases | of_subjects
    decided = facts.days(ColumnKey(DECISION_DATE))
    gathered = GatheredParts(arrangement.number, {} if arrangement.single else programs.questions)
    rules = {rule: np.zeros(words_for(arrangement.number), np.uint64) for rule in programs.rules_of_conducts}
    last_act = DayColumn.unknown(len(decided.known))
    positions = []
    for rows in arrangement.positions():
        number = arrangement.number if rows is None else len(rows)
        own = LevelColumns.of(number, taken(block.conducts, rows))
        seen = own | LevelColumns(number, facts.bits, facts.columns, facts.states)
        dates = _dates(own, decided)
        written = _conducts(seen, dates, programs, run)
        positions.append(written)
        if programs.matches:
            last_act = _last_act(last_act, stated(dates).act)
        there = words_of(np.ones(number, dtype=np.bool_))
        for rule, row in rules.items():
            row[: len(there)] |= written[RuleRail(rule, "established")] & there
        if not arrangement.single:
            gathered.add(written, number)
    parts = of_single(positions[0], programs.questions) if arrangement.single else gathered.rows
    calendar = programs.calendar
    matched = calendar.placed(either(decided.known, decided, last_act))
    laws: LawDays = {(DECIDED, "decision"): calendar.placed(decided), (MATCHED, "decision"): matched}
    whole = _with_law(facts, laws)
    add_months(whole, programs.months("subject"))
    whole.bits.update(parts)
    subjects = _run(programs.subject(Shape.of(facts.states, _states(laws, facts.rows))), whole, run)
    return EvaluatedBlock(arrangement, facts, subjects, rules, tuple(positions))


def _conducts(seen: LevelColumns, dates: Dates, programs: LevelPrograms, run: Kernel) -> Written:
    """What the conducts at one position come to."""
    calendar = programs.calendar
    placed = calendar.places(dates)
    asked = question(placed, programs.periods_of_acts)
    as_stated, still_open = stated(placed), open_dates(placed, calendar.last)
    compares = bool(asked.compares[: seen.rows].any())
    laws: dict[tuple[str, Clock], DayColumn] = {("act", "act"): asked.act}
    if compares:
        laws["decision", "act"] = asked.decision
    laws |= {("stated", clock): as_stated.on(clock) for clock in CLOCKS if clock != "act"}
    laws |= {("horizon", clock): still_open.on(clock) for clock in CLOCKS if clock != "decision"}
    whole = _with_law(seen, laws)
    add_months(whole, programs.months("conduct"))
    whole.bits[LawRail("compares")] = packed(asked.compares)
    whole.bits[LawRail("act unknown")] = packed(asked.act_unknown)
    whole.bits[LawRail("uncertain")] = packed(asked.uncertain)
    whole.bits[LawRail("dated")] = packed(dates.all_known)
    return _run(
        programs.conduct(Shape.of(seen.states, _states(laws, seen.rows), compares=compares)), whole, run
    )


def _run(named: NamedProgram, level: LevelColumns, run: Kernel) -> Written:
    out = rows_of_words(named.program.outputs, level.rows)
    # What is not there is known in no row, whatever it is compared with.
    nothing, zeros = np.zeros(out.shape[1], np.uint64), np.zeros(out.shape[1] * 64, np.int32)
    bits = [level.bits.get(name, nothing) for name in named.program.bits]
    columns = [level.columns.get(name, zeros) for name in named.program.columns]
    run(named.program, bits, columns, level.rows, out)
    return Written(named.places, out)


def _with_law(level: LevelColumns, laws: LawDays) -> LevelColumns:
    """The columns of a level and of the days whose law is asked for."""
    found = LevelColumns(level.rows, dict(level.bits), dict(level.columns), level.states)
    for (law, clock), days in laws.items():
        found.columns[LawDay(law, clock, "earliest")] = days.earliest
        found.columns[LawDay(law, clock, "latest")] = days.latest
        found.bits[LawDay(law, clock, "known")] = packed(days.known)
    return found


def _states(laws: LawDays, rows: int) -> Mapping[tuple[str, Clock], State]:
    """What is known of whole columns of days; of which nothing is known in any row, they are left out."""
    return {
        name: State(bool(days.known[:rows].all()), days.exact(rows))
        for name, days in laws.items()
        if days.known[:rows].any()
    }


def _dates(conducts: LevelColumns, decided: DayColumn) -> Dates:
    prefix = decided[: words_for(conducts.rows) * 64]
    return Dates(conducts.days(ColumnKey(ACT_DATE)), conducts.days(ColumnKey(CONTINUED_UNTIL)), prefix)


def _last_act(so_far: DayColumn, acts: DayColumn) -> DayColumn:
    """The act that can have been last, of those so far and of these of the first so many subjects (`matched_sanctions._day`)."""
    number = len(acts.known)
    before = so_far[:number]
    later = acts.known & (~before.known | (acts.latest > before.latest))
    return either(later, acts, before) + so_far[number:]
