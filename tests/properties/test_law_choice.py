"""The gates that choose between two laws say what the comparison of two verdicts says, whichever rules apply under either law."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from tests.samples import examples
from zhunsheng.engine.language.rules import Rule
from zhunsheng.engine.law_dates import ACT_DATE, CONTINUED_UNTIL, DECISION_DATE
from zhunsheng.engine.lighter_law import Reason
from zhunsheng.engine.proof.calendar import Calendar
from zhunsheng.engine.proof.clauses import Clauses
from zhunsheng.engine.proof.law_choice import LawChoice, UnderLaw
from zhunsheng.engine.proof.rulebook import Rulebook
from zhunsheng.engine.release import default_release
from zhunsheng.engine.variants.slots import Slots
from zhunsheng.engine.vocabulary.dates import PartialDate

BOOK = Rulebook.of(Slots(default_release()), default_release().circuits())
COMPARED = BOOK.laws.compared
DAYS = sorted(BOOK.days)


def _some(rules: list[Rule], at_most: int) -> SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from([rule.id for rule in rules]), max_size=at_most)


PROVISIONS = [rule for rule in COMPARED.consequences.rules if rule.kind != "tolerance" and rule.ranges]
TOLERANCES = [rule for rule in COMPARED.consequences.rules if rule.kind == "tolerance"]
MILDER = [rule for rule in TOLERANCES if rule.ranges]
FULL = [rule for rule in TOLERANCES if rule.id in COMPARED.consequences.tolerating and not rule.ranges]
APPROVING = [rule for rule in TOLERANCES if rule.id in COMPARED.consequences.approving]

#: Every reason that there is where all three dates are known.
REASONS: tuple[Reason, ...] = (
    "same",
    "act_unrecorded",
    "unrecorded",
    "not_then",
    "no_violation",
    "act_lighter",
    "decision_lighter",
    "divided",
    "tie",
)


@st.composite
def verdicts(draw: DrawFn) -> tuple[frozenset[str], frozenset[str]]:
    """The rules that apply under the law of the act, and under that of the decision: often some of them under both."""
    both = draw(st.one_of(st.just(frozenset[str]()), _some(PROVISIONS, 2)))
    sparing = st.builds(frozenset[str].union, *(_some(of, 1) for of in (MILDER, FULL, APPROVING)))
    tolerances = st.one_of(st.just(frozenset[str]()), sparing)
    old, new = (draw(_some(PROVISIONS, 2)) | draw(tolerances) for _ in range(2))
    return both | old, both | new


@st.composite
def two_days(draw: DrawFn) -> tuple[PartialDate, PartialDate]:
    """The day of the act and that of the decision, not before it."""
    days = sorted(draw(st.lists(st.sampled_from(DAYS), min_size=2, max_size=2, unique=True)))
    return PartialDate.parse(days[0].isoformat()), PartialDate.parse(days[1].isoformat())


def chosen(
    old: frozenset[str], new: frozenset[str], act: PartialDate, decision: PartialDate
) -> tuple[LawChoice, Clauses]:
    """What the gates say; with everything known, they are all constants."""
    clauses = Clauses()
    calendar = Calendar.of(clauses, (act, decision), BOOK.days)
    rows = calendar.row(act), calendar.row(decision)
    applies = [{key: clauses.constant(key in of) for key in COMPARED.consequences.ids} for of in (old, new)]
    sides = [UnderLaw(row, of) for row, of in zip(rows, applies, strict=True)]
    return BOOK.laws.choice(calendar, BOOK.laws.differ(calendar, *rows), *sides), clauses


def test_the_gates_choose_as_the_comparison_does() -> None:
    reasons: Counter[Reason] = Counter()

    @settings(max_examples=examples(1500))
    @given(rules=verdicts(), days=two_days())
    def each(rules: tuple[frozenset[str], frozenset[str]], days: tuple[PartialDate, PartialDate]) -> None:
        question = COMPARED.question({ACT_DATE: days[0], CONTINUED_UNTIL: days[0], DECISION_DATE: days[1]})
        old, new = (COMPARED.consequences.follow(of, known=True) for of in rules)
        choice = COMPARED.governed(question, old, new).choice
        reasons[choice.reason] += 1
        found, clauses = chosen(*rules, *days)
        assert found.unrecorded == clauses.constant(choice.reason == "act_unrecorded")
        if choice.reason != "act_unrecorded":
            assert found.by_decision == clauses.constant(choice.applied == "decision")

    each()
    assert all(reasons[reason] for reason in REASONS), reasons
