"""More of what speaks for a subject never makes it heavier; more of what weighs against never makes it lighter.

The vocabulary marks each fact with what it does (`weighs: for`, `weighs: against`). That is a promise, and no rule may break it:
nobody is worse off for having made good a loss, and nobody better off for having concealed it.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.properties.changes import weighings
from tests.samples import examples
from tests.strategies import Plain, documents, read
from zhunsheng.engine.case import instances
from zhunsheng.engine.engines.bits.engine import BitsEngine
from zhunsheng.engine.outcome import recommended_form, usual_form
from zhunsheng.engine.release import Release
from zhunsheng.engine.vocabulary.facts import Weight

#: Not the lowest possible form: where a milder measure takes the place of another, the bound of each is found by itself and
#: the two together may be bounded too low while a fact is unknown (see ``tests/engine/circuit/test_moves.py``), so that to
#: learn it may raise the bound. With nothing unknown it is the same as `low`.
ENDS = ("low", "wish", "high", "highest")

#: What shows a ground of tolerance, ground by ground, beside nothing that would exclude it.
GROUNDS: Sequence[Plain] = (
    {"pilot_without_experience": True, "public_motive": True},
    {"exploration_without_limits": True, "public_motive": True},
    {"unintended_for_development": True, "public_motive": True},
    {"collective_decision": True, "objected_on_record": True},
    {"diligent": True, "unforeseeable": True},
    {"superior_order": True, "asked_superior_to_correct": True},
    {"urgent": True, "public_motive": True, "unintended_for_development": True},
    {"diligent": True, "objective_limits": True},
    {"urgent": True, "procedural_flaw_only": True, "caused_consequence": False},
    {"superior_order": True, "asked_superior_to_correct": True, "opinion_not_adopted": True},
    {"collective_decision": True, "objected_on_record": True, "opinion_not_adopted": True},
    {"unintended_for_development": True, "harm_limited": True, "loss_made_good": True},
    {"unforeseeable": True, "intent": "no_fault"},
    {"public_motive": True, "procedure_proper": True, "harm_limited": True},
)


def not_shown(ground: Plain) -> Plain:
    """Every part of a ground known to be otherwise; of the states of mind, fault in place of none."""
    return {
        fact: not value if isinstance(value, bool) else {"no_fault": "negligence"}[value]
        for fact, value in ground.items()
    }


def outcomes(
    release: Release, bits: BitsEngine, documents: Sequence[Plain]
) -> Iterator[list[dict[str, int]]]:
    """For each subject, its forms in each of several versions of one case: by end, and as recommended."""
    evaluated = bits.run([instances(read(document)) for document in documents])
    for part in evaluated.parts:
        found = []
        for bit in range(len(documents)):
            forms, tracks = bits.forms(part, bit), bits.tracks(part, bit)
            usual = usual_form(release.rules, bits.rules(part, bit), release.scale)
            recommended = recommended_form(tracks, release.scale, usual)
            found.append({**{end: getattr(forms, end) for end in ENDS}, "recommended": recommended})
        yield found


@settings(max_examples=examples(400))
@given(document=documents(), data=st.data())
def test_an_added_ground_never_makes_it_heavier(
    release: Release, bits: BitsEngine, document: Plain, data: st.DataObject
) -> None:
    changes = list(weighings(document, Weight.FOR))
    assume(changes)
    tried = data.draw(st.lists(st.sampled_from(changes), min_size=1, max_size=8))
    for before, *after in outcomes(
        release, bits, [document, *(change.made_in(document) for change in tried)]
    ):
        for change, forms in zip(tried, after, strict=True):
            assert all(forms[end] <= before[end] for end in before), change


@settings(max_examples=examples(400))
@given(document=documents(), data=st.data())
def test_an_added_harm_never_makes_it_lighter(
    release: Release, bits: BitsEngine, document: Plain, data: st.DataObject
) -> None:
    changes = list(weighings(document, Weight.AGAINST))
    assume(changes)
    tried = data.draw(st.lists(st.sampled_from(changes), min_size=1, max_size=8))
    for before, *after in outcomes(
        release, bits, [document, *(change.made_in(document) for change in tried)]
    ):
        for change, forms in zip(tried, after, strict=True):
            assert all(forms[end] >= before[end] for end in before), change


@settings(max_examples=examples(300))
@given(document=documents(), ground=st.sampled_from(GROUNDS), approved=st.sampled_from((None, False, True)))
def test_a_tolerated_act_is_never_punished_more_than_the_same_act_untolerated(
    release: Release, bits: BitsEngine, document: Plain, ground: Plain, approved: bool | None
) -> None:
    """With the whole ground shown, or none of it: also where its parts are neutral, such as a superior's order."""
    tolerated, untolerated = copy.deepcopy(document), copy.deepcopy(document)
    for version, shown in ((tolerated, True), (untolerated, False)):
        for subject in version["subjects"]:
            for conduct in subject["conducts"]:
                conduct.update(ground if shown else not_shown(ground))
                conduct["tolerance_approved"] = approved if shown else False
    for plain, spared in outcomes(release, bits, [untolerated, tolerated]):
        assert all(spared[end] <= plain[end] for end in plain)
