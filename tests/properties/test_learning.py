"""Learning a fact only ever narrows where a case can end, and never takes back what was known, whichever law governs it."""

from __future__ import annotations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.properties.changes import learnings
from tests.samples import examples
from tests.strategies import Plain, documents, read
from zhunsheng.engine.both_laws import BothLaws
from zhunsheng.engine.case import Case, instances
from zhunsheng.engine.kleene import Truth


def assert_narrower(laws: BothLaws, before: Case, after: Case) -> None:
    then, now = (laws.verdict(laws.judge(instances(case))) for case in (before, after))
    for key, subject in then.subjects.items():
        learnt = now.subjects[key]
        assert subject.forms.lowest <= learnt.forms.lowest
        assert learnt.forms.highest <= subject.forms.highest
        for track, ends in subject.tracks.items():
            assert ends.lowest <= learnt.tracks[track].lowest
            assert learnt.tracks[track].highest <= ends.highest
        pairs = [
            (subject.rules, learnt.rules),
            *((rules, learnt.conducts[c]) for c, rules in subject.conducts.items()),
        ]
        for rules, learnt_rules in pairs:
            for rule, verdict in rules.items():
                assert verdict.possible in (Truth.UNKNOWN, learnt_rules[rule].possible), rule


@settings(max_examples=examples(200))
@given(document=documents(), data=st.data())
def test_one_more_fact_only_narrows(laws: BothLaws, document: Plain, data: st.DataObject) -> None:
    """A fact, a member of a set, or a more exact date."""
    changes = list(learnings(document))
    assume(changes)
    change = data.draw(st.sampled_from(changes))
    assert_narrower(laws, read(document), read(change.made_in(document)))


@settings(max_examples=examples(100))
@given(document=documents("half"), data=st.data())
def test_ten_more_facts_only_narrow(laws: BothLaws, document: Plain, data: st.DataObject) -> None:
    before = read(document)
    for _ in range(10):
        changes = list(learnings(document))
        document = data.draw(st.sampled_from(changes)).made_in(document)
    assert_narrower(laws, before, read(document))
